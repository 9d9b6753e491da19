import { type IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { findUserById, type ListedUser } from '../../aws/iam-users.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { type RunResult, userGoneResult } from '../receipt.ts';
import { UserVanishedError } from './errors.ts';

/**
 * Finds the user by its unique id, so that a renamed user is found, and runs an operation on the user.
 *
 * Returns the result of the operation, or the outcome `UserGone` if two complete listings lack the user
 * before the operation, or after it failed because IAM did not know the user's name. Throws the error of the
 * operation if the user was renamed during the operation: only the unique id tells a renamed user from a
 * deleted one.
 */
export async function withUser(
  iam: IAMClient,
  userId: UserId,
  operation: (user: ListedUser) => Promise<RunResult>,
): Promise<RunResult> {
  const user = await findUserById(iam, userId);
  if (!user) return userGoneResult(userId);
  try {
    return await operation(user);
  } catch (error) {
    if (isVanished(error) && (await isGone(iam, userId))) return userGoneResult(userId);
    throw error;
  }
}

/** The error of an operation may have the error of IAM as its cause. */
function isVanished(error: unknown): boolean {
  return saysThatNameIsUnknown(error) || (error instanceof Error && saysThatNameIsUnknown(error.cause));
}

function saysThatNameIsUnknown(error: unknown): boolean {
  return error instanceof UserVanishedError || error instanceof NoSuchEntityException;
}

async function isGone(iam: IAMClient, userId: UserId): Promise<boolean> {
  try {
    return (await findUserById(iam, userId)) === undefined;
  } catch {
    // Nothing proves that the user is gone, so the run reports the error of the operation, not this one.
    return false;
  }
}
