import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { requiredText } from '../../aws/required.ts';
import { describeError } from '../../product/describe.ts';
import type { Account } from '../account/account.ts';
import { explain } from '../account/aws-errors.ts';
import { isDenied } from '../account/denied.ts';
import { CannotEnterError } from '../command-line/errors.ts';
import type { SeveralAccounts } from './options.ts';
import { listOrganization, type OrganizationAccount } from './organization.ts';
import type { Origin } from './origin.ts';
import { type RoleToAssume, roleCredentials, sessionNameOf } from './role-session.ts';
import type { AccountSelection } from './selection.ts';

/** An account, and how it is entered. */
export interface AccountToEnter extends OrganizationAccount {
  /** The ARN of the caller who enters it. */
  readonly operator: string;
  /** Throws `CannotEnterError`. */
  readonly enter: () => Promise<Account>;
}

/**
 * The accounts that were chosen; none is entered yet. The account of the caller is entered with the caller's
 * own credentials, since no role leads there; every other one by the role. Throws `CannotEnterError` if the
 * organization cannot be listed, and the errors of AWS if the caller cannot be read.
 */
export async function openAccounts(
  origin: Origin,
  { selection, roleName, externalId }: SeveralAccounts,
): Promise<AccountToEnter[]> {
  const caller = await readCaller(origin.sts());
  const chosen = await accountsOf(selection, origin);
  const sessionName = sessionNameOf(caller.arn);
  return chosen.map((account) => {
    const { accountId } = account;
    const owner = { partition: caller.partition, accountId };
    const roleArn = `arn:${caller.partition}:iam::${accountId}:role/${roleName}`;
    const enter =
      accountId === caller.accountId
        ? origin.openOwn
        : () => enterByRole(origin, { roleArn, externalId, sessionName });
    return { ...account, operator: caller.arn, enter: async () => ({ ...(await enter()), owner }) };
  });
}

/** The caller by STS, which answers everybody (API reference, GetCallerIdentity). */
async function readCaller(sts: STSClient): Promise<{ arn: string; partition: string; accountId: string }> {
  const answer = await sts.send(new GetCallerIdentityCommand({}));
  const arn = requiredText('GetCallerIdentity.Arn', answer.Arn);
  const partition = requiredText('GetCallerIdentity.Arn', arn.split(':')[1]);
  return { arn, partition, accountId: requiredText('GetCallerIdentity.Account', answer.Account) };
}

async function accountsOf(
  selection: AccountSelection,
  { organizations }: Origin,
): Promise<readonly OrganizationAccount[]> {
  if (selection === 'organization') return listAll(organizations());
  return selection.map((account) => ({ ...account, unusable: undefined }));
}

async function listAll(client: OrganizationsClient): Promise<readonly OrganizationAccount[]> {
  try {
    return await listOrganization(client);
  } catch (cause) {
    throw new CannotEnterError(`${ONLY_ADMINISTRATORS}: ${explain(cause)}`, { cause });
  }
}

const ONLY_ADMINISTRATORS =
  'The accounts of the organization could not be listed. Its management account and its delegated administrators may do it, with ' +
  'organizations:ListAccounts; otherwise name the accounts';

async function enterByRole({ now, sts, open }: Origin, role: RoleToAssume): Promise<Account> {
  const credentials = roleCredentials(sts(), role, now);
  try {
    // Assumed at once: otherwise the refusal would look like one of the first call in the account.
    await credentials();
  } catch (cause) {
    const reason = isDenied(cause) ? `${describeError(cause)}. ${NOT_TOLD}` : explain(cause);
    throw new CannotEnterError(`The role could not be assumed. ${reason}`, { cause });
  }
  return open(credentials);
}

/** AWS answers each of these with the same AccessDenied (IAM User Guide, "Troubleshoot IAM roles"). */
const NOT_TOLD =
  'The role does not exist there, or does not trust the caller, or asks for another external id, or the caller may not assume it; AWS ' +
  'does not tell which.';
