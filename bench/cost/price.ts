/**
 * What AWS Config takes for evaluations in a month and Region, in USD: each of the first so many, each of the next, …
 * (AWS Config pricing, us-east-1, November 2026, read second hand.)
 */
const TIERS: readonly (readonly [evaluations: number, each: number])[] = [
  [100_000, 0.001],
  [400_000, 0.0008],
  [Number.POSITIVE_INFINITY, 0.0005],
];

/** The price of so many evaluations in a month, in USD. */
export function priceOf(evaluations: number): number {
  let [left, price] = [evaluations, 0];
  for (const [size, each] of TIERS) {
    const part = Math.min(left, size);
    price += part * each;
    left -= part;
  }
  return price;
}
