import { type IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { findUserById, type ListedUser } from '../../aws/iam-reads.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { goneReceipt, type Receipt } from '../receipt.ts';
import { DeactivationError, DeletionError, ReactivationError, UserVanishedError } from './errors.ts';

/**
 * Finds the user under whatever name it has now and has `act` work on it. A user that is gone, before or meanwhile, is
 * the outcome `UserGone`; one that was renamed meanwhile is the error of `act`, for only the unique id tells the two
 * apart.
 */
export async function withUser(
  iam: IAMClient,
  userId: UserId,
  act: (user: ListedUser) => Promise<Receipt>,
): Promise<Receipt> {
  const user = await findUserById(iam, userId);
  if (!user) return goneReceipt(userId);
  try {
    return await act(user);
  } catch (error) {
    if (isVanished(error) && (await isGone(iam, userId))) return goneReceipt(userId);
    throw error;
  }
}

/** The errors that keep as their cause what happened. */
const WRAPPERS = [DeactivationError, ReactivationError, DeletionError];

function isVanished(error: unknown): boolean {
  const isWrapped = WRAPPERS.some((wrapper) => error instanceof wrapper);
  const cause = isWrapped ? (error as Error).cause : error;
  return cause instanceof UserVanishedError || cause instanceof NoSuchEntityException;
}

async function isGone(iam: IAMClient, userId: UserId): Promise<boolean> {
  try {
    return (await findUserById(iam, userId)) === undefined;
  } catch {
    // Not known to be gone: the error that brought us here is the one to report.
    return false;
  }
}
