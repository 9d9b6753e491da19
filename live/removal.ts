import type { IAMClient } from '@aws-sdk/client-iam';
import { describeError } from '../product/describe.ts';
import type { Run } from './run.ts';
import { findLeftover, removeTestUser, TEST_USER } from './test-user.ts';

type Terminal = Pick<Run, 'ask' | 'err' | 'wait'>;

/**
 * Whether the way is free: there is no test user, or that of an earlier run is removed. Throws `NotOursError`
 * for another user of its name.
 */
export async function removeLeftover(terminal: Terminal, iam: IAMClient): Promise<boolean> {
  const leftover = await findLeftover(iam);
  if (!leftover) return true;
  const made = leftover.CreateDate?.toISOString() ?? 'an unknown time';
  const question =
    `A run of ${made} left the user ${TEST_USER} behind. If that run may still be going on, answer no.\n` +
    'Remove the user and begin?';
  return (await terminal.ask(question)) && (await remove(terminal, iam));
}

/** IAM may show a new user late, and a deleted one for a while. */
const ATTEMPTS = 6;

/**
 * Removes the test user, if this program made it; returns whether it is gone, and writes how to remove it
 * otherwise.
 */
export async function remove({ err, wait }: Terminal, iam: IAMClient): Promise<boolean> {
  let problem = 'the user is still shown';
  const attemptRemoval = async (): Promise<boolean> => {
    try {
      await removeTestUser(iam);
      await wait(5_000);
      return !(await findLeftover(iam));
    } catch (error) {
      problem = describeError(error);
      await wait(5_000);
      return false;
    }
  };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) if (await attemptRemoval()) return true;
  err(`The user ${TEST_USER} could not be removed: ${problem}\n${BY_HAND}\n`);
  return false;
}

const BY_HAND = [
  'Remove it by hand:',
  `aws iam list-access-keys --user-name ${TEST_USER}`,
  `aws iam delete-access-key --user-name ${TEST_USER} --access-key-id KEY (for each of the keys)`,
  `aws iam delete-user-policy --user-name ${TEST_USER} --policy-name verification`,
  `aws iam delete-user --user-name ${TEST_USER}`,
].join('\n');
