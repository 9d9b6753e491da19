import type { IAMClient } from '@aws-sdk/client-iam';
import pMap from 'p-map';
import { type DescribedUser, listDescribedUsers } from '../../aws/iam-users.ts';
import { CONCURRENT_USERS } from '../../aws/pace.ts';
import { readUncheckedVerdict, readVerdict } from '../../aws/read-verdict.ts';
import { type UserReading, usersToReadAgain } from '../../aws/second-listing.ts';
import { compareIds } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import { untilAborted } from '../terminal/until-aborted.ts';
import type { UnreadUser } from './inventory-user.ts';

/** The account and the users to read. */
export interface ReadEachOptions {
  readonly iam: IAMClient;
  /** The users to read; all users of the account if it is not given. */
  readonly users?: readonly DescribedUser[] | undefined;
  /** When it aborts, the results are those that were read so far. */
  readonly signal: AbortSignal;
  /** Called after each user. */
  readonly onProgress: (doneCount: number, total: number) => void;
}

/** The result of a user, and whether the name still belonged to the user after the keys had been listed. */
export interface ReadResult<Result> {
  readonly result: Result;
  readonly isNameChecked: boolean;
}

/** Reads one user by the given function; undefined if the name does not belong to the user any more. */
export type ReadOne<Result> = (
  user: DescribedUser,
  read: typeof readVerdict,
) => Promise<ReadResult<Result> | undefined>;

/** The results, and the users that could not be read. */
export interface EachResult<Result> {
  readonly results: readonly Result[];
  readonly failures: readonly UnreadUser[];
}

type Reading<Result> = UserReading<DescribedUser> & { readonly result?: Result; readonly reason?: string };

type Readings<Result> = Map<string, Reading<Result>>;

/**
 * Reads users, several at once. Reads all users of an account between two listings: one that the second
 * listing shows under another name, or that the first lacked, is read again by the name in the second; a user
 * that is deleted meanwhile has no result.
 *
 * Throws if the users cannot be listed.
 */
export async function readEach<Result>(
  options: ReadEachOptions,
  readOne: ReadOne<Result>,
): Promise<EachResult<Result>> {
  const { users, signal } = options;
  const readings: Readings<Result> = new Map();
  const checked = (user: DescribedUser) => readOne(user, readVerdict);
  const unchecked = (user: DescribedUser) => readOne(user, readUncheckedVerdict);
  if (users) await readAll(options, readings, { users, readOne: checked });
  else {
    await readAll(options, readings, { users: await listAll(options), readOne: unchecked });
    const second = { users: await listAll(options), isComplete: !signal.aborted };
    await readAll(options, readings, { users: usersToReadAgain(readings, second), readOne: checked });
  }
  const ended = [...readings.values()];
  return {
    results: ended.flatMap(({ result }) => (result === undefined ? [] : [result])),
    failures: ended.flatMap(({ user, reason }) => (reason ? [{ userName: user.userName, reason }] : [])),
  };
}

/** The users of the account, up to an interruption. */
async function listAll({ iam, signal }: ReadEachOptions): Promise<readonly DescribedUser[]> {
  const listed: DescribedUser[] = [];
  await untilAborted(signal, async () => {
    for await (const user of listDescribedUsers(iam)) {
      if (signal.aborted) break;
      listed.push(user);
    }
  });
  return [...listed];
}

interface Round<Result> {
  readonly users: readonly DescribedUser[];
  readonly readOne: (user: DescribedUser) => Promise<ReadResult<Result> | undefined>;
}

async function readAll<Result>(
  { signal, onProgress }: ReadEachOptions,
  readings: Readings<Result>,
  { users, readOne }: Round<Result>,
): Promise<void> {
  let doneCount = 0;
  const read = async (user: DescribedUser) => {
    if (signal.aborted) return;
    const reading = await untilAborted(signal, () => readingOf(user, readOne));
    if (reading) readings.set(user.userId, reading);
    doneCount += 1;
    onProgress(doneCount, users.length);
  };
  await pMap(users, read, { concurrency: CONCURRENT_USERS });
}

async function readingOf<Result>(
  user: DescribedUser,
  readOne: Round<Result>['readOne'],
): Promise<Reading<Result>> {
  try {
    const found = await readOne(user);
    return found ? { user, kind: 'judged', ...found } : { user, kind: 'vanished' };
  } catch (error) {
    return { user, kind: 'failed', reason: describeError(error) };
  }
}

/** The order of users by their names. */
export const byName = (a: { readonly userName: string }, b: { readonly userName: string }): number =>
  compareIds(a.userName, b.userName);
