import { StepFailure } from './failure.ts';
import type { Lookup } from './references.ts';

/** What the references of one execution can name; it grows with the outputs of each step. */
export interface Scope {
  /** For inputs: a name that has no value is a failure of the step. */
  readonly lookup: Lookup;
  /** For aws:branch, which may ask after an output that was not found: then the value is `undefined`. */
  readonly lookupOptional: Lookup;
  /** The value of a name, `undefined` if there is none. */
  get(name: string): unknown;
  add(values: Readonly<Record<string, unknown>>): void;
}

/** What an execution knows of itself and of the place it runs in. */
export interface Surroundings {
  readonly executionId: string;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: { now(): Date };
}

/** Makes a scope with the system variables; the times are those of the moment in which they are read. */
export function createScope(surroundings: Surroundings): Scope {
  const values = new Map<string, unknown>();
  const read = (name: string): unknown => systemVariables(surroundings)[name] ?? values.get(name);
  const refuse = (name: string, why: string): never => {
    throw new StepFailure(`The reference {{ ${name} }} ${why}`, 'validating and resolving the step inputs');
  };
  const lookupOptional: Lookup = (name) => {
    const value = read(name);
    if (value === undefined && !values.has(name)) refuse(name, 'names nothing that is known at this step');
    return value;
  };
  return {
    lookup: (name) => lookupOptional(name) ?? refuse(name, 'has no value'),
    lookupOptional,
    get: read,
    add(added) {
      for (const [name, value] of Object.entries(added)) values.set(name, value);
    },
  };
}

/** Systems Manager user guide, "Automation system variables". */
export function systemVariables(surroundings: Surroundings): Readonly<Record<string, string>> {
  const { executionId, accountId, region, partition, clock } = surroundings;
  const [date = '', time = ''] = clock.now().toISOString().slice(0, 19).split('T');
  return {
    'automation:EXECUTION_ID': executionId,
    'global:ACCOUNT_ID': accountId,
    'global:AWS_PARTITION': partition,
    'global:REGION': region,
    'global:DATE': date,
    'global:DATE_TIME': `${date}_${time.replaceAll(':', '.')}`,
  };
}
