import type { ListedUser } from '../../aws/iam-users.ts';
import { HOUR_MS } from '../../policy/policy.ts';
import type { HeldResults } from './config-evaluations.ts';

const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/**
 * The users in the order in which a run reads them, so that a run that cannot reach everybody in time starves
 * nobody: first those for whom AWS Config recorded a result longest ago; ties in listing order.
 *
 * AWS Config lists no NOT_APPLICABLE result, so an exempt user looks like one that was never reported. If
 * users without a result always came first, many exempt users would starve all others. So the two groups take
 * turns, user by user, and those without a result begin with another user each hour: the golden ratio spreads
 * the first users of successive runs evenly.
 */
export function longestUnreportedFirst(
  users: readonly ListedUser[],
  held: HeldResults,
  at: Date,
): readonly ListedUser[] {
  const recordedAt = ({ userId }: ListedUser) => held.get(userId)?.recordedAt ?? 0;
  const known = users
    .filter(({ userId }) => held.has(userId))
    .toSorted((a, b) => recordedAt(a) - recordedAt(b));
  const unknown = users.filter(({ userId }) => !held.has(userId));
  const turn = (Math.floor(at.getTime() / HOUR_MS) * GOLDEN_RATIO) % 1;
  return alternate(rotate(unknown, Math.floor(turn * unknown.length)), known);
}

const rotate = <Item>(items: readonly Item[], first: number): readonly Item[] => [
  ...items.slice(first),
  ...items.slice(0, first),
];

/** Merges two lists, one item of each in turn for as long as there are any; the first list begins. */
function alternate<Item>(first: readonly Item[], second: readonly Item[]): readonly Item[] {
  const placed = [first, second].flatMap((items) => items.map((item, place) => ({ item, place })));
  return placed.toSorted((a, b) => a.place - b.place).map(({ item }) => item);
}
