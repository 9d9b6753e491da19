import type { IResolvable } from 'aws-cdk-lib';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';

/** How a key is chosen, and for whom nothing happens: what the rule and the runbook decide by. */
export interface PolicyProps {
  /**
   * Which key is deactivated if the owner named no key to keep.
   * @default 'LeastRecentlyUsed'
   */
  readonly selectionStrategy?: 'LeastRecentlyUsed' | 'Oldest';
  /**
   * Two keys are allowed while the newest is younger than this number of hours; 0 to 720.
   * @default 24
   */
  readonly rotationGraceHours?: number;
  /**
   * No key is deactivated that was used or created within this number of days; 0 to 365, 0 is off.
   * @default 7
   */
  readonly protectUsedWithinDays?: number;
  /**
   * How many days ahead an exemption may reach; 1 to 365.
   * @default 90
   */
  readonly exemptionMaxDays?: number;
}

/** What exists; what is not chosen does not exist, roles and permissions included. */
export interface CapabilityProps {
  /**
   * `Create`: the AWS Config rule and its remediation. `None`: a conformance pack brings both.
   * @default 'Create'
   */
  readonly configRule?: 'Create' | 'None';
  /**
   * How often AWS Config evaluates all users.
   * @default 'TwentyFour_Hours'
   */
  readonly evaluationFrequency?:
    | 'One_Hour'
    | 'Three_Hours'
    | 'Six_Hours'
    | 'Twelve_Hours'
    | 'TwentyFour_Hours';
  /**
   * `All`: every evaluation is reported. `Changes`: only NON_COMPLIANT ones and those that differ from the last result.
   * @default 'All'
   */
  readonly reporting?: 'All' | 'Changes';
  /**
   * Whether a user is evaluated minutes after a change of its access keys, its name or a tag `one-active-key:…`. In another Region
   * than us-east-1 (us-gov-west-1, cn-north-1) this needs `OneActiveKeyForwarding` there.
   * @default true
   */
  readonly nearRealTime?: boolean | IResolvable;
  /**
   * `None`: nothing can change an access key. `Manual`: a person chooses Remediate in the console or starts a runbook. `Automatic`: AWS
   * Config also runs the runbook for every NON_COMPLIANT user, and once a day the stack does for those who stay so.
   * @default 'Manual'
   */
  readonly remediation?: 'None' | 'Manual' | 'Automatic';
  /**
   * Only for `remediation: 'Automatic'`: the days that an automatic deactivation waits after its owner was told; 0 to 30. Above 0 only the
   * daily pass acts automatically, and a topic is needed.
   * @default 0
   */
  readonly noticeDays?: number;
  /**
   * How many users are remediated automatically on a day (UTC) at most; 1 to 1,000.
   * @default 10
   */
  readonly automaticPerDay?: number;
  /**
   * Only for `remediation: 'Automatic'`: the failed attempts within `retryAttemptSeconds` after which AWS Config stops; 1 to 25.
   * @default 5
   */
  readonly maximumAutomaticAttempts?: number;
  /**
   * Only for `remediation: 'Automatic'`: the seconds in which AWS Config counts the failed attempts; 1 to 2,678,000.
   * @default 300
   */
  readonly retryAttemptSeconds?: number;
  /**
   * `None`: nothing may delete an access key. `ByHand`: a person may start the runbook that deletes keys that One Active Key deactivated.
   * `Daily`: also once a day, after the soak. Needs a remediation and `nearRealTime`.
   * @default 'None'
   */
  readonly deletion?: 'None' | 'ByHand' | 'Daily';
  /**
   * Only for `deletion: 'Daily'`: the days for which a key has to be Inactive and unused before it is deleted; 1 to 365.
   * @default 14
   */
  readonly soakDays?: number;
}

/** Whom the product notifies, how it is protected, and who may review it. */
export interface OperationProps {
  /**
   * A standard topic of this Region to which every message goes as plain text, for mail. A topic of the same app and account gets the
   * statement in its policy that CloudWatch needs; any other has to have what docs/reference.md says.
   * @default - no mail
   */
  readonly notificationTopic?: ITopic;
  /**
   * A standard topic of this Region to which every message goes as a custom notification of Amazon Q Developer in chat applications, for
   * Slack and Microsoft Teams; its policy is as that of `notificationTopic`.
   * @default - no chat
   */
  readonly chatTopic?: ITopic;
  /**
   * `Each`: every message is told at once. `Daily`: one digest a day; only what is urgent is told at once.
   * @default 'Each'
   */
  readonly messageDelivery?: 'Each' | 'Daily';
  /**
   * The key of the tag of an IAM user that names its owner, by whose value subscriptions filter.
   * @default 'Owner'
   */
  readonly ownerTag?: string;
  /**
   * `Always`: the alarms exist with and without a topic. `WithTopic`: only with one.
   * @default 'Always'
   */
  readonly alarms?: 'Always' | 'WithTopic';
  /**
   * A symmetric KMS key of this Region, and no alias, that encrypts the ledger, the logs and the environment variables of the functions. A key of the
   * same app gets the statement in its policy that CloudWatch Logs needs; an imported one has to have it.
   * @default - keys of AWS
   */
  readonly encryptionKey?: IKey;
  /**
   * The name of a DynamoDB table that an earlier deployment left in this account and Region, to go on with what it remembers.
   * @default - a new table
   */
  readonly existingLedgerTable?: string;
  /**
   * The days that CloudWatch Logs keeps the logs of the functions: a number that it accepts, such as those of `RetentionDays`.
   * @default 365
   */
  readonly logRetentionDays?: number;
  /**
   * The permissions boundary of every role: a policy, or the name of a policy of the account with its path (`team/boundary`).
   * @default - none
   */
  readonly permissionsBoundary?: IManagedPolicy | string;
  /**
   * The path of every role, such as `/security/`. It cannot be changed later.
   * @default '/'
   */
  readonly rolePath?: string;
  /**
   * The id of the account whose people may assume the role `one-active-key-reviewer`, which only reads.
   * @default - the role does not exist
   */
  readonly reviewerAccountId?: string;
  /**
   * The external id that whoever assumes that role has to give. It is no secret.
   * @default - none
   */
  readonly reviewerExternalId?: string;
  /**
   * The code of a function, by its name: a signed zip file in a bucket of yours, for example.
   * @default - the zip file of this package, as an asset
   */
  readonly code?: (functionName: string) => Code;
}

/**
 * The props of `OneActiveKey`: the parameters of the account template under the same names, with the same bounds and defaults. Each may
 * also be the value of a parameter of the stack (with a cast, if it is one of a few texts); CloudFormation then decides at the deployment.
 */
export interface OneActiveKeyProps extends PolicyProps, CapabilityProps, OperationProps {}
