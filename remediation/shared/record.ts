/** The records of deactivations: a tag on the user for each key that One Active Key deactivated. */

import type { ListedUser } from '../../aws/iam-users.ts';
import { type AccessKeyId, accessKeyId, compareIds, isAccessKeyId } from '../../policy/identifiers.ts';
import { parseDateTime } from '../../policy/iso8601.ts';
import type { Tags } from '../../policy/tags.ts';
import { describeError } from '../../product/describe.ts';
import { DEACTIVATED_TAG_PREFIX, deactivatedTag } from '../../product/tags.ts';
import { tagUser, untagUser } from './iam-writes.ts';
import type { RemediationServices } from './services.ts';

/** The content of new records, besides their time. */
export interface RecordedDeactivation {
  readonly kept: AccessKeyId;
  readonly deactivated: readonly AccessKeyId[];
  /** Empty if no runbook invoked the function. */
  readonly automationExecutionId: string;
}

/** A deactivation to record. */
export interface DeactivationToRecord extends RecordedDeactivation {
  /** Makes room for one more tag on the user. */
  readonly retractAnnouncement: () => Promise<void>;
}

/** A record that was read from a user. */
export interface DeactivationRecord {
  readonly key: AccessKeyId;
  /** The value of the tag, unchanged. */
  readonly value: string;
  /** When the key was deactivated; undefined if the value does not have the form that a deactivation writes. */
  readonly deactivatedAt: Date | undefined;
}

const RECORD = /^(\S+) kept=AKIA[A-Z0-9]{12,124} execution=[A-Za-z0-9-]{1,64}$/;

/**
 * Reads the records from the tags of a user, in the order of the key ids. A tag counts only if its key and its value have
 * exactly the form that a deactivation writes: a deletion deletes keys by their records.
 */
export function readRecords(tags: Tags): readonly DeactivationRecord[] {
  return [...tags]
    .filter(([tag]) => tag.startsWith(DEACTIVATED_TAG_PREFIX))
    .map(([tag, value]) => ({ id: tag.slice(DEACTIVATED_TAG_PREFIX.length), value }))
    .filter(({ id }) => isAccessKeyId(id))
    .sort((a, b) => compareIds(a.id, b.id))
    .map(({ id, value }) => ({ key: accessKeyId(id), value, deactivatedAt: parseDeactivatedAt(value) }));
}

function parseDeactivatedAt(value: string): Date | undefined {
  const time = parseDateTime(RECORD.exec(value)?.[1] ?? '');
  return time === undefined ? undefined : new Date(time);
}

/**
 * Records a deactivation on the user: a tag for each key. Returns a warning if a record is missing; never
 * throws, since the keys are deactivated either way.
 *
 * If the records cannot be written together, calls `retractAnnouncement` and writes them one by one: the announcement of
 * the run may be the last of the 50 tags that IAM allows, and some of the records may fit.
 */
export async function recordDeactivation(
  services: RemediationServices,
  user: ListedUser,
  { retractAnnouncement, ...record }: DeactivationToRecord,
): Promise<string | undefined> {
  if ((await writeRecords(services, user, record)) === undefined) return undefined;
  await retractAnnouncement();
  const failures: string[] = [];
  for (const key of record.deactivated) {
    const failure = await writeRecords(services, user, { ...record, deactivated: [key] });
    if (failure) failures.push(record.deactivated.length > 1 ? `${key}: ${failure}` : failure);
  }
  return failures.length > 0 ? failures.join(' ') : undefined;
}

/** Writes the records in one call: all or none. Returns a warning if none was written. */
async function writeRecords(
  { iam, now }: RemediationServices,
  user: ListedUser,
  { kept, deactivated, automationExecutionId }: RecordedDeactivation,
): Promise<string | undefined> {
  // A tag value has at most 256 letters, digits, spaces and _ . : / = + - @ (IAM API reference, Tag).
  const value = `${now().toISOString()} kept=${kept} execution=${automationExecutionId || 'none'}`;
  try {
    await tagUser(iam, user.userName, new Map(deactivated.map((key) => [deactivatedTag(key), value])));
    return undefined;
  } catch (error) {
    return `The record could not be written on the user: ${describeError(error)}`;
  }
}

/** Removes the record of a key. Returns a warning if the record was not removed; never throws. */
export async function removeRecord(
  { iam }: RemediationServices,
  user: ListedUser,
  key: AccessKeyId,
): Promise<string | undefined> {
  try {
    await untagUser(iam, user.userName, [deactivatedTag(key)]);
    return undefined;
  } catch (error) {
    return `The record of the deactivation could not be removed: ${describeError(error)}`;
  }
}
