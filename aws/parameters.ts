/**
 * Reads Parameter Store in a way that names no parameter which may not exist. Nothing in this folder writes
 * to it.
 */

import { GetParametersByPathCommand, type Parameter, type SSMClient } from '@aws-sdk/client-ssm';
import { MalformedAnswerError } from './errors.ts';
import { requiredList, requiredText } from './required.ts';

/** The most parameters that a page has (Systems Manager API Reference, GetParametersByPath, MaxResults). */
const PARAMETERS_PER_PAGE = 10;

/**
 * The parameter of exactly this name, which begins with a slash, as the listing of its path has it; undefined
 * if the listing does not have it. Throws the errors of AWS, and `MalformedAnswerError`. The permission is
 * `ssm:GetParametersByPath` on the path. GetParameter would name the parameter itself, and was denied to
 * roles that may read it where it does not exist (decision 54).
 */
export async function findParameter(ssm: SSMClient, name: string): Promise<Parameter | undefined> {
  // Not recursive: a name with one level more is another parameter, and has no say.
  const listing = { Path: name.slice(0, name.lastIndexOf('/')), MaxResults: PARAMETERS_PER_PAGE };
  let found: Parameter | undefined;
  let NextToken: string | undefined;
  do {
    const answer = await ssm.send(new GetParametersByPathCommand({ ...listing, NextToken }));
    const parameters = requiredList('GetParametersByPath.Parameters', answer.Parameters);
    found = parameters.find(({ Name }) => requiredText('GetParametersByPath.Name', Name) === name);
    NextToken = nextTokenOf(answer.NextToken, NextToken);
    // A page may have no parameter and yet not be the last one (API reference, GetParametersByPath).
  } while (!found && NextToken);
  return found;
}

/** The token of the next page; a token that comes again would lead to the same page for ever. */
function nextTokenOf(next: string | undefined, last: string | undefined): string | undefined {
  if (next && next === last) throw new MalformedAnswerError('GetParametersByPath.NextToken', next);
  return next;
}
