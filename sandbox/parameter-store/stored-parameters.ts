/** One version of a parameter. */
export interface ParameterVersion {
  readonly version: number;
  readonly value: string;
  readonly changedAt: Date;
  /** The ARN of who wrote it. */
  readonly changedBy: string;
}

/** A parameter of the type String, with its versions; the oldest is the first one. */
export interface ParameterState {
  readonly name: string;
  readonly versions: readonly ParameterVersion[];
}

/** The parameters of an account. */
export interface StoredParameters {
  find(name: string): ParameterState | undefined;
  /** Adds a version, the first one if there is no such parameter; returns it. */
  put(name: string, written: Omit<ParameterVersion, 'version'>): ParameterVersion;
  /** Deletes a parameter with all its versions; returns whether there was one. */
  delete(name: string): boolean;
  /** All parameters, as they are now. */
  states(): readonly ParameterState[];
  /** Puts parameters in the place of those of the same names. */
  putStates(states: readonly ParameterState[]): void;
}

/**
 * Parameter Store keeps the 100 newest versions of a parameter (API reference,
 * ParameterMaxVersionLimitExceeded).
 */
const MAX_VERSIONS = 100;

/** Creates a store without parameters. */
export function createStoredParameters(): StoredParameters {
  const stored = new Map<string, ParameterState>();
  return {
    find: (name) => stored.get(name),
    put(name, written) {
      const versions = stored.get(name)?.versions ?? [];
      const added = { ...written, version: (versions.at(-1)?.version ?? 0) + 1 };
      stored.set(name, { name, versions: [...versions, added].slice(-MAX_VERSIONS) });
      return added;
    },
    delete: (name) => stored.delete(name),
    states: () => structuredClone([...stored.values()]),
    putStates(states) {
      for (const state of structuredClone(states)) stored.set(state.name, state);
    },
  };
}
