import type { ListedUser } from '../../aws/iam-users.ts';
import { readUncheckedVerdict, readVerdict } from '../../aws/read-verdict.ts';
import { type Listing, usersToReadAgain } from '../../aws/second-listing.ts';
import { listAllUsers } from './listing.ts';
import { createReporter } from './reporter.ts';
import { longestUnreportedFirst } from './reporting-order.ts';
import { FIRST_LISTING, findGone, readHeldResults, retire, SECOND_LISTING } from './retirement.ts';
import type { Run } from './run.ts';
import { evaluateUsers, type Sweep, settle } from './sweep.ts';
import { timeLimits } from './time-limits.ts';

/**
 * Evaluates every user of the account, and reports NOT_APPLICABLE for those that AWS Config still holds and
 * that two complete listings lack. Returns the users that have no new evaluation because they could not be
 * judged or reported. Never throws: what fails is added to the tally.
 *
 * Makes N + 2⌈N/1000⌉ + k + (their active keys) calls of IAM for N users, k of them with two or more active
 * keys (docs/decisions/0027).
 */
export async function evaluateAccount(run: Run): Promise<readonly ListedUser[]> {
  const first = await listAllUsers(run, FIRST_LISTING);
  // Read between the two listings, and before anything is reported, so that it holds earlier results only.
  const held = await readHeldResults(run);
  const { readingMs, listingMs } = timeLimits(run.time.remainingMs(), first.users.length);
  const reading = { ...run, deadline: run.time.deadlineIn(readingMs) };
  const closing = { ...run, deadline: run.time.deadlineIn(listingMs) };
  const reporter = createReporter(run);
  const sweep: Sweep = { run: reading, reporter, held, evaluations: new Map(), waiting: new Set() };
  const users = longestUnreportedFirst(distinctUsers(first), held, run.notifiedAt);
  await evaluateUsers(sweep, users, readUncheckedVerdict);
  const second = await listAllUsers(closing, SECOND_LISTING);
  await evaluateUsers(sweep, usersToReadAgain(sweep.evaluations, second), readVerdict);
  await settle(sweep, second);
  await retire(run, reporter, findGone({ held, first, second }));
  await reporter.finish();
  const known = distinctUsers(first, second);
  run.tally.users = known.length;
  return known.filter(isUnreportedIn(sweep));
}

/**
 * Whether a user has no new evaluation: reading or reporting it failed, or it vanished since it was listed.
 */
function isUnreportedIn({ run, evaluations }: Sweep): (user: ListedUser) => boolean {
  const failed = new Set(run.tally.failures.map(({ userId }) => userId));
  return ({ userId }) => failed.has(userId) || evaluations.get(userId)?.kind === 'vanished';
}

/** The users of all listings, each once, under the last name. */
function distinctUsers(...listings: readonly Listing[]): readonly ListedUser[] {
  return [
    ...new Map(listings.flatMap(({ users }) => users.map((user) => [user.userId, user] as const))).values(),
  ];
}
