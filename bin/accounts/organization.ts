import {
  type AccountState,
  type OrganizationsClient,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { requiredText } from '../../aws/required.ts';
import type { ChosenAccount } from './selection.ts';

/** An account of the organization. */
export interface OrganizationAccount extends ChosenAccount {
  /** Why nobody can use the account; undefined if its users can. */
  readonly unusable: string | undefined;
}

/** In these states nobody can use an account (Organizations User Guide, "Monitor the state of your AWS accounts"). */
const UNUSABLE: readonly AccountState[] = ['SUSPENDED', 'CLOSED', 'PENDING_ACTIVATION'];

/**
 * All accounts of the organization. Only its management account and delegated administrators may list them (Organizations API Reference,
 * ListAccounts); throws the errors of AWS.
 */
export async function listOrganization(client: OrganizationsClient): Promise<OrganizationAccount[]> {
  const accounts: OrganizationAccount[] = [];
  for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
    for (const { Id, Name, State } of Accounts) {
      accounts.push({
        accountId: requiredText('ListAccounts.Accounts.Id', Id),
        accountName: Name || null,
        unusable: State && UNUSABLE.includes(State) ? reasonOf(State) : undefined,
      });
    }
  }
  return accounts;
}

function reasonOf(state: AccountState): string {
  return `Nobody can use this account: AWS Organizations has it as ${state}.`;
}
