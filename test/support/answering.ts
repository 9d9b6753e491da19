import type { Protocol } from '../../sandbox/wire/protocol.ts';

/** The settings of an SDK client to which AWS gives these answers, one after the other, and then the last again. */
export function answering(protocol: Protocol, operation: string, answers: unknown[]) {
  const handle = async () => {
    const answer = Object(answers.length > 1 ? answers.shift() : answers[0]);
    const { status, headers, body } = protocol.write({ service: 'iam', operation, input: {} }, answer, '1');
    return { response: { statusCode: status, headers, body: new TextEncoder().encode(body) } };
  };
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' };
  return { region: 'us-east-1', credentials, maxAttempts: 1, requestHandler: { handle } };
}

/** The SDK could not make anything of an answer; it says so in an error of no type of its own. */
export class SdkDeserializationError extends Error {}

/** Throws an error on, as `SdkDeserializationError` where it is one. */
export function nameSdkError(error: Error): never {
  if (error.message.includes('Deserialization error')) throw new SdkDeserializationError(error.message);
  throw error;
}
