import { createHash } from 'node:crypto';
import { BASE32 } from '../identifiers.ts';

/** Who made a call (CloudTrail User Guide, "CloudTrail userIdentity element"). */
export interface UserIdentity {
  readonly type: 'AssumedRole' | 'IAMUser';
  readonly principalId: string;
  readonly arn: string;
  readonly accountId: string;
  /** Present for an IAM user. */
  readonly userName?: string;
  /** Present for a role. */
  readonly sessionContext?: { readonly sessionIssuer: SessionIssuer };
}

/** The role that a caller assumed. */
export interface SessionIssuer {
  readonly type: 'Role';
  readonly principalId: string;
  readonly arn: string;
  readonly accountId: string;
  readonly userName: string;
}

/** The account of the callers. */
export interface CallersAccount {
  readonly accountId: string;
  readonly partition: string;
}

/**
 * The caller with this principal. A principal is what follows the account in the ARN of its caller,
 * `assumed-role/ROLE/SESSION` or `user/NAME`, or one name for a role and its session: Lambda names the
 * session after the function.
 */
export function callerIdentity(principal: string, account: CallersAccount): UserIdentity {
  const [, userName] = /^user\/([^/]+)$/.exec(principal) ?? [];
  if (userName !== undefined) return iamUser(userName, account);
  const [, role = principal, session = principal] = /^assumed-role\/([^/]+)\/([^/]+)$/.exec(principal) ?? [];
  return roleSession(role, session, account);
}

/** The principal of a session of a role, whatever the role's path is. */
export const sessionPrincipal = (role: string, session: string): string => `assumed-role/${role}/${session}`;

/** The principal of an IAM user. */
export const userPrincipal = (userName: string): string => `user/${userName}`;

/** The role is named without its path, which the ARN of a session does not have. */
function roleSession(role: string, session: string, account: CallersAccount): UserIdentity {
  const { accountId, partition } = account;
  const principalId = uniqueId('AROA', role);
  const arn = `arn:${partition}:iam::${accountId}:role/${role}`;
  return {
    type: 'AssumedRole',
    principalId: `${principalId}:${session}`,
    arn: `arn:${partition}:sts::${accountId}:${sessionPrincipal(role, session)}`,
    accountId,
    sessionContext: { sessionIssuer: { type: 'Role', principalId, arn, accountId, userName: role } },
  };
}

/** A caller with the credentials of an IAM user, such as a person in the console. */
export function iamUser(userName: string, { accountId, partition }: CallersAccount): UserIdentity {
  return {
    type: 'IAMUser',
    principalId: uniqueId('AIDA', userName),
    arn: `arn:${partition}:iam::${accountId}:user/${userName}`,
    accountId,
    userName,
  };
}

/** The same name has the same id, in every account. */
function uniqueId(prefix: 'AIDA' | 'AROA', name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 10);
  return `${prefix}${Array.from(bytes, (byte) => BASE32.charAt(byte % BASE32.length)).join('')}EXAMPLE`;
}
