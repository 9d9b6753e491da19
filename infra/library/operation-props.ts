import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';

/** Whom the product notifies, how it is protected, and who may review it. */
export interface OperationProps {
  /**
   * A standard topic of this Region to which every message goes as plain text, for mail. A topic of the same
   * app and account gets the statement in its policy that CloudWatch needs; any other has to have what
   * docs/reference.md says.
   * @default - no mail
   */
  readonly notificationTopic?: ITopic;
  /**
   * A standard topic of this Region to which every message goes as a custom notification of Amazon Q
   * Developer in chat applications, for Slack and Microsoft Teams; its policy is as that of
   * `notificationTopic`.
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
   * A symmetric KMS key of this Region, and no alias, that encrypts the ledger, the logs and the environment
   * variables of the functions. A key of the same app gets the statement in its policy that CloudWatch Logs
   * needs; an imported one has to have it.
   * @default - keys of AWS
   */
  readonly encryptionKey?: IKey;
  /**
   * The name of a DynamoDB table that an earlier deployment left in this account and Region, to go on with
   * what it remembers.
   * @default - a new table
   */
  readonly existingLedgerTable?: string;
  /**
   * The days that CloudWatch Logs keeps the logs of the functions: a number that it accepts, such as those of
   * `RetentionDays`.
   * @default 365
   */
  readonly logRetentionDays?: number;
  /**
   * The permissions boundary of every role: a policy, or the name of a policy of the account with its path
   * (`team/boundary`).
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
