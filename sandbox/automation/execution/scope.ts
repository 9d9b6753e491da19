import { StepFailure } from './failure.ts';
import type { Lookup } from './references.ts';

/** The names that the references of one execution may use; the outputs of each step are added. */
export interface Scope {
  /** For inputs: a name without a value fails the step. */
  readonly lookup: Lookup;
  /** For aws:branch, which may use an output without a value: returns `undefined` for it. */
  readonly lookupOptional: Lookup;
  /** The value of a name; `undefined` if it has none. */
  get(name: string): unknown;
  add(values: Readonly<Record<string, unknown>>): void;
}

/** The id of an execution, and the account and the Region in which it runs. */
export interface ExecutionEnvironment {
  readonly executionId: string;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: { now(): Date };
}

/** Creates a scope with the system variables; a time variable has the time at which it is read. */
export function createScope(environment: ExecutionEnvironment): Scope {
  const values = new Map<string, unknown>();
  const valueFor = (name: string): unknown => systemVariables(environment)[name] ?? values.get(name);
  const refuse = (name: string, why: string): never => {
    throw new StepFailure(`The reference {{ ${name} }} ${why}`, 'validating and resolving the step inputs');
  };
  const lookupOptional: Lookup = (name) => {
    const value = valueFor(name);
    if (value === undefined && !values.has(name)) refuse(name, 'names nothing that is known at this step');
    return value;
  };
  return {
    lookup: (name) => lookupOptional(name) ?? refuse(name, 'has no value'),
    lookupOptional,
    get: valueFor,
    add(added) {
      for (const [name, value] of Object.entries(added)) values.set(name, value);
    },
  };
}

/** Systems Manager user guide, "Automation system variables". */
export function systemVariables(environment: ExecutionEnvironment): Readonly<Record<string, string>> {
  const { executionId, accountId, region, partition, clock } = environment;
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
