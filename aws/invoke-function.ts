import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { MalformedAnswerError } from './errors.ts';
import { parseJson } from './json.ts';

/** A function that was invoked failed; the message is its own. */
export class InvokedFunctionError extends Error {
  override readonly name = 'InvokedFunctionError';

  constructor(functionName: string, message: string) {
    super(`the function ${functionName} failed: ${message}`);
  }
}

/** How many characters of an error that is not in Lambda's form are shown. */
const MAX_SHOWN = 300;

/**
 * Invokes a function, waits for it and returns its answer. Throws `InvokedFunctionError` if the function
 * failed (Lambda API Reference, Invoke: `FunctionError`, with `errorMessage` in the payload),
 * `MalformedAnswerError`, and the errors of Lambda.
 */
export async function invokeFunction(
  lambda: LambdaClient,
  functionName: string,
  event: object,
): Promise<unknown> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
  );
  const text = Payload ? new TextDecoder().decode(Payload) : '';
  const answer = parseJson(text);
  if (FunctionError)
    throw new InvokedFunctionError(functionName, messageIn(answer) ?? text.slice(0, MAX_SHOWN));
  if (answer === undefined) throw new MalformedAnswerError('Invoke.Payload', text.slice(0, MAX_SHOWN));
  return answer;
}

function messageIn(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { errorMessage } = answer as { readonly errorMessage?: unknown };
  return typeof errorMessage === 'string' ? errorMessage : undefined;
}
