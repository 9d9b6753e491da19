import { AwsError, type Call, type ServiceName } from './api.ts';

/** The fault of one attempt. With `applied`, the request takes effect and only its answer is lost. */
export type Fault =
  | { readonly kind: 'throttle' }
  | { readonly kind: 'deny' }
  | { readonly kind: 'fail'; readonly applied: boolean }
  | { readonly kind: 'reset'; readonly applied: boolean }
  /** The request reaches the service after `ms` milliseconds of virtual time. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The caller waits for an answer until it gives up. */
  | { readonly kind: 'hang' }
  /** The caller receives `output` instead of the answer of the service. */
  | { readonly kind: 'answer'; readonly output: object };

/** Returns the fault of an attempt; `undefined` if the attempt has no fault. */
export type FaultRule = (call: Call) => Fault | undefined;

/** The fault rules of an account. The rules apply in the order in which they were added; the first fault counts. */
export interface Faults {
  /** Adds a rule and returns a function that removes it. */
  add(rule: FaultRule): () => void;
  /** The fault of this attempt; `undefined` if no rule has one. */
  faultFor(call: Call): Fault | undefined;
}

/** Creates the faults of an account, without rules. */
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
    faultFor(call) {
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

/** The error of a service for a caller above its rate limit. */
export function throttled({ service }: Call): AwsError {
  return new AwsError(THROTTLED[service], 'Rate exceeded');
}

const FAILED: Readonly<Record<ServiceName, string>> = {
  iam: 'ServiceFailureException',
  config: 'InternalFailure',
  scheduler: 'InternalServerException',
  ssm: 'InternalServerError',
};

/** The error of a service for a failure of its own. */
export function failed({ service }: Call): AwsError {
  const message = 'The request processing has failed because of an unknown error, exception or failure.';
  return new AwsError(FAILED[service], message, 500);
}

/** The error of @smithy/node-http-handler for a connection that was reset. */
export function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
}

/** The error for a caller without permission; `partition` and `accountId` are those of the account. */
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
