import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Operations } from '../api.ts';
import { type CallersAccount, callerIdentity } from '../trail/user-identity.ts';

/** STS: GetCallerIdentity, which tells a caller with the credentials of a role the session (API reference). */
export function stsOperations(account: CallersAccount): Operations {
  return {
    GetCallerIdentity: (_request: object, principal: string): GetCallerIdentityResponse => {
      const { accountId: Account, arn: Arn, principalId: UserId } = callerIdentity(principal, account);
      return { Account, Arn, UserId };
    },
  };
}
