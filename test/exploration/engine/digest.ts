/**
 * A number that stands for a text, after what an earlier one stands for: two different texts of one
 * exploration have practically never the same (53 bits).
 */
export function digest(text: string, seed = 0): number {
  let [a, b] = [
    0xdeadbeef ^ seed,
    0x41c6ce57 ^ Math.floor(seed / 4_294_967_296) ^ Math.imul(seed, 0x9e3779b1),
  ];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & b) + (a >>> 0);
}
