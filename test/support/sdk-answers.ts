import type { Protocol } from '../../sandbox/wire/protocol.ts';

/** Settings of an SDK client whose calls return these answers in their order; the last answer is repeated. */
export function settingsWithAnswers(protocol: Protocol, operation: string, answers: unknown[]) {
  const handle = async () => {
    const answer = Object(answers.length > 1 ? answers.shift() : answers[0]);
    const { status, headers, body } = protocol.write({ service: 'iam', operation, input: {} }, answer, '1');
    return { response: { statusCode: status, headers, body: new TextEncoder().encode(body) } };
  };
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' };
  return { region: 'us-east-1', credentials, maxAttempts: 1, requestHandler: { handle } };
}

/** Settings of an SDK client whose calls return the answer of their operation. */
export function settingsWithAnswersOf(protocol: Protocol, answers: Readonly<Record<string, unknown>>) {
  const handle = async (request: object) => {
    const { headers = {}, body = '' } = request as { headers?: Record<string, string>; body?: string };
    const operation =
      headers['x-amz-target']?.split('.')[1] ?? new URLSearchParams(String(body)).get('Action') ?? '';
    return settingsWithAnswers(protocol, operation, [answers[operation]]).requestHandler.handle();
  };
  return { ...settingsWithAnswers(protocol, '', []), requestHandler: { handle } };
}

/** An answer that the SDK cannot parse; the SDK itself throws an error without a type of its own. */
export class SdkDeserializationError extends Error {}

/** Throws an error again; an error of the SDK's parser becomes a `SdkDeserializationError`. */
export function rethrowSdkError(error: Error): never {
  if (error.message.includes('Deserialization error')) throw new SdkDeserializationError(error.message);
  throw error;
}
