import type { VirtualClock } from '../clock.ts';
import { createHistory, type History } from './history.ts';
import { folded, type UserState } from './user-state.ts';

/** The users of an account as they were at one moment. */
export interface UserView {
  all(): readonly UserState[];
  named(userName: string): UserState | undefined;
  /** The user of this name in whatever case: IAM gives such a name only once. */
  namesake(userName: string): UserState | undefined;
  withId(userId: string): UserState | undefined;
  owning(accessKeyId: string): UserState | undefined;
}

/** The users of an account, with as much of the past as a late read may still see. */
export interface UserStore {
  /** The users as they are now. */
  truth(): UserView;
  /** The users as one read by API sees them: as of some moment, at most the lag ago. */
  read(): UserView;
  /** Keeps a new state of a user, known or new. */
  put(user: UserState): void;
  remove(userId: string): void;
}

/** How late reads may be; `random` draws the lag of each. */
export interface Consistency {
  readonly clock: VirtualClock;
  readonly consistencyLagMs: number;
  readonly random: () => number;
}

/** Which users ever had a name or a key: without these indexes, look-ups in a large account would take most of the time. */
interface Index {
  /** By the id of the user. */
  readonly histories: Map<string, History<UserState>>;
  /** The ids of the users, by their names without case. */
  readonly byName: Map<string, Set<string>>;
  /** The id of the user, by the id of the key. */
  readonly byKey: Map<string, string>;
}

/** Makes a store without users. */
export function createUserStore({ clock, consistencyLagMs, random }: Consistency): UserStore {
  const index: Index = { histories: new Map(), byName: new Map(), byKey: new Map() };
  const { histories, byName, byKey } = index;
  const now = (): number => clock.now().getTime();
  // Kept until the next change, so that the pages of a listing share one array; a view of the past is never shared.
  let current: readonly UserState[] | undefined;

  const record = (userId: string, user: UserState | undefined): void => {
    const history = histories.get(userId) ?? createHistory<UserState>(consistencyLagMs);
    history.record(user, now());
    current = undefined;
    histories.set(userId, history);
  };

  const truth = (): UserView => {
    const view = viewAt(now(), index);
    return {
      ...view,
      all: () => {
        current ??= view.all();
        return current;
      },
    };
  };

  return {
    truth,
    read: () => (consistencyLagMs === 0 ? truth() : viewAt(now() - random() * consistencyLagMs, index)),
    put: (user) => {
      const name = folded(user.userName);
      byName.set(name, (byName.get(name) ?? new Set()).add(user.userId));
      for (const key of user.keys) byKey.set(key.accessKeyId, user.userId);
      record(user.userId, user);
    },
    remove: (userId) => record(userId, undefined),
  };
}

function viewAt(time: number, { histories, byName, byKey }: Index): UserView {
  const withId = (userId: string) => histories.get(userId)?.at(time);
  const namesake = (userName: string) => {
    const name = folded(userName);
    const states = [...(byName.get(name) ?? [])].map(withId);
    return states.find((user) => user && folded(user.userName) === name);
  };
  return {
    all: () => [...histories.values()].flatMap((history) => history.at(time) ?? []),
    withId,
    namesake,
    named: (userName) => {
      const user = namesake(userName);
      return user?.userName === userName ? user : undefined;
    },
    owning: (accessKeyId) => {
      const user = withId(byKey.get(accessKeyId) ?? '');
      return user?.keys.some((key) => key.accessKeyId === accessKeyId) ? user : undefined;
    },
  };
}
