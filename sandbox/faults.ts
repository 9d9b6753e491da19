import { AwsError, type Call, type ServiceName } from './api.ts';

/** A fault of one attempt. `applied` means that the request took effect and only its answer was lost. */
export type Fault =
  | { readonly kind: 'throttle' }
  | { readonly kind: 'deny' }
  | { readonly kind: 'fail'; readonly applied: boolean }
  | { readonly kind: 'reset'; readonly applied: boolean }
  /** The request reaches the service only after so much virtual time. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** No answer, until the caller gives up. */
  | { readonly kind: 'hang' }
  /** Answers with this, in place of the true answer. */
  | { readonly kind: 'answer'; readonly output: object };

/** Decides which fault meets an attempt, if any. */
export type FaultRule = (call: Call) => Fault | undefined;

/** The faults of an account, each asked in the order in which they were added; the first that answers is the one. */
export interface Faults {
  /** Adds a fault and returns the function that takes it away again. */
  add(rule: FaultRule): () => void;
  /** The fault that meets this attempt. */
  meeting(call: Call): Fault | undefined;
}

/** Makes an account's faults; none at first. */
export function createFaults(): Faults {
  let rules: readonly { readonly rule: FaultRule }[] = [];
  return {
    add(rule) {
      const entry = { rule };
      rules = [...rules, entry];
      return () => {
        rules = rules.filter((other) => other !== entry);
      };
    },
    meeting(call) {
      for (const { rule } of rules) {
        const fault = rule(call);
        if (fault) return fault;
      }
      return undefined;
    },
  };
}

const THROTTLED: Readonly<Record<ServiceName, string>> = {
  iam: 'Throttling',
  config: 'ThrottlingException',
  scheduler: 'ThrottlingException',
  ssm: 'ThrottlingException',
};

/** The error with which a service slows a caller down. */
export function throttled({ service }: Call): AwsError {
  return new AwsError(THROTTLED[service], 'Rate exceeded');
}

const FAILED: Readonly<Record<ServiceName, string>> = {
  iam: 'ServiceFailureException',
  config: 'InternalFailure',
  scheduler: 'InternalServerException',
  ssm: 'InternalServerError',
};

/** The error of a service that has failed by itself. */
export function failed({ service }: Call): AwsError {
  const message = 'The request processing has failed because of an unknown error, exception or failure.';
  return new AwsError(FAILED[service], message, 500);
}

/** A connection that broke off, as @smithy/node-http-handler hands it on. */
export function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
}

/** The error for a caller without the permission; `partition` and `accountId` are those of the account. */
export function denied(call: Call, partition: string, accountId: string): AwsError {
  const { service, operation, principal } = call;
  const action = `${service}:${operation}`;
  const message = [
    `User: arn:${partition}:sts::${accountId}:assumed-role/${principal}/x is not authorized to perform: ${action}`,
    `on resource: ${resourceOf(call)} because no identity-based policy allows the ${action} action`,
  ].join(' ');
  return service === 'iam'
    ? new AwsError('AccessDenied', message, 403)
    : new AwsError('AccessDeniedException', message);
}

function resourceOf({ service, input }: Call): string {
  const named =
    typeof input === 'object' && input !== null && 'UserName' in input ? input.UserName : undefined;
  return service === 'iam' && typeof named === 'string' ? `user ${named}` : '*';
}
