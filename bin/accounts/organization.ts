import {
  type AccountState,
  type OrganizationsClient,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { MalformedAnswerError } from '../../aws/errors.ts';
import { optionalText, requiredList } from '../../aws/required.ts';
import { isAccountId } from '../account/account-id.ts';
import type { ChosenAccount } from './selection.ts';

/** An account of the organization. */
export interface OrganizationAccount extends ChosenAccount {
  /** Why nobody can use the account; undefined if its users can. */
  readonly unusable: string | undefined;
}

/**
 * In these states nobody can use an account (Organizations User Guide, "Monitor the state of your AWS
 * accounts").
 */
const UNUSABLE: readonly AccountState[] = ['SUSPENDED', 'CLOSED', 'PENDING_ACTIVATION'];

/**
 * All accounts of the organization. Only its management account and delegated administrators may list them
 * (Organizations API Reference, ListAccounts); throws the errors of AWS, and `MalformedAnswerError` for an id
 * that is none.
 */
export async function listOrganization(client: OrganizationsClient): Promise<OrganizationAccount[]> {
  const accounts: OrganizationAccount[] = [];
  for await (const { Accounts } of paginateListAccounts({ client }, {})) {
    for (const { Id, Name, State } of requiredList('ListAccounts.Accounts', Accounts ?? [])) {
      accounts.push({
        accountId: requiredAccountId(Id),
        accountName: optionalText(Name) || null,
        unusable: State && UNUSABLE.includes(State) ? reasonOf(State) : undefined,
      });
    }
  }
  return accounts;
}

/** The id becomes a part of the ARN of the role that is assumed. */
function requiredAccountId(id: string | undefined): string {
  if (typeof id === 'string' && isAccountId(id)) return id;
  throw new MalformedAnswerError('ListAccounts.Accounts.Id', id);
}

function reasonOf(state: AccountState): string {
  return `Nobody can use this account: AWS Organizations has it as ${state}.`;
}
