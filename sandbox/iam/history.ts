/** What a thing was over time, as far back as anybody may still ask. */
export interface History<State> {
  /** The state at that time; `undefined` before the first and after a deletion. */
  at(time: number): State | undefined;
  /** Keeps a new state from `now` on; `undefined` means deleted. */
  record(state: State | undefined, now: number): void;
}

interface Version<State> {
  readonly since: number;
  readonly state: State | undefined;
}

/** Makes an empty history that forgets what is over for longer than `reachMs`. */
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
