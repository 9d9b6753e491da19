/** The past of a course, as far as the promises depend on it. */

/** What AWS Config shows of a user under a rule. */
export interface Shown {
  /** The version of the user that the run had read. */
  readonly version: number;
  /** The time of the notification of the run, in milliseconds. */
  readonly at: number;
  /** Whether nobody can help it if the version is an old one: see `excuse` in watch.ts. */
  readonly isExcused: boolean;
}

/** A notification of AWS Config, and what came of it. */
export interface Notification {
  readonly rule: string;
  readonly source: 'our start' | 'the schedule' | 'the console';
  /** What the ledger, or else the run, said of it first. */
  kind?: string;
  /** Whether a run of it has ended without an error. */
  isDone: boolean;
  /** How many runs of it were sweeps. */
  sweeps: number;
}

/** What a run has read so far. */
export interface Looks {
  /** The versions of the users whose keys it listed, by their ids. */
  readonly keys: Map<string, number>;
  /** The versions of all users when it last listed them. */
  listing: ReadonlyMap<string, number>;
  /** The users that another run has reported since this one last looked into the ledger: rule and id. */
  readonly overtaken: Set<string>;
  /** Whether it has read a user since. */
  hasRead: boolean;
}

/** The past of a course. */
export interface History {
  /** How often each user changed, by its id. */
  readonly versions: Map<string, number>;
  /**
   * By rule and id: if AWS Config keeps the last evaluation, or that of the newest notification, and the
   * newest version of all.
   */
  readonly shown: Map<string, { last: Shown; newest: Shown; best: number }>;
  readonly notifications: Map<string, Notification>;
  readonly looks: Map<string, Looks>;
  /**
   * By rule and nonce: the runs that took the note on, and how often a targeted run has read its user for it.
   */
  readonly claims: Map<string, Set<string>>;
  /** By rule and nonce: the notes that were removed after an evaluation. */
  readonly removed: Set<string>;
  readonly disturbances: Set<string>;
  /** What was wrong at once, each a sentence. */
  readonly broken: string[];
  /** Whether Lambda gave an invocation up after three attempts. */
  isExhausted: boolean;
  /** Whether AWS Config never sent the notification of a start that it accepted. */
  isNotificationLost: boolean;
  /** The evaluations that targeted runs have reported. */
  evaluations: number;
  /** The events of changes that were handled, for each rule and each event once. */
  notes: number;
}

/** Creates the history of an account in which nothing has happened. */
export const createHistory = (): History => ({
  versions: new Map(),
  shown: new Map(),
  notifications: new Map(),
  looks: new Map(),
  claims: new Map(),
  removed: new Set(),
  disturbances: new Set(),
  broken: [],
  isNotificationLost: false,
  isExhausted: false,
  evaluations: 0,
  notes: 0,
});

/** What a run has read; nothing before its first read. */
export function looksOf({ looks }: History, run: string): Looks {
  const known = looks.get(run);
  if (known) return known;
  const created: Looks = { keys: new Map(), listing: new Map(), overtaken: new Set(), hasRead: false };
  looks.set(run, created);
  return created;
}

/** The text of a history; of what runs have read, only that of runs that may still report it. */
export const textOf = (history: History, mayReport: (run: string) => boolean): string =>
  JSON.stringify([
    [...history.versions],
    [...history.shown],
    [...history.notifications].map(([id, { source, kind, isDone, sweeps }]) => [
      id,
      source,
      kind,
      isDone,
      sweeps,
    ]),
    [...history.looks]
      .filter(([run]) => mayReport(run))
      .map(([run, { keys, listing, overtaken, hasRead }]) => [
        run,
        [...keys],
        [...listing],
        [...overtaken],
        hasRead,
      ]),
    [...history.claims].map(([nonce, runs]) => [nonce, runs.size]),
    [...history.removed],
    [...history.disturbances],
    history.broken,
    history.isNotificationLost,
    history.isExhausted,
    history.evaluations,
    history.notes,
  ]);
