import { types } from 'node:util';
import { AwsError, type ServiceName } from '../api.ts';
import { operationModel, type Shape } from '../service-model/model.ts';
import { isAbsent, isRecord } from '../service-model/request-path.ts';
import type { Protocol, WireCall, WireResponse } from './protocol.ts';

/** The services of this protocol by their `targetPrefix` (botocore's models, metadata). */
const SERVICES: Readonly<Record<string, ServiceName>> = {
  StarlingDoveService: 'config',
  AmazonSSM: 'ssm',
  AWSOrganizationsV20161128: 'organizations',
  CloudTrail_20131101: 'cloudtrail',
};

/** AWS JSON 1.1: the operation is in the header `x-amz-target`, input and output are JSON. */
export const jsonProtocol: Protocol = {
  matches: ({ headers }) => headers['x-amz-target'] !== undefined,
  parse({ headers, body }) {
    const target = String(headers['x-amz-target']);
    // The prefix of CloudTrail has dots.
    const [operation = '', prefix = ''] = target.split('.').reverse();
    const service = Object.hasOwn(SERVICES, prefix) ? SERVICES[prefix] : undefined;
    if (!service) {
      const known = Object.keys(SERVICES).join(', ');
      const message = `x-amz-target: expected an operation of ${known}; received ${target}`;
      throw new AwsError('UnknownOperationException', message);
    }
    return parseJsonCall(service, operation, body);
  },
  write: (_call, output, requestId) => response(200, toJson(output), { 'x-amzn-requestid': requestId }),
  refuse: ({ name, message, members, status, requestId }) =>
    response(
      status,
      { __type: name, message, ...members },
      { 'x-amzn-requestid': requestId, 'x-amzn-errortype': name },
    ),
};

function response(status: number, body: unknown, headers: Readonly<Record<string, string>>): WireResponse {
  return {
    status,
    headers: { ...headers, 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
  };
}

/** The call of an operation whose input is the body; throws an `AwsError` if the body is not JSON. */
export function parseJsonCall(service: ServiceName, operation: string, body: string): WireCall {
  const { input } = operationModel(service, operation);
  return { service, operation, input: fromJson(input, parseBody(body)) };
}

/** Parses the body of a request; throws an `AwsError` if it is not JSON. */
export function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new AwsError('SerializationException', `The body: expected JSON; ${String(error)}`);
  }
}

/**
 * A value with its times as dates. A value that does not fit its shape is kept, so that the request pipeline
 * refuses it.
 */
function fromJson(shape: Shape, value: unknown): unknown {
  if (shape.type === 'timestamp' && typeof value === 'number') return new Date(Math.round(value * 1000));
  if (shape.type === 'list' && Array.isArray(value)) {
    return value.map((element: unknown) => fromJson(shape.member, element));
  }
  if (!isRecord(value)) return value;
  if (shape.type === 'map') return mapped(value, (held) => fromJson(shape.value, held));
  if (shape.type !== 'structure') return value;
  return mapped(value, (held, name) => {
    const member = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
    return member ? fromJson(member, held) : held;
  });
}

/** A value with its times as seconds since 1970, as this protocol writes them. */
function toJson(value: unknown): unknown {
  if (types.isDate(value)) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(toJson);
  return isRecord(value) ? mapped(value, toJson) : value;
}

/** Members that are `null` are omitted: AWS treats them as absent. */
function mapped(
  record: Readonly<Record<string, unknown>>,
  change: (value: unknown, name: string) => unknown,
): object {
  const present = Object.entries(record).filter(([, value]) => !isAbsent(value));
  return Object.fromEntries(present.map(([name, value]) => [name, change(value, name)]));
}
