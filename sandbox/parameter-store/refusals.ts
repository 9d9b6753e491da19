import type { GetParametersByPathRequest, PutParameterRequest } from '@aws-sdk/client-ssm';
import { AwsError } from '../api.ts';

/** The parameter does not exist. AWS sends no message with this error (aws-sdk-js, issue 4330). */
export const noParameter = () => new AwsError('ParameterNotFound', '');

/** PutParameter without Overwrite: the parameter exists. */
export const parameterExists = () =>
  new AwsError(
    'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  );

/** GetParameterHistory, GetParametersByPath: the token is none that it gave. */
export const invalidNextToken = () => new AwsError('InvalidNextToken', 'The specified token is not valid.');

const invalid = (why: string) => new AwsError('ValidationException', why);

/** API reference, GetParameter: a name may be an ARN, or end with a colon and a version or a label. */
export function refuseSelectors(name: string): void {
  if (name.includes(':'))
    throw new Error(
      `The sandbox supports names of parameters, no ARNs, versions and labels; received ${name}`,
    );
}

const SERVED = ['Name', 'Overwrite', 'Type', 'Value'];

/** Throws for a member that the sandbox would otherwise ignore silently, and for other types than String. */
export function refuseUnserved(request: PutParameterRequest): void {
  const unserved = Object.keys(request).filter((name) => !SERVED.includes(name));
  if (request.Type !== undefined && request.Type !== 'String') unserved.push(`the type ${request.Type}`);
  if (unserved.length === 0) return;
  throw new Error(
    `The sandbox puts parameters of the type String by ${SERVED.join(', ')}; received ${unserved.join(', ')}`,
  );
}

/** Throws for filters, which the sandbox would otherwise ignore silently. */
export function refuseFilters({ ParameterFilters }: GetParametersByPathRequest): void {
  if (ParameterFilters)
    throw new Error('The sandbox reads all parameters of a path; received ParameterFilters');
}

/**
 * Throws the `AwsError` of AWS for a path that no parameter can have; the message is AWS's
 * (pahud/cdk-remote-stack, pull request 605).
 */
export function refusePath(path: string): void {
  if (/^\/[\w./-]*$/.test(path)) return;
  throw invalid(
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". ' +
      'It can\'t be prefixed with \\"aws\\" or \\"ssm\\" (case-insensitive). It must use only letters, numbers, or the following ' +
      'symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the ' +
      'forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
  );
}

/** 15 levels at most (API reference, PutParameter). */
const MAX_LEVELS = 15;

/** Throws the `AwsError` of AWS for a name that no parameter can have; `arn` is the ARN of the parameter. */
export function refuseName(name: string, arn: string): void {
  if (!/^[\w./-]+$/.test(name)) throw invalid('Parameter name: only letters, digits and .-_/ are allowed.');
  if (/^\/?(aws|ssm)/i.test(name))
    throw invalid('Parameter name: the prefixes "aws" and "ssm" are reserved.');
  if (name.includes('/') && !name.startsWith('/'))
    throw invalid('Parameter name: must be a fully qualified name.');
  // With the part of the ARN that precedes it.
  if (arn.length > 1011) throw invalid('Parameter name: at most 1011 characters, with those of the ARN.');
  if (name.split('/').length - 1 > MAX_LEVELS)
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `A hierarchy of parameters has at most ${MAX_LEVELS} levels.`,
    );
}

/** Throws the `AwsError` of AWS for a value that no parameter of the standard tier can have: at most 4 KB. */
export function refuseValue(value: string): void {
  if (value === '') throw invalid("Value '' at 'value' failed to satisfy constraint: at least 1 character.");
  if (Buffer.byteLength(value) > 4096)
    throw invalid('Standard tier parameters support a maximum parameter value of 4096 characters.');
  if (/\{\{.*\}\}/s.test(value))
    throw invalid('Parameter value: cannot nest another parameter. Do not use "{{}}" in the value.');
}

/** Throws the `AwsError` of AWS for a new parameter without a type. */
export function refuseNoType(type: string | undefined): void {
  if (type === undefined) throw invalid('A parameter type is required when you create a parameter.');
}
