import { DAY_MS } from '../../policy/policy.ts';

const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/**
 * The same users, beginning with another user each day. The golden ratio spreads the first users of
 * successive days evenly, so that the pass reaches every user even if the first users fail or are refused
 * each day.
 */
export function rotateByDay<User>(users: readonly User[], at: Date): readonly User[] {
  const dayNumber = Math.floor(at.getTime() / DAY_MS);
  const first = Math.floor(((dayNumber * GOLDEN_RATIO) % 1) * users.length);
  return [...users.slice(first), ...users.slice(0, first)];
}
