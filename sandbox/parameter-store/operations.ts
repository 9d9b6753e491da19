import type {
  DeleteParameterRequest,
  DeleteParameterResult,
  GetParameterHistoryRequest,
  GetParameterHistoryResult,
  GetParameterRequest,
  GetParameterResult,
  GetParametersByPathRequest,
  GetParametersByPathResult,
  Parameter,
  PutParameterRequest,
  PutParameterResult,
} from '@aws-sdk/client-ssm';
import type { Operations } from '../api.ts';
import { pageOf } from '../paging.ts';
import { callerIdentity } from '../trail/user-identity.ts';
import { byPath } from './by-path.ts';
import {
  invalidNextToken,
  noParameter,
  parameterExists,
  refuseName,
  refuseNoType,
  refuseSelectors,
  refuseUnserved,
  refuseValue,
} from './refusals.ts';
import type { ParameterState, ParameterVersion, StoredParameters } from './stored-parameters.ts';

/** The account of a Parameter Store. */
export interface ParameterStoreOptions {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: { now(): Date };
}

/**
 * GetParameter, GetParametersByPath, GetParameterHistory, PutParameter of the type String, and
 * DeleteParameter.
 */
export function parameterOperations(stored: StoredParameters, options: ParameterStoreOptions): Operations {
  const arnOf = arnsIn(options);
  return {
    GetParameter: ({ Name }: GetParameterRequest): GetParameterResult => ({
      Parameter: described(existing(stored, Name), arnOf),
    }),
    GetParametersByPath: (request: GetParametersByPathRequest): GetParametersByPathResult => {
      const { items, nextToken } = byPath(stored.states(), request);
      const Parameters = items.map((state) => described(state, arnOf));
      return { Parameters, ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
    },
    GetParameterHistory: (request: GetParameterHistoryRequest): GetParameterHistoryResult =>
      historyOf(existing(stored, request.Name), request),
    PutParameter: (request: PutParameterRequest, principal: string): PutParameterResult => {
      const { name, value } = parsePut(stored, request, arnOf);
      const changedBy = callerIdentity(principal, options).arn;
      const { version } = stored.put(name, { value, changedAt: options.clock.now(), changedBy });
      return { Version: version, Tier: 'Standard' };
    },
    DeleteParameter: ({ Name = '' }: DeleteParameterRequest): DeleteParameterResult => {
      refuseSelectors(Name);
      if (!stored.delete(Name)) throw noParameter();
      return {};
    },
  };
}

/**
 * The ARNs of parameters. The slash before the name of a hierarchy is the one after `parameter` (Systems
 * Manager User Guide, "Restricting access to Parameter Store parameters using IAM policies").
 */
const arnsIn =
  ({ partition, region, accountId }: ParameterStoreOptions) =>
  (name: string) =>
    `arn:${partition}:ssm:${region}:${accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`;

function existing(stored: StoredParameters, name = ''): ParameterState {
  refuseSelectors(name);
  const found = stored.find(name);
  if (!found) throw noParameter();
  return found;
}

/** A parameter as the reads of its newest version describe it. */
function described({ name, versions }: ParameterState, arnOf: (name: string) => string): Parameter {
  const last = versions.at(-1);
  return {
    Name: name,
    Type: 'String',
    DataType: 'text',
    ARN: arnOf(name),
    Value: last?.value,
    Version: last?.version,
    LastModifiedDate: last?.changedAt,
  };
}

/** The name and the value of a request that AWS accepts; throws the `AwsError` of AWS for any other. */
function parsePut(
  stored: StoredParameters,
  request: PutParameterRequest,
  arnOf: (name: string) => string,
): { readonly name: string; readonly value: string } {
  refuseUnserved(request);
  const { Name: name = '', Value: value = '', Type: type, Overwrite: isOverwritten = false } = request;
  refuseName(name, arnOf(name));
  refuseValue(value);
  if (!stored.find(name)) refuseNoType(type);
  else if (!isOverwritten) throw parameterExists();
  return { name, value };
}

/** The most that a page has (API reference, GetParameterHistory, MaxResults). */
const MAX_RESULTS = 50;

function historyOf(
  { name: Name, versions }: ParameterState,
  { MaxResults = MAX_RESULTS, NextToken: token }: GetParameterHistoryRequest,
): GetParameterHistoryResult {
  const { items, nextToken } = pageOf(
    { items: versions, orderOf },
    { token, size: () => MaxResults, onInvalidToken: invalidNextToken },
  );
  const Parameters = items.map(({ value: Value, version: Version, changedAt, changedBy }) => ({
    ...({ Name, Type: 'String', DataType: 'text', Tier: 'Standard', Value, Version } as const),
    LastModifiedDate: changedAt,
    LastModifiedUser: changedBy,
  }));
  return { Parameters, ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
}

const orderOf = ({ version }: ParameterVersion) => String(version).padStart(10, '0');
