import { AwsError } from './api.ts';
import type { VirtualClock } from './clock.ts';
import type { Identifiers } from './identifiers.ts';

/** The part of Lambda's context that the sandbox supports. */
export interface LambdaContext {
  readonly functionName: string;
  readonly invokedFunctionArn: string;
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** The code of a function. */
export type LambdaHandler = (event: unknown, context: LambdaContext) => Promise<unknown>;

/**
 * Lambda's answer to an invocation. If the function fails, the invocation succeeds and the payload has the
 * error.
 */
export interface InvocationResult {
  readonly StatusCode: 200;
  readonly FunctionError?: 'Unhandled';
  /** JSON. */
  readonly Payload: string;
}

/** The Lambda functions of an account. */
export interface Functions {
  /** Registers a function under its name or its ARN; Lambda ends it after `timeoutMs` of virtual time. */
  register(nameOrArn: string, handler: LambdaHandler, options?: { readonly timeoutMs?: number }): void;
  /**
   * Invokes a function and waits for it. The event is a value; the function receives a copy made by way of
   * JSON.
   */
  invoke(nameOrArn: string, event: unknown): Promise<InvocationResult>;
}

/** The parts of an account that its functions use. */
export interface FunctionsOptions {
  /** `arn:aws:lambda:us-east-1:111122223333:function:`, to which a name is added. */
  readonly arnPrefix: string;
  readonly clock: VirtualClock;
  readonly identifiers: Identifiers;
}

/** 15 minutes (Lambda quotas: function timeout). */
const MAX_TIMEOUT_MS = 900_000;

/** Creates the Lambda of an account, without functions. */
export function createFunctions({ arnPrefix, clock, identifiers }: FunctionsOptions): Functions {
  const known = new Map<string, { readonly handler: LambdaHandler; readonly timeoutMs: number }>();
  return {
    register(nameOrArn, handler, { timeoutMs = MAX_TIMEOUT_MS } = {}) {
      // From Node.js 24 on, Lambda's runtime refuses a handler with a third parameter, since it would be a
      // callback.
      if (handler.length > 2) throw new TypeError('A handler takes an event and a context, and nothing else');
      known.set(nameOf(nameOrArn), { handler, timeoutMs });
    },
    async invoke(nameOrArn, event) {
      const functionName = nameOf(nameOrArn);
      const invokedFunctionArn = `${arnPrefix}${functionName}`;
      const found = known.get(functionName);
      if (!found) {
        throw new AwsError('ResourceNotFoundException', `Function not found: ${invokedFunctionArn}`, 404);
      }
      const names = { functionName, invokedFunctionArn, awsRequestId: identifiers.uuid() };
      const context = { ...names, getRemainingTimeInMillis: countdown(clock, found.timeoutMs) };
      const timedOut = timeoutAnswer(clock, found.timeoutMs, context);
      return Promise.race([run(found.handler, event, context), timedOut]);
    },
  };
}

/** Counts down from now. */
function countdown(clock: VirtualClock, timeoutMs: number): LambdaContext['getRemainingTimeInMillis'] {
  const endsAt = clock.now().getTime() + timeoutMs;
  return () => endsAt - clock.now().getTime();
}

/** Resolves with Lambda's answer for a function that exceeds its timeout. */
function timeoutAnswer(
  clock: VirtualClock,
  timeoutMs: number,
  context: LambdaContext,
): Promise<InvocationResult> {
  const seconds = (timeoutMs / 1_000).toFixed(2);
  const errorMessage = `RequestId: ${context.awsRequestId} Error: Task timed out after ${seconds} seconds`;
  const Payload = toJson({ errorType: 'Sandbox.Timedout', errorMessage });
  const signal = clock.deadlineIn(timeoutMs);
  return new Promise((resolve) => {
    const end = () => resolve({ StatusCode: 200, FunctionError: 'Unhandled', Payload });
    signal.addEventListener('abort', end, { once: true });
  });
}

async function run(
  handler: LambdaHandler,
  event: unknown,
  context: LambdaContext,
): Promise<InvocationResult> {
  try {
    const result = await handler(JSON.parse(toJson(event)), context);
    return { StatusCode: 200, Payload: toJson(result) };
  } catch (error) {
    return { StatusCode: 200, FunctionError: 'Unhandled', Payload: toJson(describe(error)) };
  }
}

/** JSON has no `undefined`; Lambda's runtime writes `null` for a function that returns nothing. */
function toJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

/**
 * The form that aws-lambda-nodejs-runtime-interface-client gives to an error, or to any other value that is
 * thrown.
 */
function describe(thrown: unknown): object {
  if (!(thrown instanceof Error)) {
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  }
  const trace = (thrown.stack ?? '').split('\n');
  return { errorType: thrown.name, errorMessage: thrown.message, trace };
}

/**
 * The name in `arn:aws:lambda:us-east-1:111122223333:function:name:qualifier`; a name itself is returned as
 * it is.
 */
function nameOf(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? (nameOrArn.split(':')[6] ?? nameOrArn) : nameOrArn;
}
