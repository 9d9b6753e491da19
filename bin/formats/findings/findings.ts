import { NAMES } from '../../../product/names.ts';
import { accountFinder } from '../../inventory/accounts.ts';
import type { Inventory, InventoryAccount } from '../../inventory/inventory.ts';
import type { InventoryUser } from '../../inventory/inventory-user.ts';
import { REMEDIATE, STEPS_AFTER_REFUSAL } from '../../verification/next-step.ts';
import { count } from '../words.ts';

/* The texts of a finding contain texts from the account: each format cleans them. */

/** What a finding says; `unknown` is no verdict: something could not be read. */
export type FindingStatus = 'failed' | 'passed' | 'exempt' | 'unknown';

/** What is checked, the same in every run. */
export interface Check {
  readonly id: string;
  /** What should be so. */
  readonly title: string;
  /** A page that says how; null if there is none. */
  readonly reference: string | null;
}

/** A finding as tools of others take it, whatever their format. */
export interface Finding {
  /**
   * Of the same user or account the same in every run, so that a later finding takes the place of an earlier
   * one.
   */
  readonly id: string;
  readonly check: Check;
  readonly status: FindingStatus;
  readonly severity: 'informational' | 'medium' | 'high';
  /** The situation, the refusal code, or what was not read: a word for programs. */
  readonly code: string;
  readonly description: string;
  /** What people do next; null if nothing is to be done. */
  readonly nextStep: string | null;
  readonly accountId: string;
  /** Null if it is not known. */
  readonly accountName: string | null;
  /** Null for a finding about the account. */
  readonly user: InventoryUser | null;
}

/** The check of a user; its id is the name of the rule of AWS Config. */
export const USER_CHECK: Check = {
  id: NAMES.configRule,
  title: 'An IAM user should have at most one active access key',
  reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
};

/** The check of an account: only then has every user a finding. */
export const ACCOUNT_CHECK: Check = {
  id: 'iam-users-read',
  title: 'The access keys of every IAM user of the account should be known',
  reference: null,
};

const READ_AGAIN = 'Correct what the reason names, and run one-active-key preview again.';

/**
 * A finding for each account whose id is known, and one for each user that was read. Of a user that could not
 * be read nothing is known but a name: the finding of its account names it. An account that nobody can use,
 * such as a closed one, has none.
 */
export function findingsOf(inventory: Inventory): readonly Finding[] {
  const accountOf = accountFinder(inventory);
  return [
    ...inventory.accounts.filter(hasFinding).map((account) => accountFinding(account, inventory)),
    ...inventory.users.map((user) => userFinding(user, accountOf(user))),
  ];
}

function hasFinding({ accountId, failure, isComplete }: InventoryAccount): boolean {
  return accountId !== '' && !(failure !== null && isComplete);
}

function accountFinding(account: InventoryAccount, inventory: Inventory): Finding {
  const { accountId, accountName } = account;
  const gap = gapOf(account, inventory);
  const read = `${count(account.summary?.users ?? 0, 'user')} read.`;
  return {
    id: `one-active-key/${accountId}`,
    check: ACCOUNT_CHECK,
    status: gap ? 'unknown' : 'passed',
    severity: gap ? 'medium' : 'informational',
    code: gap?.code ?? 'AllRead',
    description: gap?.description ?? read,
    nextStep: gap ? READ_AGAIN : null,
    accountId,
    accountName,
    user: null,
  };
}

/** What is not known of an account; undefined if every user was read. */
function gapOf(
  { accountId, failure, isComplete }: InventoryAccount,
  { failures }: Inventory,
): Pick<Finding, 'code' | 'description'> | undefined {
  if (failure !== null)
    return { code: 'AccountNotRead', description: `The account was not read: ${failure}` };
  const unread = failures
    .filter((each) => each.accountId === accountId)
    .map(({ userName, reason }) => `${userName}: ${reason}`);
  const sentences = [
    ...(isComplete ? [] : ['The reading was interrupted, so there may be more users.']),
    ...(unread.length > 0 ? [`${count(unread.length, 'user')} could not be read: ${unread.join('; ')}`] : []),
  ];
  if (sentences.length === 0) return undefined;
  return { code: isComplete ? 'UsersNotRead' : 'Interrupted', description: sentences.join(' ') };
}

function userFinding(user: InventoryUser, account: InventoryAccount | undefined): Finding {
  const { accountId, userId, userName, explanation, plan, situation } = user;
  const status = STATUS[user.complianceType];
  return {
    id: `one-active-key/${accountId}/${userId}`,
    check: USER_CHECK,
    status,
    severity: severityOf(status, user),
    code: plan?.action === 'refuse' ? plan.code : situation,
    description: `${userName}: ${explanation}`,
    nextStep: status === 'failed' ? nextStepOf(user) : null,
    accountId,
    accountName: account?.accountName ?? null,
    user,
  };
}

const STATUS: Readonly<Record<InventoryUser['complianceType'], FindingStatus>> = {
  NON_COMPLIANT: 'failed',
  COMPLIANT: 'passed',
  NOT_APPLICABLE: 'exempt',
};

/** Medium, as AWS Config's findings and Prowler's check have it; high for who can do everything. */
function severityOf(status: FindingStatus, { privileged }: InventoryUser): Finding['severity'] {
  if (status !== 'failed') return 'informational';
  return privileged === 'yes' ? 'high' : 'medium';
}

function nextStepOf({ plan }: InventoryUser): string {
  return plan?.action === 'refuse' ? STEPS_AFTER_REFUSAL[plan.code] : REMEDIATE;
}
