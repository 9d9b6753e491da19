import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { AwsError, type Operations } from '../api.ts';
import type { Functions } from '../functions.ts';

/** 6 MB for a synchronous invocation (API Reference, Invoke, Payload; the decimals are not documented). */
const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** The members of a request that the sandbox supports. */
const SUPPORTED = ['FunctionName', 'InvocationType', 'Payload'];

/** The operation of Lambda: Invoke, of the functions of this account, synchronously. */
export function lambdaOperations(functions: Functions): Operations {
  return {
    async Invoke(request: InvocationRequest): Promise<InvocationResponse> {
      refuseUnsupported(request);
      const { FunctionName: name = '', Payload: payload = '{}' } = request;
      const { Payload, ...answer } = await functions.invoke(name, eventIn(payload));
      return { ...answer, ExecutedVersion: '$LATEST', Payload: new TextEncoder().encode(Payload) };
    },
  };
}

/**
 * Throws a plain `Error` for what the sandbox does not support, so that nobody takes its silence for the
 * answer of AWS.
 */
function refuseUnsupported(request: InvocationRequest): void {
  const present = Object.entries(request).filter(([, value]) => value != null);
  const unsupported = present.map(([name]) => name).filter((name) => !SUPPORTED.includes(name));
  if (unsupported.length > 0) {
    throw new Error(
      `The sandbox supports only ${SUPPORTED.join(', ')} in Invoke; received ${unsupported.join(', ')}`,
    );
  }
  const { InvocationType: type = 'RequestResponse' } = request;
  if (type === 'RequestResponse') return;
  throw new Error(`The sandbox serves invocations of the type RequestResponse; received ${type}`);
}

/** The event of an invocation; throws the error of Lambda for a payload that is too large or not JSON. */
function eventIn(payload: Uint8Array | string): unknown {
  const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
  if (bytes.length > MAX_PAYLOAD_BYTES) {
    const message = `Request must be smaller than ${MAX_PAYLOAD_BYTES} bytes for the InvokeFunction operation`;
    throw new AwsError('RequestTooLargeException', message, 413);
  }
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch (error) {
    const message = `Could not parse request body into json: ${String(error)}`;
    throw new AwsError('InvalidRequestContentException', message, 400);
  }
}
