import type {
  GenerateCredentialReportResponse,
  GetAccountSummaryResponse,
  GetCredentialReportResponse,
  ListAccountAliasesRequest,
  ListAccountAliasesResponse,
} from '@aws-sdk/client-iam';
import type { Operations } from '../api.ts';
import { type ReportRow, reportOf } from './credential-report.ts';
import { iamPage } from './iam-page.ts';
import { isOfAws } from './policy-store.ts';
import type { IamService } from './service.ts';
import { arnOf } from './user-operations.ts';
import type { KeyState, UserState } from './user-state.ts';

/**
 * IAM's operations on the whole account: its alias, of which an account has at most one (IAM User Guide,
 * "Account alias"), GetAccountSummary and the credential report.
 */
export function accountOperations(iam: IamService): Operations {
  return {
    ListAccountAliases: (request: ListAccountAliasesRequest): ListAccountAliasesResponse => {
      const aliases = iam.accountAlias === undefined ? [] : [iam.accountAlias];
      const { items, more } = iamPage(iam, request, { items: aliases, orderOf: (alias) => alias });
      return { AccountAliases: items, ...more };
    },
    GetAccountSummary: (): GetAccountSummaryResponse => ({ SummaryMap: summaryOf(iam) }),
    GenerateCredentialReport: (): GenerateCredentialReportResponse => {
      return { State: iam.credentialReports.generate(() => reportOf(rowsOf(iam))) };
    },
    GetCredentialReport: (): GetCredentialReportResponse => {
      const { content, generatedAt } = iam.credentialReports.get();
      return {
        Content: new TextEncoder().encode(content),
        ReportFormat: 'text/csv',
        GeneratedTime: generatedAt,
      };
    },
  };
}

function summaryOf({ users, policies, root }: IamService): Record<string, number> {
  return {
    Users: users.read().all().length,
    Groups: policies.groups.size,
    Policies: [...policies.managed.keys()].filter((arn) => !isOfAws(arn)).length,
    AccessKeysPerUserQuota: 2,
    AccountAccessKeysPresent: Number(root.hasAccessKeys),
  };
}

function rowsOf({ users, userArnPrefix, root }: IamService): readonly ReportRow[] {
  const rootRow: ReportRow = {
    user: '<root_account>',
    arn: userArnPrefix.replace(/user$/, 'root'),
    password_enabled: 'not_supported',
    access_key_1_active: String(root.hasAccessKeys),
  };
  const all = users.read().all();
  return [rootRow, ...all.map((user) => userRow(arnOf(userArnPrefix, user), user))];
}

/**
 * The report has whole seconds and numeric offsets, and lower case where the user guide has `TRUE` and
 * `FALSE`.
 */
function userRow(arn: string, { userName, createdAt, hasPassword, keys }: UserState): ReportRow {
  const isActive = (key: KeyState | undefined) => String(key?.status === 'Active');
  return {
    user: userName,
    arn,
    user_creation_time: createdAt.toISOString().replace(/\.\d+Z$/, '+00:00'),
    password_enabled: String(hasPassword),
    mfa_active: 'false',
    access_key_1_active: isActive(keys[0]),
    access_key_2_active: isActive(keys[1]),
  };
}
