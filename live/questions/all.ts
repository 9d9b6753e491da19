import type { Question } from '../question.ts';
import { absentParameter } from './absent-parameter.ts';
import { ageOfAListing } from './age-of-a-listing.ts';
import { deletedKey } from './deleted-key.ts';
import { defaultVersions } from './deployed-runbooks.ts';
import { dryRun } from './dry-run.ts';
import { eventFields } from './event-fields.ts';
import { attemptWithInactiveKey, firstUse } from './first-use.ts';
import { resourceOfLastUsed } from './resource-of-last-used.ts';
import { tagsAllOrNone } from './tags-all-or-none.ts';

/**
 * The ten questions, in the order in which they are asked: the runbook plans while both keys are active; then
 * one key is deactivated, the other one used, and what takes minutes to show is waited for last. The deletion
 * of a key ends it.
 */
export const QUESTIONS: readonly Question[] = [
  defaultVersions,
  dryRun,
  ageOfAListing,
  resourceOfLastUsed,
  absentParameter,
  tagsAllOrNone,
  firstUse,
  attemptWithInactiveKey,
  eventFields,
  deletedKey,
];
