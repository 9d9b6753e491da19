import type { ListAccountAliasesRequest, ListAccountAliasesResponse } from '@aws-sdk/client-iam';
import type { Operations } from '../api.ts';
import { iamPage } from './iam-page.ts';
import type { IamService } from './service.ts';

/** IAM's operation on the account: its alias, of which an account has at most one (IAM User Guide, "Account alias"). */
export function accountOperations(iam: IamService): Operations {
  return {
    ListAccountAliases: (request: ListAccountAliasesRequest): ListAccountAliasesResponse => {
      const aliases = iam.accountAlias === undefined ? [] : [iam.accountAlias];
      const { items, more } = iamPage(iam, request, { items: aliases, orderOf: (alias) => alias });
      return { AccountAliases: items, ...more };
    },
  };
}
