import { within } from '../../aws/deadline.ts';
import { type ListedUser, listUsers } from '../../aws/iam-users.ts';
import type { Listing } from '../../aws/second-listing.ts';
import type { Run } from './run.ts';

/**
 * Lists the users until the deadline of the run. Never throws: an error is a failure of this subject in the
 * tally.
 */
export async function listAllUsers(
  { iam, deadline, tally }: Pick<Run, 'iam' | 'deadline' | 'tally'>,
  subject: string,
): Promise<Listing> {
  const users: ListedUser[] = [];
  const list = async () => {
    for await (const user of listUsers(iam)) users.push(user);
  };
  try {
    await within(deadline, list);
    return { users, isComplete: true };
  } catch (cause) {
    tally.failures.push({ subject, cause });
    // A copy: a listing that was abandoned may still add users to its own list.
    return { users: [...users], isComplete: false };
  }
}
