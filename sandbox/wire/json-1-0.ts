import { crc32 } from 'node:zlib';
import { parseJsonCall } from './json.ts';
import type { Protocol, WireResponse } from './protocol.ts';

/**
 * What the header `x-amz-target` begins with: the `targetPrefix` of DynamoDB (botocore's model, metadata).
 */
const TARGET = 'DynamoDB_20120810.';

/**
 * AWS JSON 1.0, the protocol of DynamoDB: the operation is in the header `x-amz-target`, input and output are
 * JSON. AWS sends a checksum of the body, which some SDKs verify (botocore, `_retry.json`: crc32body).
 */
export const json10Protocol: Protocol = {
  matches: ({ headers }) => String(headers['x-amz-target'] ?? '').startsWith(TARGET),
  parse: ({ headers, body }) =>
    parseJsonCall('dynamodb', String(headers['x-amz-target']).slice(TARGET.length), body),
  write: (_call, output, requestId) => response(200, output, requestId),
  refuse({ name, message, members, status, requestId }) {
    // The model spells the message of this one error with a capital letter.
    const text = name === 'TransactionCanceledException' ? { Message: message } : { message };
    return response(status, { __type: `${namespaceOf(name)}#${name}`, ...text, ...members }, requestId);
  },
};

/**
 * The namespace of an error in its `__type`, which SDKs ignore (Developer Guide, Error handling with
 * DynamoDB).
 */
function namespaceOf(name: string): string {
  return COMMON_ERRORS[name] ?? 'com.amazonaws.dynamodb.v20120810';
}

/** The errors that are common to the services of AWS. */
const COMMON_ERRORS: Readonly<Record<string, string>> = {
  AccessDeniedException: 'com.amazon.coral.service',
  SerializationException: 'com.amazon.coral.service',
  ThrottlingException: 'com.amazon.coral.availability',
  ValidationException: 'com.amazon.coral.validate',
};

function response(status: number, content: object, requestId: string): WireResponse {
  const body = JSON.stringify(content);
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-crc32': String(crc32(body)),
    'x-amzn-requestid': requestId,
  };
  return { status, headers, body };
}
