import type { Operations } from '../api.ts';
import { iamUser } from '../trail/user-identity.ts';
import { type ParameterStoreOptions, parameterOperations } from './operations.ts';
import { createStoredParameters, type StoredParameters } from './stored-parameters.ts';

/** Direct access to Parameter Store, without its API. */
export interface Parameters extends Pick<StoredParameters, 'delete' | 'states' | 'putStates'> {
  /**
   * Stores a parameter of the type String under its full name, as the IAM user `operator`; its version is one
   * higher each time.
   */
  put(name: string, value: string): void;
}

/** The Parameter Store of an account: its operations, and the direct access. */
export interface ParameterStore {
  readonly operations: Operations;
  readonly parameters: Parameters;
}

/** Creates a Parameter Store without parameters. */
export function createParameterStore(options: ParameterStoreOptions): ParameterStore {
  const stored = createStoredParameters();
  const { arn: changedBy } = iamUser('operator', options);
  return {
    operations: parameterOperations(stored, options),
    parameters: {
      delete: stored.delete,
      states: stored.states,
      putStates: stored.putStates,
      put: (name, value) => void stored.put(name, { value, changedAt: options.clock.now(), changedBy }),
    },
  };
}
