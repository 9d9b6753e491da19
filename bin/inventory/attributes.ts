import { GetAccountSummaryCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { DescribedUser } from '../../aws/iam-users.ts';
import { required } from '../../aws/required.ts';
import type { Tags } from '../../policy/tags.ts';
import { describeError } from '../../product/describe.ts';
import { type AuthorizationDetails, readAuthorizationDetails } from '../privileges/authorization-details.ts';
import { type Answer, type Privileges, privilegesOf, UNKNOWN_PRIVILEGES } from '../privileges/privileges.ts';
import { untilAborted } from '../terminal/until-aborted.ts';
import { type CredentialReport, readCredentialReport } from './credential-report.ts';
import type { AccountAttributes, Unread } from './inventory.ts';

/** What a person wants to know of a user beside its keys. */
export interface UserAttributes extends Privileges {
  readonly consoleAccess: Answer;
  /** Undefined if they were not read. */
  readonly tags: Tags | undefined;
}

/** The attributes of a user of whom they were not read. */
export const UNKNOWN_ATTRIBUTES: UserAttributes = {
  ...UNKNOWN_PRIVILEGES,
  consoleAccess: 'unknown',
  tags: undefined,
};

/** What was read of an account and of all its users at once. */
export interface Attributes {
  readonly account: AccountAttributes;
  readonly of: (user: DescribedUser) => UserAttributes;
}

/** The account, and how to wait for a credential report. */
export interface ReadAttributesOptions {
  readonly iam: IAMClient;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Reads who is privileged, who has access to the console, the tags, and whether the root user has keys. Never
 * throws: what could not be read is `unknown`, with the reason, since the verdicts do not depend on it.
 */
export async function readAttributes({ iam, wait, signal }: ReadAttributesOptions): Promise<Attributes> {
  const unread: Unread[] = [];
  const optional = async <Value>(what: Unread['what'], read: () => Promise<Value>) => {
    try {
      const value = await untilAborted(signal, read);
      if (value === undefined) unread.push({ what, reason: 'interrupted' });
      return value;
    } catch (error) {
      unread.push({ what, reason: describeError(error) });
      return undefined;
    }
  };
  const rootAccessKeys = await optional('rootAccessKeys', () => readRootAccessKeys(iam));
  const report = await optional('consoleAccess', () => readCredentialReport(iam, wait));
  const details = await optional('privileges', () => readAuthorizationDetails(iam));
  const credentialReportAt = report?.generatedAt.toISOString() ?? null;
  return {
    account: { rootAccessKeys: rootAccessKeys ?? 'unknown', credentialReportAt, unread },
    of: (user) => attributesOf(user, report, details),
  };
}

function attributesOf(
  user: DescribedUser,
  report: CredentialReport | undefined,
  details: AuthorizationDetails | undefined,
): UserAttributes {
  const permissions = details?.users.get(user.userId);
  return {
    ...(details && permissions ? privilegesOf(permissions, details) : UNKNOWN_PRIVILEGES),
    consoleAccess: report?.consoleAccessOf(user) ?? 'unknown',
    tags: permissions?.tags,
  };
}

/** 1 if the root user has an access key, else 0 (IAM API Reference, GetAccountSummary). */
async function readRootAccessKeys(iam: IAMClient): Promise<Answer> {
  const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
  const member = 'GetAccountSummary.SummaryMap.AccountAccessKeysPresent';
  return required(member, SummaryMap?.AccountAccessKeysPresent) > 0 ? 'yes' : 'no';
}
