import type { LambdaClient } from '@aws-sdk/client-lambda';
import { MalformedAnswerError } from '../../aws/errors.ts';
import { fieldsOf } from '../../aws/event-fields.ts';
import { invokeFunction } from '../../aws/invoke-function.ts';
import type { MessageAnswer, MessageRequest } from '../../product/message.ts';

/** Has a message published, and returns what became of it; throws if not every topic accepted it. */
export type Tell = (message: MessageRequest) => Promise<MessageAnswer>;

/**
 * Tells by the function that publishes all messages; undefined if the stack has no topic, and so no such
 * function.
 */
export function createTell(lambda: LambdaClient, functionName: string | undefined): Tell | undefined {
  if (!functionName) return undefined;
  return async (message) => {
    const { outcome } = fieldsOf(await invokeFunction(lambda, functionName, message));
    if (outcome === 'Accepted' || outcome === 'Collected') return { outcome };
    throw new MalformedAnswerError(`${functionName}.outcome`, outcome);
  };
}
