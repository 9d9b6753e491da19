import type { Listing } from '../../aws/second-listing.ts';
import type { HeldResults } from './config-evaluations.ts';
import { retirementOf } from './evaluation.ts';
import type { Reporter } from './reporter.ts';
import type { Run } from './run.ts';

/** What a run knows of the users whose results AWS Config holds. */
export interface GoneEvidence {
  /** Read after `first` had ended and before `second` began. */
  readonly held: HeldResults;
  readonly first: Listing;
  readonly second: Listing;
}

/**
 * The ids of held results whose users are gone: two complete listings lack them. One listing is no proof: it is paged, so it lacks
 * a user that is renamed between two pages, and one that was created since, whom an overlapping run may have reported.
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
