/** The states of a resource over time, as far back as a read may still look. */
export interface History<State> {
  /** The state at that time; `undefined` before the first state and after a deletion. */
  at(time: number): State | undefined;
  /** Records the state from `now` on; `undefined` means deleted. */
  record(state: State | undefined, now: number): void;
}

interface Version<State> {
  readonly since: number;
  readonly state: State | undefined;
}

/** Creates an empty history that drops each state that ended more than `reachMs` milliseconds ago. */
export function createHistory<State>(reachMs: number): History<State> {
  let versions: readonly Version<State>[] = [];
  const current = (time: number) => versions.findLastIndex(({ since }) => since <= time);
  return {
    at: (time) => versions[current(time)]?.state,
    record: (state, now) => {
      const earlier = versions.slice(Math.max(0, current(now - reachMs)));
      versions = [...earlier, { since: now, state }];
    },
  };
}
