import type { ListedUser } from '../rule/aws/iam.ts';
import type { AccessKeyId } from '../rule/policy/identifiers.ts';
import { tagUser, untagUser } from './aws/iam-writes.ts';
import type { RemediationServices } from './services.ts';
import { deactivatedTag } from './tag-keys.ts';

/**
 * Records a deactivation on the user itself: when, which key was kept, which automation execution.
 *
 * Answers why it could not, or an empty text: the deactivation stands either way.
 */
export async function recordDeactivation(
  { iam, now }: RemediationServices,
  user: ListedUser,
  { automationExecutionId }: { readonly automationExecutionId: string },
  keys: { readonly kept: AccessKeyId; readonly deactivated: readonly AccessKeyId[] },
): Promise<string> {
  // IAM allows letters, digits, spaces and _ . : / = + - @ in a tag's value, 256 of them.
  const value = `${now().toISOString()} kept=${keys.kept} execution=${automationExecutionId || 'none'}`;
  try {
    await tagUser(iam, user.userName, new Map(keys.deactivated.map((key) => [deactivatedTag(key), value])));
    return '';
  } catch (error) {
    return `The record could not be written on the user: ${String(error)}`;
  }
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
