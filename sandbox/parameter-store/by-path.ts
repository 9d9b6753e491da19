import type { GetParametersByPathRequest } from '@aws-sdk/client-ssm';
import { type Page, pageOf } from '../paging.ts';
import { invalidNextToken, refuseFilters, refusePath } from './refusals.ts';
import type { ParameterState } from './stored-parameters.ts';

/** The most that a page has (API reference, GetParametersByPath, MaxResults). */
const MAX_RESULTS = 10;

/**
 * The page of the parameters under a path; the answer is empty where there is none (aws-sdk-js-v3, issue
 * 5928). A slash at the end of the path changes nothing (aws-sdk-js, issue 3174). Throws the `AwsError` of
 * AWS for a path that begins without a slash, and for another token.
 */
export function byPath(
  states: readonly ParameterState[],
  request: GetParametersByPathRequest,
): Page<ParameterState> {
  const {
    Path: path = '',
    MaxResults = MAX_RESULTS,
    NextToken: token,
    Recursive: isRecursive = false,
  } = request;
  refuseFilters(request);
  refusePath(path);
  const prefix = `${path.replace(/\/+$/, '')}/`;
  const isListed = ({ name }: ParameterState) =>
    name.startsWith(prefix) && (isRecursive || !name.slice(prefix.length).includes('/'));
  return pageOf(
    { items: states, orderOf: ({ name }) => name, isListed },
    { token, size: () => MaxResults, onInvalidToken: invalidNextToken },
  );
}
