import { AwsError, AwsErrorWithMembers, type ServiceName } from '../api.ts';

/**
 * The error of AssumeRole for a role that does not exist, does not trust the caller, requires another
 * external id, or is in an account that is not active. AWS answers all of them alike, so that nobody can find
 * out which roles an account has.
 */
export function notAuthorizedToAssume(roleArn: string, caller: { readonly arn: string }): AwsError {
  const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
  return new AwsError('AccessDenied', message, 403);
}

/** The error of AssumeRole for a session that is longer than the role allows. */
export function sessionTooLong(limit: string): AwsError {
  return new AwsError('ValidationError', `The requested DurationSeconds exceeds the ${limit}.`);
}

/** The error of Organizations for a member account that may not see the organization's accounts. */
export function notAdministrator(): AwsError {
  return new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
}

/** The error of Organizations for an account that belongs to no organization. */
export function notInOrganization(): AwsError {
  return new AwsError(
    'AWSOrganizationsNotInUseException',
    'Your account is not a member of an organization.',
  );
}

/**
 * The error of Organizations for a token that is not from an earlier page. AWS documents the reason and what
 * to do, not the message (API reference, InvalidInputException).
 */
export function invalidNextToken(): AwsError {
  const message = 'NextToken: get the value from the response to a previous call of the operation.';
  return new AwsErrorWithMembers('InvalidInputException', message, { Reason: 'INVALID_NEXT_TOKEN' });
}

/** The error of a service for an access key id or a session token that AWS did not issue. */
export function unknownCredentials(service: ServiceName): AwsError {
  const name = isQuery(service) ? 'InvalidClientTokenId' : 'UnrecognizedClientException';
  return new AwsError(name, 'The security token included in the request is invalid.', statusOf(service));
}

/** The error of a service for temporary credentials whose time is over. */
export function expiredCredentials(service: ServiceName): AwsError {
  const name = isQuery(service) ? 'ExpiredToken' : 'ExpiredTokenException';
  return new AwsError(name, 'The security token included in the request is expired', statusOf(service));
}

/** Whether a service has the query protocol, whose common errors have names and a status of their own. */
const isQuery = (service: ServiceName): boolean => service === 'iam' || service === 'sts';

/** The services with JSON 1.0 and 1.1 answer with 400; published logs of clients show both. */
const statusOf = (service: ServiceName): number => (isQuery(service) || service === 'scheduler' ? 403 : 400);
