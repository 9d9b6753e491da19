import type { AssumeRoleRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Operations } from '../api.ts';
import { notAuthorizedToAssume } from '../organization/refusals.ts';
import { parseRoleArn } from '../organization/role-arn.ts';
import { type CallersAccount, callerIdentity } from '../trail/user-identity.ts';

/**
 * STS: GetCallerIdentity, which tells a caller with the credentials of a role the session (API reference),
 * and AssumeRole, which finds a role only in an organization.
 */
export function stsOperations(account: CallersAccount): Operations {
  return {
    GetCallerIdentity: (_request: object, principal: string): GetCallerIdentityResponse => {
      const { accountId: Account, arn: Arn, principalId: UserId } = callerIdentity(principal, account);
      return { Account, Arn, UserId };
    },
    AssumeRole: ({ RoleArn = '' }: AssumeRoleRequest, principal: string) => {
      parseRoleArn(RoleArn);
      throw notAuthorizedToAssume(RoleArn, callerIdentity(principal, account));
    },
  };
}
