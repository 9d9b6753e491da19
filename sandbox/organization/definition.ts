import type { AccountState } from '@aws-sdk/client-organizations';
import type { SandboxAccount } from '../account.ts';

/** A role that callers of other accounts can assume. */
export interface SandboxRole {
  readonly name: string;
  /** `/` by default; begins and ends with a slash. */
  readonly path?: string;
  /** The external id that the trust policy requires; absent: none, and any is accepted. */
  readonly externalId?: string;
  /** The accounts whose callers the trust policy names. */
  readonly trusts: readonly string[];
  /**
   * Whether another policy denies the role to every caller, such as a service control policy of the caller's
   * account.
   */
  readonly isDenied?: boolean;
  /**
   * Whether the policies of the role allow no operation that changes anything; they allow all operations by
   * default.
   */
  readonly onlyReads?: boolean;
  /** MaxSessionDuration of the role, in seconds; an hour by default, as in IAM. */
  readonly maxSessionSeconds?: number;
}

/** An account of an organization. */
export interface OrganizationMember {
  readonly account: SandboxAccount;
  readonly name: string;
  readonly email: string;
  /** A role can be assumed in an ACTIVE account only. */
  readonly state: AccountState;
  readonly roles: readonly SandboxRole[];
}

/**
 * An access key of an IAM user, with which a caller begins. Its secret is any text, since signatures are not
 * checked.
 */
export interface LongTermKey {
  readonly accessKeyId: string;
  readonly accountId: string;
  readonly userName: string;
}

/** The properties of a new organization. */
export interface OrganizationOptions {
  /** All with the same clock: `createSandboxAccount({ clock, … })`. */
  readonly accounts: readonly OrganizationMember[];
  readonly managementAccountId: string;
  /** The accounts that are delegated administrators for any service; none by default. */
  readonly delegatedAdministrators?: readonly string[];
  /** None by default. */
  readonly longTermKeys?: readonly LongTermKey[];
  /** The maximum number of accounts on a page, if it is lower than AWS's 20. */
  readonly pageSize?: number;
  /**
   * Each listing begins with an empty page that another one follows, as the API reference of ListAccounts
   * says that it may.
   */
  readonly emptyFirstPages?: boolean;
}

/** The member with this id; `undefined` if the organization has none. */
export function memberOf(
  { accounts }: Pick<OrganizationOptions, 'accounts'>,
  accountId: string,
): OrganizationMember | undefined {
  return accounts.find(({ account }) => account.accountId === accountId);
}

/** Throws an `Error` for an organization that AWS could not have, or whose accounts have several clocks. */
export function assertOrganization(options: OrganizationOptions): void {
  const { accounts, managementAccountId, delegatedAdministrators = [], longTermKeys = [] } = options;
  const ids = accounts.map(({ account }) => account.accountId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) throw new Error(`Expected accounts with different ids; received ${twice} twice`);
  const keyOwners = longTermKeys.map(({ accountId }) => accountId);
  const stranger = [managementAccountId, ...delegatedAdministrators, ...keyOwners].find(
    (id) => !ids.includes(id),
  );
  if (stranger)
    throw new Error(`Expected an account of the organization, ${ids.join(', ')}; received ${stranger}`);
  if (new Set(accounts.map(({ account }) => account.clock)).size > 1) {
    throw new Error('Expected one clock for all accounts; create each with createSandboxAccount({ clock })');
  }
}
