import { AwsError } from './api.ts';
import type { VirtualClock } from './clock.ts';
import type { Identifiers } from './identifiers.ts';

/** The part of Lambda's context that the sandbox has. */
export interface LambdaContext {
  readonly functionName: string;
  readonly invokedFunctionArn: string;
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** A function's code. */
export type LambdaHandler = (event: unknown, context: LambdaContext) => Promise<unknown>;

/** Lambda's answer to an invocation; an error of the function is in the payload, the invocation itself succeeded. */
export interface InvocationResult {
  readonly StatusCode: 200;
  readonly FunctionError?: 'Unhandled';
  /** JSON. */
  readonly Payload: string;
}

/** The Lambda functions of an account. */
export interface Functions {
  /** Makes a function known by its name or by its ARN; it is ended after its time, measured on the virtual clock. */
  register(nameOrArn: string, handler: LambdaHandler, options?: { readonly timeoutMs?: number }): void;
  /** Invokes a function and waits. The event is a value, not its JSON; it gets there by way of JSON. */
  invoke(nameOrArn: string, event: unknown): Promise<InvocationResult>;
}

/** What the functions need to know about their account. */
export interface FunctionsOptions {
  /** `arn:aws:lambda:us-east-1:111122223333:function:`, to which a name is added. */
  readonly arnPrefix: string;
  readonly clock: VirtualClock;
  readonly identifiers: Identifiers;
}

/** 15 minutes: the longest that Lambda lets a function run. */
const LONGEST_TIMEOUT_MS = 900_000;

/** Makes the Lambda of an account; no function at first. */
export function createFunctions({ arnPrefix, clock, identifiers }: FunctionsOptions): Functions {
  const known = new Map<string, { readonly handler: LambdaHandler; readonly timeoutMs: number }>();
  return {
    register(nameOrArn, handler, { timeoutMs = LONGEST_TIMEOUT_MS } = {}) {
      // From Node.js 24 on, the runtime refuses a function with a third parameter: it takes it for a callback's.
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
      const endsAt = clock.now().getTime() + found.timeoutMs;
      const context: LambdaContext = {
        functionName,
        invokedFunctionArn,
        awsRequestId: identifiers.uuid(),
        getRemainingTimeInMillis: () => endsAt - clock.now().getTime(),
      };
      const ended = endOf(clock, found.timeoutMs, context);
      return Promise.race([run(found.handler, event, context), ended]);
    },
  };
}

/** Lambda's answer for a function that did not answer in time. */
function endOf(clock: VirtualClock, timeoutMs: number, context: LambdaContext): Promise<InvocationResult> {
  const seconds = (timeoutMs / 1_000).toFixed(2);
  const errorMessage = `RequestId: ${context.awsRequestId} Error: Task timed out after ${seconds} seconds`;
  const Payload = json({ errorType: 'Sandbox.Timedout', errorMessage });
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
    const result = await handler(JSON.parse(json(event)), context);
    return { StatusCode: 200, Payload: json(result) };
  } catch (error) {
    return { StatusCode: 200, FunctionError: 'Unhandled', Payload: json(describe(error)) };
  }
}

/** JSON has no `undefined`; Lambda's runtime writes `null` for a function that returns nothing. */
function json(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

/** The form of aws-lambda-nodejs-runtime-interface-client, for errors and for whatever else is thrown. */
function describe(thrown: unknown): object {
  if (!(thrown instanceof Error)) {
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  }
  const trace = (thrown.stack ?? '').split('\n');
  return { errorType: thrown.name, errorMessage: thrown.message, trace };
}

/** The name in `arn:aws:lambda:us-east-1:111122223333:function:name:qualifier`; a bare name is one already. */
function nameOf(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? (nameOrArn.split(':')[6] ?? nameOrArn) : nameOrArn;
}
