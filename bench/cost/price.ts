/**
 * The price of each evaluation of AWS Config in a month and Region, in USD, by tier: the first 100,000
 * evaluations, the next 400,000, and all others (AWS Config pricing, us-east-1, November 2026, from a
 * secondary source).
 */
const TIERS: readonly (readonly [evaluations: number, each: number])[] = [
  [100_000, 0.001],
  [400_000, 0.0008],
  [Number.POSITIVE_INFINITY, 0.0005],
];

/** The price of a number of evaluations in one month, in USD. */
export function priceOf(evaluations: number): number {
  let [left, price] = [evaluations, 0];
  for (const [size, each] of TIERS) {
    const part = Math.min(left, size);
    price += part * each;
    left -= part;
  }
  return price;
}
