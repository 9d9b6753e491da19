import { within } from '../../aws/deadline.ts';
import type { Listing } from '../../aws/second-listing.ts';
import { type HeldResults, listHeldResults } from './config-evaluations.ts';
import { retirementOf } from './evaluation.ts';
import { listAllUsers } from './listing.ts';
import type { Reporter } from './reporter.ts';
import type { Run } from './run.ts';

/** The subject of a failure to read the results that AWS Config still holds for deleted users. */
const EARLIER_RESULTS = 'the results of deleted users';

/** The subject of a failure of the listing with which a run begins. */
export const FIRST_LISTING = 'the listing of users';

/** The subject of a failure of the listing that confirms names, and that users are gone. */
export const SECOND_LISTING = 'the second listing of users';

const NO_RESULTS: HeldResults = new Map();

/**
 * No results where they cannot be read: then every evaluation is reported, and no user is retired. Never
 * throws.
 */
export async function readHeldResults({
  config,
  configRuleName,
  deadline,
  tally,
}: Run): Promise<HeldResults> {
  try {
    return await within(deadline, () => listHeldResults(config, configRuleName));
  } catch (cause) {
    tally.failures.push({ subject: EARLIER_RESULTS, cause });
    return NO_RESULTS;
  }
}

/** What a run knows of the users whose results AWS Config holds. */
export interface GoneEvidence {
  /** Read after `first` had ended and before `second` began. */
  readonly held: HeldResults;
  readonly first: Listing;
  readonly second: Listing;
}

/**
 * The ids of held results whose users are gone: two complete listings lack them. One listing is no proof: it
 * is paged, so it lacks a user that is renamed between two pages, and one that was created since, whom an
 * overlapping run may have reported.
 */
export function findGone({ held, first, second }: GoneEvidence): readonly string[] {
  if (!first.isComplete || !second.isComplete) return [];
  const listed = new Set<string>([...first.users, ...second.users].map(({ userId }) => userId));
  return [...held.keys()].filter((id) => !listed.has(id));
}

/** Reports NOT_APPLICABLE for users that are gone. Never throws. */
export async function retire(
  { tally, notifiedAt }: Pick<Run, 'tally' | 'notifiedAt'>,
  reporter: Reporter,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    tally.retired += 1;
    await reporter.report(retirementOf(id, notifiedAt));
  }
}

/**
 * Reports NOT_APPLICABLE for the users that AWS Config still holds and that two complete listings lack; the
 * second one is made only if the first lacks somebody. Returns whether everything could be read. Never
 * throws.
 */
export async function retireGoneUsers(run: Run, reporter: Reporter): Promise<boolean> {
  const failuresBefore = run.tally.failures.length;
  const first = await listAllUsers(run, FIRST_LISTING);
  const held = await readHeldResults(run);
  const isAnybodyMissing = findGone({ held, first, second: first }).length > 0;
  const second = isAnybodyMissing ? await listAllUsers(run, SECOND_LISTING) : first;
  await retire(run, reporter, findGone({ held, first, second }));
  return run.tally.failures.length === failuresBefore;
}
