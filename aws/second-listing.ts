import type { ListedUser } from './iam-users.ts';

/** The users of an account as one listing showed them. */
export interface Listing<User extends ListedUser = ListedUser> {
  readonly users: readonly User[];
  /** False if the listing failed or was stopped: then it has some of the users. */
  readonly isComplete: boolean;
}

/** What is known of a user that was read by the name in an earlier listing. */
export interface UserReading<User extends ListedUser = ListedUser> {
  readonly user: User;
  /** `vanished`: the name belonged to nobody or to another user. */
  readonly kind: 'judged' | 'vanished' | 'failed';
  /**
   * Whether the name still belonged to the user after the keys had been listed; only of a user that was
   * judged.
   */
  readonly isNameChecked?: boolean;
}

/**
 * The users that a second listing, begun after the readings, shows under another name than the one that they
 * were read by, and those that were not read. If it is complete, also those that it lacks and whose name was
 * not checked: it alone does not prove that they are gone. They are to be read again, with a check of the
 * name.
 */
export function usersToReadAgain<User extends ListedUser>(
  readings: ReadonlyMap<string, UserReading<User>>,
  second: Listing<User>,
): readonly User[] {
  const isRead = ({ userId, userName }: ListedUser) => {
    const earlier = readings.get(userId);
    return earlier !== undefined && earlier.kind !== 'vanished' && earlier.user.userName === userName;
  };
  const elsewhere = second.users.filter((user) => !isRead(user));
  if (!second.isComplete) return elsewhere;
  const listed = new Set<string>(second.users.map(({ userId }) => userId));
  const missing = [...readings.values()].filter((each) => isUnchecked(each) && !listed.has(each.user.userId));
  return [...elsewhere, ...missing.map(({ user }) => user)];
}

/** Whether a verdict is based on the keys of a name that nothing has shown to be the user's since. */
export const isUnchecked = ({ kind, isNameChecked }: UserReading): boolean =>
  kind === 'judged' && !isNameChecked;
