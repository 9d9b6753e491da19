import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import type { Operations } from '../api.ts';
import { type CallersAccount, callerIdentity, sessionPrincipal } from '../trail/user-identity.ts';
import { memberOf, type OrganizationOptions, type SandboxRole } from './definition.ts';
import { notAuthorizedToAssume, sessionTooLong } from './refusals.ts';
import { parseRoleArn, type RoleArn } from './role-arn.ts';
import type { Sessions } from './sessions.ts';

/** The organization in which roles are assumed. */
export interface RoleDirectory {
  readonly organization: Pick<OrganizationOptions, 'accounts'>;
  readonly sessions: Sessions;
}

/**
 * STS: AssumeRole for the callers of one account; a role of any account of the organization can be assumed.
 */
export function assumeRoleOperations(directory: RoleDirectory, account: CallersAccount): Operations {
  return {
    AssumeRole: (request: AssumeRoleRequest, principal: string) =>
      assumeRole(directory, request, { account, principal }),
  };
}

interface RoleCaller {
  readonly account: CallersAccount;
  readonly principal: string;
}

function assumeRole(
  { organization, sessions }: RoleDirectory,
  request: AssumeRoleRequest,
  { account, principal }: RoleCaller,
): AssumeRoleResponse {
  const { RoleArn = '', RoleSessionName = '', DurationSeconds: seconds = HOUR } = request;
  const named = parseRoleArn(RoleArn);
  const caller = callerIdentity(principal, account);
  const role = roleOf(organization, named);
  if (!role || !admits(role, request, account)) throw notAuthorizedToAssume(RoleArn, caller);
  refuseLongSession(role, seconds, caller.type === 'AssumedRole');
  const { accountId, name } = named;
  const session = sessionPrincipal(name, RoleSessionName);
  const { arn: Arn, principalId: AssumedRoleId } = callerIdentity(session, { ...account, accountId });
  const Credentials = sessions.begin({ accountId, principal: session, seconds });
  return { Credentials, AssumedRoleUser: { AssumedRoleId, Arn } };
}

/** The role with this ARN, its path included, in an account that is active. */
function roleOf(organization: RoleDirectory['organization'], named: RoleArn): SandboxRole | undefined {
  const member = memberOf(organization, named.accountId);
  if (member?.state !== 'ACTIVE') return undefined;
  return member.roles.find(({ name, path = '/' }) => name === named.name && path === named.path);
}

function admits(
  role: SandboxRole,
  { ExternalId }: AssumeRoleRequest,
  { accountId }: CallersAccount,
): boolean {
  if (role.isDenied || !role.trusts.includes(accountId)) return false;
  return role.externalId === undefined || role.externalId === ExternalId;
}

/**
 * The default of DurationSeconds and of a role's maximum, and the limit of role chaining (API reference,
 * AssumeRole).
 */
const HOUR = 3600;

function refuseLongSession(
  { maxSessionSeconds = HOUR }: SandboxRole,
  seconds: number,
  isChained: boolean,
): void {
  if (isChained && seconds > HOUR)
    throw sessionTooLong('1 hour session limit for roles assumed by role chaining');
  if (seconds > maxSessionSeconds) throw sessionTooLong('MaxSessionDuration set for this role');
}
