/** Somebody changed a key of alice, or what decides about it. */
export interface Change {
  readonly key: string;
  readonly to: 'Active' | 'Inactive' | 'deleted' | 'used' | 'kept' | 'exempt' | 'renamed';
  /** The name of the run; `person` for a person. */
  readonly by: string;
  /** False if the key had this status already. */
  readonly isEffective: boolean;
  /** In milliseconds. */
  readonly at: number;
}

/** What a run can look at. */
export type Subject = 'keys' | 'tags' | 'use' | 'touches';

/** What a run said at its end. */
export interface Result {
  readonly run: string;
  readonly kind: string;
  /** The outcome and the code of a refusal; `Error` and its name for a run that failed. */
  readonly outcome: string;
  readonly keys: readonly string[];
  /**
   * The runs that had looked at the keys before this run did so for the last time: no run begins its work so
   * late.
   */
  readonly looking: readonly string[];
}

/** The past of a course, as far as the promises depend on it. */
export interface History {
  readonly changes: readonly Change[];
  readonly results: readonly Result[];
  /** How many of the changes the latest look of a run at a subject showed. */
  seen(run: string, subject: Subject): number;
  /**
   * The number of changes when a run looked before its last write to IAM; all of them if it did not look:
   * these it had to know.
   */
  known(run: string): number;
  /** The number of changes when a run looked at the keys for the first time. */
  firstLook(run: string): number;
  /**
   * Whether a run looked at the keys between two changes, of which the first one is older. A run that met a
   * fault, and did not end well, may have forgotten what it saw.
   */
  isLookBetween(first: number, second: number): boolean;
  /** How many looks of a run at the keys were outdated. */
  outdatedLooks(run: string): number;
  /** How many runs had ended when a run began. */
  endedBefore(run: string): number;
  /** Whether IAM answered the write of a run. */
  hasWritten(run: string, key: string, to: Change['to']): boolean;
  /** The runs that began, and the kind of each. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly disturbances: ReadonlySet<string>;
  /** Whether any call had a fault. */
  hasFault(): boolean;
  text(): string;
}

/** Creates the history of an account in which nothing has happened; `hasEvents` as in a scenario. */
export function createHistory(hasEvents: boolean) {
  const changes: Change[] = [];
  const results: Result[] = [];
  const looks = new Map<string, number>();
  const looking = new Map<string, readonly string[]>();
  const writes = new Set<string>();
  const [atLook, known, outdated, first] = [counts(), counts(), counts(), counts()];
  const lookedAt = new Map<string, Set<number>>();
  const faulty = new Set<string>();
  const endedBefore = counts();
  let hasFault = false;
  const kinds = new Map<string, string>();
  const disturbances = new Set<string>();
  const hasForgotten = (run: string): boolean =>
    faulty.has(run) && (results.find((each) => each.run === run)?.outcome ?? 'Error').startsWith('Error');
  // Where events come, they tell of a change whichever run looked.
  const looksText = () =>
    hasEvents
      ? [...new Set([...lookedAt.values()].flatMap((counts) => [...counts]))].toSorted((a, b) => a - b)
      : [[...lookedAt].map(([run, counts]) => [run, ...counts]), [...faulty]];
  const history: History = {
    changes,
    results,
    seen: (run, subject) => looks.get(`${run} ${subject}`) ?? 0,
    known: (run) => known.get(run) ?? 0,
    firstLook: (run) => first.get(run) ?? 0,
    isLookBetween: (one, other) =>
      [...lookedAt].some(
        ([run, counts]) => !hasForgotten(run) && [...counts].some((count) => count > one && count <= other),
      ),
    outdatedLooks: (run) => outdated.get(run) ?? 0,
    endedBefore: (run) => endedBefore.get(run) ?? 0,
    hasWritten: (run, key, to) => writes.has(`${run} ${key} ${to}`),
    kinds,
    disturbances,
    hasFault: () => hasFault,
    text: () =>
      JSON.stringify([
        changes.map(({ key, to, by, isEffective }) => [key, to, by, isEffective]),
        results,
        [...looks],
        [...looking],
        [atLook, known, outdated, first].map((each) => [...each]),
        looksText(),
        [...writes],
        [...disturbances],
      ]),
  };
  return {
    history,
    add: (change: Change) => void changes.push(change),
    /** A look at the account as it was at that time, in milliseconds. */
    look(run: string, subject: Subject, at: number, isOutdated: boolean) {
      const shown = changes.filter((change) => change.at <= at).length;
      looks.set(`${run} ${subject}`, shown);
      if (subject !== 'keys') return;
      looking.set(run, [...looking.keys()]);
      if (!isOutdated) lookedAt.set(run, new Set([...(lookedAt.get(run) ?? []), changes.length]));
      if (isOutdated) outdated.set(run, (outdated.get(run) ?? 0) + 1);
      if (!first.has(run)) first.set(run, changes.length);
    },
    /** A call of a run: between the look and the write that it leads to there is no other one. */
    call(run: string, kind: 'look' | 'write' | 'other') {
      if (kind === 'write') known.set(run, atLook.get(run) ?? changes.length);
      atLook.delete(run);
      if (kind === 'look') atLook.set(run, changes.length);
    },
    write: (run: string, key: string, to: Change['to']) => void writes.add(`${run} ${key} ${to}`),
    begin(run: string, kind: string) {
      kinds.set(run, kind);
      endedBefore.set(run, results.length);
    },
    fail(run: string) {
      hasFault = true;
      faulty.add(run);
    },
    disturb: (how: string) => void disturbances.add(how),
    end: (result: Omit<Result, 'looking'>) =>
      void results.push({ ...result, looking: looking.get(result.run) ?? [] }),
  };
}

const counts = () => new Map<string, number>();

/** The recording side of a history. */
export type Past = ReturnType<typeof createHistory>;
