import type { GetParameterRequest, GetParameterResult } from '@aws-sdk/client-ssm';
import { AwsError, type Operations } from '../api.ts';

/** Direct access to Parameter Store, without its API. */
export interface Parameters {
  /** Stores a parameter of the type String under its full name; its version is one higher each time. */
  put(name: string, value: string): void;
}

/** The account of a Parameter Store. */
export interface ParameterStoreOptions {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: { now(): Date };
}

/** The Parameter Store of an account: GetParameter, and the direct access. */
export interface ParameterStore {
  readonly operations: Operations;
  readonly parameters: Parameters;
}

interface StoredParameter {
  readonly value: string;
  readonly version: number;
  readonly changedAt: Date;
}

/** Creates a Parameter Store without parameters. */
export function createParameterStore({
  accountId,
  region,
  partition,
  clock,
}: ParameterStoreOptions): ParameterStore {
  const stored = new Map<string, StoredParameter>();
  // The slash before the name of a hierarchy is the one after `parameter` (Systems Manager User Guide, "Restricting access to
  // Parameter Store parameters using IAM policies").
  const arnOf = (name: string) =>
    `arn:${partition}:ssm:${region}:${accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  return {
    parameters: {
      put(name, value) {
        const version = (stored.get(name)?.version ?? 0) + 1;
        stored.set(name, { value, version, changedAt: clock.now() });
      },
    },
    operations: {
      GetParameter: ({ Name = '' }: GetParameterRequest): GetParameterResult => {
        refuseSelectors(Name);
        const found = stored.get(Name);
        // AWS sends no message with this error (aws-sdk-js, issue 4330).
        if (!found) throw new AwsError('ParameterNotFound', '');
        const { value: Value, version: Version, changedAt: LastModifiedDate } = found;
        const described = { Name, Type: 'String', DataType: 'text', ARN: arnOf(Name) } as const;
        return { Parameter: { ...described, Value, Version, LastModifiedDate } };
      },
    },
  };
}

/** API reference, GetParameter: a name may be an ARN, or end with a colon and a version or a label. */
function refuseSelectors(name: string): void {
  if (name.includes(':'))
    throw new Error(
      `The sandbox supports names of parameters, no ARNs, versions and labels; received ${name}`,
    );
}
