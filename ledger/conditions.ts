/**
 * The condition of a write: the item is absent, or its attribute `nonce` is one of these. Every write has a
 * nonce of its own, so that a write whose answer was lost is no conflict when the SDK repeats it: the second
 * attempt finds its own nonce.
 */
export interface Condition {
  readonly mayBeAbsent: boolean;
  readonly nonces: readonly [string, ...string[]];
}

/**
 * The condition of a write under `nonce` that takes the place of the item that was read, or of none if none
 * was.
 */
export function inPlaceOf(previous: string | undefined, nonce: string): Condition {
  return {
    mayBeAbsent: previous === undefined,
    nonces: previous === undefined ? [nonce] : [nonce, previous],
  };
}

/** The condition of a write that replaces whatever is there. */
export const ALWAYS = 'always';

/** The condition as the members of a request of DynamoDB; none for `ALWAYS`. */
export function expressionOf(condition: Condition | typeof ALWAYS) {
  if (condition === ALWAYS) return {};
  const { mayBeAbsent, nonces } = condition;
  const names = nonces.map((_, index) => `:nonce${index}`);
  const isOurs = names.map((name) => `nonce = ${name}`).join(' OR ');
  return {
    ConditionExpression: mayBeAbsent ? `attribute_not_exists(pk) OR ${isOurs}` : isOurs,
    ExpressionAttributeValues: Object.fromEntries(
      nonces.map((nonce, index) => [`:nonce${index}`, { S: nonce }]),
    ),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}
