import { MAX_ROLE_PATH_CHARACTERS } from '../../product/role-path.ts';

/** An account id; all account ids have the same length. */
export const ACCOUNT = '123456789012';

/** The maximum number of account ids in the 4,096 bytes of a parameter's value (CloudFormation quotas). */
const ACCOUNTS = Array.from({ length: 315 }, () => ACCOUNT).join(',');

/** The maximum number of the longest ids of units (API Reference, UpdateStackSet and DeploymentTargets). */
const UNITS = Array.from({ length: 50 }, () => `ou-${'a'.repeat(32)}-${'b'.repeat(32)}`).join(',');

const POLICY = {
  SelectionStrategy: 'LeastRecentlyUsed',
  RotationGraceHours: '720',
  ProtectUsedWithinDays: '365',
  ExemptionMaxDays: '365',
};
const EVALUATION = { EvaluationFrequency: 'TwentyFour_Hours', Reporting: 'Changes' };
const DELETION = { Deletion: 'Daily', SoakDays: '365' };
const REMEDIATION = {
  Remediation: 'Automatic',
  NoticeDays: '30',
  AutomaticPerDay: '1000',
  MaximumAutomaticAttempts: '25',
  RetryAttemptSeconds: '2678000',
};
const NEAR_REAL_TIME = { NearRealTime: 'true' };
const LOGS = { LogRetentionDays: '3653' };
const BOUNDARY = { PermissionsBoundaryName: `${'p'.repeat(380)}/${'b'.repeat(128)}` };
const ROLE_PATH = { RolePath: `/${'r'.repeat(MAX_ROLE_PATH_CHARACTERS - 2)}/` };
const LEDGER = { ExistingLedgerTable: 't'.repeat(255) };
const KEY = { KmsKeyArn: `arn:aws-us-gov:kms:us-gov-west-1:${ACCOUNT}:key/${'k'.repeat(128)}` };
const REVIEWER = { ReviewerAccountId: ACCOUNT, ReviewerExternalId: 'e'.repeat(1_224) };
const TOPICS = {
  NotificationTopicArn: `arn:aws-us-gov:sns:us-gov-west-1:${ACCOUNT}:${'t'.repeat(256)}`,
  ChatTopicArn: `arn:aws-us-gov:sns:us-gov-west-1:${ACCOUNT}:${'c'.repeat(256)}`,
};
const MESSAGES = { MessageDelivery: 'Daily', OwnerTag: 'o'.repeat(128) };

/** The values of the account template. */
const ACCOUNT_VALUES: Readonly<Record<string, string>> = {
  ...POLICY,
  ...EVALUATION,
  ConfigRule: 'Create',
  ...NEAR_REAL_TIME,
  ...REMEDIATION,
  ...DELETION,
  ...TOPICS,
  ...MESSAGES,
  Alarms: 'WithTopic',
  ...KEY,
  ...LEDGER,
  ...LOGS,
  ...BOUNDARY,
  ...ROLE_PATH,
  ...REVIEWER,
};

/** The parameters of the account template that the organization's stack does not have. */
const NOT_OF_THE_ORGANIZATION = ['ConfigRule', 'ExistingLedgerTable', 'Alarms'];

const MEMBER_VALUES = Object.fromEntries(
  Object.entries(ACCOUNT_VALUES).filter(([name]) => !NOT_OF_THE_ORGANIZATION.includes(name)),
);

/** The longest and largest value of each parameter, by stack. */
export const EXTREMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  OneActiveKey: ACCOUNT_VALUES,
  OneActiveKeyApproval: {
    Approvers: Array.from(
      { length: 10 },
      () => `arn:aws-us-gov:iam::${ACCOUNT}:role/${'p'.repeat(64)}/${'r'.repeat(64)}`,
    ).join(),
    MinimumApprovals: '10',
    ApprovalTimeoutSeconds: '2592000',
    ApprovalTopicArn: `arn:aws-us-gov:sns:us-gov-west-1:${ACCOUNT}:Automation${'t'.repeat(246)}`,
  },
  OneActiveKeyCentral: { OrganizationId: `o-${'a'.repeat(32)}`, ...KEY },
  OneActiveKeySecurityHub: {
    CustomAction: 'true',
    NotificationTopicArn: TOPICS.NotificationTopicArn,
    ...KEY,
    ...LOGS,
    ...BOUNDARY,
    ...ROLE_PATH,
  },
  OneActiveKeyForwarding: { HomeRegion: 'ap-southeast-3', ...BOUNDARY, ...ROLE_PATH },
  OneActiveKeyOrganization: {
    Rollout: 'StackSet',
    RootId: '',
    OrganizationalUnitIds: UNITS,
    TemplateUrl: `https://${'b'.repeat(63)}.s3.us-gov-west-1.amazonaws.com/${'k'.repeat(900)}`,
    AccountFilterType: 'INTERSECTION',
    Accounts: ACCOUNTS,
    ExcludedAccounts: '',
    ManagementAccountId: ACCOUNT,
    ExcludeManagementAccount: 'true',
    CallAs: 'DELEGATED_ADMIN',
    FailureTolerancePercentage: '100',
    MaxConcurrentPercentage: '100',
    EventForwarding: 'StackSet',
    ...MEMBER_VALUES,
  },
};

/** What is different from the longest and largest values where the organization gets a pack. */
export const EXTREME_PACK: Readonly<Record<string, string>> = {
  Rollout: 'ConformancePack',
  RootId: `r-${'r'.repeat(32)}`,
  OrganizationalUnitIds: '',
  AccountFilterType: 'NONE',
  Accounts: '',
  ExcludedAccounts: ACCOUNTS,
};
