import type { ListedUser } from '../../aws/iam-reads.ts';
import { type AccessKeyId, accessKeyId, compareIds, isAccessKeyId } from '../../policy/identifiers.ts';
import { parseDateTime } from '../../policy/iso8601.ts';
import type { Tags } from '../../policy/tags.ts';
import { DEACTIVATED_TAG_PREFIX, deactivatedTag } from '../../product/tags.ts';
import { tagUser, untagUser } from './iam-writes.ts';
import type { RemediationServices } from './services.ts';

/** What is on record of a deactivation, beside its time. */
export interface RecordedDeactivation {
  readonly kept: AccessKeyId;
  readonly deactivated: readonly AccessKeyId[];
  /** Empty where the function was not invoked by a runbook. */
  readonly automationExecutionId: string;
}

/** A record as it is found on a user. */
export interface DeactivationRecord {
  readonly key: AccessKeyId;
  /** The tag's value, as it is. */
  readonly value: string;
  /** When the key was deactivated; undefined where the value is not in our words. */
  readonly deactivatedAt: Date | undefined;
}

const RECORD = /^(\S+) kept=AKIA[A-Z0-9]{12,124} execution=[A-Za-z0-9-]{1,64}$/;

/**
 * Reads the records on a user, by the order of the keys' ids. A tag's key counts in our own spelling only and its value
 * in our own words only: keys are deleted by what stands here.
 */
export function readRecords(tags: Tags): readonly DeactivationRecord[] {
  return [...tags]
    .filter(([tag]) => tag.startsWith(DEACTIVATED_TAG_PREFIX))
    .map(([tag, value]) => ({ id: tag.slice(DEACTIVATED_TAG_PREFIX.length), value }))
    .filter(({ id }) => isAccessKeyId(id))
    .sort((a, b) => compareIds(a.id, b.id))
    .map(({ id, value }) => ({ key: accessKeyId(id), value, deactivatedAt: timeIn(value) }));
}

function timeIn(value: string): Date | undefined {
  const at = parseDateTime(RECORD.exec(value)?.[1] ?? '');
  return at === undefined ? undefined : new Date(at);
}

/**
 * Records a deactivation on the user itself: when, which key was kept, which automation execution.
 *
 * Answers why it could not, or an empty text: the deactivation stands either way.
 */
async function recordDeactivation(
  { iam, now }: RemediationServices,
  user: ListedUser,
  { kept, deactivated, automationExecutionId }: RecordedDeactivation,
): Promise<string> {
  // IAM allows letters, digits, spaces and _ . : / = + - @ in a tag's value, 256 of them.
  const value = `${now().toISOString()} kept=${kept} execution=${automationExecutionId || 'none'}`;
  try {
    await tagUser(iam, user.userName, new Map(deactivated.map((key) => [deactivatedTag(key), value])));
    return '';
  } catch (error) {
    return `The record could not be written on the user: ${String(error)}`;
  }
}

/**
 * Records all keys, and where that does not succeed once more after `makeRoom`, one by one: a run's own announcement may
 * have taken the last of the 50 tags, and what does not fit together may fit in part.
 */
export async function recordAll(
  services: RemediationServices,
  user: ListedUser,
  record: RecordedDeactivation,
  makeRoom: () => Promise<void>,
): Promise<string> {
  if (!(await recordDeactivation(services, user, record))) return '';
  await makeRoom();
  const failures: string[] = [];
  for (const key of record.deactivated) {
    const why = await recordDeactivation(services, user, { ...record, deactivated: [key] });
    if (why) failures.push(record.deactivated.length > 1 ? `${key}: ${why}` : why);
  }
  return failures.join(' ');
}

/** Takes the record of a deactivation back; answers why it could not, or an empty text. */
export async function removeRecord(
  { iam }: RemediationServices,
  user: ListedUser,
  key: AccessKeyId,
): Promise<string> {
  try {
    await untagUser(iam, user.userName, [deactivatedTag(key)]);
    return '';
  } catch (error) {
    return `The record of the deactivation could not be removed: ${String(error)}`;
  }
}
