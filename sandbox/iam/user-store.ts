import type { VirtualClock } from '../clock.ts';
import { createHistory, type History } from '../history.ts';
import { folded, type UserState } from './user-state.ts';

/** The users of an account as they were at one moment. */
export interface UserView {
  all(): readonly UserState[];
  named(userName: string): UserState | undefined;
  /** The user of this name, whatever the case; IAM allows only one such user. */
  namesake(userName: string): UserState | undefined;
  withId(userId: string): UserState | undefined;
  owning(accessKeyId: string): UserState | undefined;
}

/** The users of an account, now and as far back as a read may lag. */
export interface UserStore {
  /** The users as they are now. */
  latest(): UserView;
  /** The users as one read through the API sees them: as they were at a moment within the lag. */
  read(): UserView;
  /** Stores the state of a new or an existing user. */
  put(user: UserState): void;
  remove(userId: string): void;
}

/** The lag of reads: `random` draws the lag of each read, up to `consistencyLagMs`. */
export interface Consistency {
  readonly clock: VirtualClock;
  readonly consistencyLagMs: number;
  readonly random: () => number;
}

/**
 * The users by id, name and key, deleted ones included: without it, a look-up would search the whole account.
 */
interface Index {
  /** By the id of the user. */
  readonly histories: Map<string, History<UserState>>;
  /** The ids of the users, by their names without case. */
  readonly byName: Map<string, Set<string>>;
  /** The id of the user, by the id of the key. */
  readonly byKey: Map<string, string>;
}

/** Creates a store without users. */
export function createUserStore({ clock, consistencyLagMs, random }: Consistency): UserStore {
  const index: Index = { histories: new Map(), byName: new Map(), byKey: new Map() };
  const { histories, byName, byKey } = index;
  const now = (): number => clock.now().getTime();
  const views = createViews(index);

  const record = (userId: string, user: UserState | undefined): void => {
    const history = histories.get(userId) ?? createHistory<UserState>(consistencyLagMs);
    history.record(user, now());
    views.onChange(now());
    histories.set(userId, history);
  };
  return {
    latest: () => views.at(now()),
    read: () => views.at(consistencyLagMs === 0 ? now() : now() - random() * consistencyLagMs),
    put: (user) => {
      const name = folded(user.userName);
      byName.set(name, (byName.get(name) ?? new Set()).add(user.userId));
      for (const key of user.keys) byKey.set(key.accessKeyId, user.userId);
      record(user.userId, user);
    },
    remove: (userId) => record(userId, undefined),
  };
}

interface Views {
  at(time: number): UserView;
  onChange(time: number): void;
}

/**
 * The views of an index. All views since the last change share one array of users, so that a listing is
 * sorted only once.
 */
function createViews(index: Index): Views {
  let current: readonly UserState[] | undefined;
  let lastChangedAt = Number.NEGATIVE_INFINITY;
  return {
    at(time) {
      const view = viewAt(time, index);
      // An earlier view belongs to one read and is not kept.
      if (time < lastChangedAt) return view;
      return {
        ...view,
        all: () => {
          current ??= view.all();
          return current;
        },
      };
    },
    onChange(time) {
      current = undefined;
      lastChangedAt = time;
    },
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
