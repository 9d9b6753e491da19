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
 * A caller with the credentials of a role, as every client of the sandbox is: the role and its session have the name of the
 * principal. Lambda names the session after the function.
 */
export function assumedRole(principal: string, { accountId, partition }: CallersAccount): UserIdentity {
  const principalId = uniqueId('AROA', principal);
  const arn = `arn:${partition}:iam::${accountId}:role/${principal}`;
  return {
    type: 'AssumedRole',
    principalId: `${principalId}:${principal}`,
    arn: `arn:${partition}:sts::${accountId}:assumed-role/${principal}/${principal}`,
    accountId,
    sessionContext: { sessionIssuer: { type: 'Role', principalId, arn, accountId, userName: principal } },
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
