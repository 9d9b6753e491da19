import type { CfnParameterProps } from 'aws-cdk-lib';
import { MAX_ROLE_PATH_CHARACTERS, NO_ROLE_PATH, ROLE_PATH_PATTERN } from '../../product/role-path.ts';
import type { ParameterGroup } from './parameter-group.ts';
import { optionalArnPattern } from './patterns.ts';

/** The retention periods that CloudWatch Logs accepts, in days (API Reference, PutRetentionPolicy). */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** A standard topic: the name of a FIFO topic ends in .fifo. */
const TOPIC_PATTERN = optionalArnPattern('sns', '[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}');

const TOPIC_CONSTRAINT = 'the ARN of a standard SNS topic in this Region, or empty';

const PERMISSIONS_BOUNDARY: CfnParameterProps = {
  description:
    'The name of the IAM policy of this account that becomes the permissions boundary of every role of ' +
    'this stack, with its path if it has one (team/boundary); empty: none.',
  default: '',
  // A path has at most 512 characters and a name 128 (API Reference, CreatePolicy).
  allowedPattern: '^([A-Za-z0-9+=,.@_-]+/){0,20}[A-Za-z0-9+=,.@_-]{1,128}$|^$',
  maxLength: 640,
  constraintDescription: 'the name of an IAM policy with its path but without a slash before it, or empty',
};

const ROLE_PATH: CfnParameterProps = {
  description:
    'The path of every role of this stack, for example /security/; / is no path. The ARN of the automation role contains ' +
    'it: a conformance pack and the commands that start a runbook need the same path. It cannot be changed later: delete the ' +
    'stack and deploy it again.',
  default: NO_ROLE_PATH,
  allowedPattern: ROLE_PATH_PATTERN,
  maxLength: MAX_ROLE_PATH_CHARACTERS,
  constraintDescription: `a path of at most ${MAX_ROLE_PATH_CHARACTERS} characters that begins and ends with a slash`,
};

/** The parameters of the template that forwards IAM's events to the stack in another, its home Region. */
export const FORWARDING: ParameterGroup = {
  label: 'Forwarding',
  parameters: {
    HomeRegion: {
      description: 'The Region of the stack OneActiveKey, for example eu-central-1.',
      allowedPattern: '^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$',
      constraintDescription: 'the code of an AWS Region',
    },
    PermissionsBoundaryName: PERMISSIONS_BOUNDARY,
    RolePath: ROLE_PATH,
  },
};

/** Whom the stack notifies, and how its logs and roles are protected. */
export const OPERATION: ParameterGroup = {
  label: 'Operation',
  parameters: {
    NotificationTopicArn: {
      description:
        'The ARN of a standard SNS topic in this Region to which every message goes as plain text, for mail; empty: none. ' +
        'docs/reference.md says what a topic needs.',
      default: '',
      allowedPattern: TOPIC_PATTERN,
      constraintDescription: TOPIC_CONSTRAINT,
    },
    ChatTopicArn: {
      description:
        'The ARN of such a topic for Amazon Q Developer in chat applications (Slack, Microsoft Teams); empty: none.',
      default: '',
      allowedPattern: TOPIC_PATTERN,
      constraintDescription: TOPIC_CONSTRAINT,
    },
    MessageDelivery: {
      description:
        'Each: every message is told at once. Daily: one digest a day; only what is urgent is told at once.',
      default: 'Each',
      allowedValues: ['Each', 'Daily'],
    },
    OwnerTag: {
      description:
        'The key of the tag of an IAM user that names its owner. Messages have the value as the attribute owner, for filters.',
      default: 'Owner',
      // IAM User Guide, "Tags for IAM resources", of its characters those of ASCII.
      allowedPattern: '^[A-Za-z0-9 _.:/=+@-]{1,128}$',
      maxLength: 128,
      constraintDescription: 'the key of a tag: 1 to 128 letters, digits, spaces or _.:/=+@-',
    },
    Alarms: {
      description:
        'Always: the alarms exist with and without a topic. WithTopic: they exist only if NotificationTopicArn or ChatTopicArn ' +
        'is given, so that nobody pays for alarms that notify nobody.',
      default: 'Always',
      allowedValues: ['Always', 'WithTopic'],
    },
    KmsKeyArn: {
      description:
        'The ARN of a symmetric KMS key in this Region that encrypts the table of the ledger, the logs and the environment ' +
        'variables of the functions; empty: keys of AWS. The policy of the key must allow the service ' +
        'logs.REGION.amazonaws.com and the roles of this stack to use it. While the key is disabled nothing is deactivated ' +
        'and nothing is undone.',
      default: '',
      allowedPattern: optionalArnPattern('kms', '[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{1,128}'),
      constraintDescription: 'the ARN of a KMS key in this Region, or empty',
    },
    ExistingLedgerTable: {
      description:
        'The name of a DynamoDB table that an earlier deployment of this stack left in this account and Region, to go on with ' +
        'what it remembers; empty: the stack creates a table. KmsKeyArn does not change the encryption of this table.',
      default: '',
      // DynamoDB Developer Guide, "Naming rules".
      allowedPattern: '^([A-Za-z0-9_.-]{3,255})?$',
      constraintDescription: 'the name of a DynamoDB table, or empty',
    },
    LogRetentionDays: {
      description:
        'The number of days that CloudWatch Logs keeps the logs of the functions. The logs contain the ' +
        'receipt of every remediation.',
      type: 'Number',
      // A string like the allowed values, since CDK takes them as strings and CloudFormation compares the
      // strings.
      default: '365',
      allowedValues: RETENTION_DAYS.map(String),
    },
    PermissionsBoundaryName: PERMISSIONS_BOUNDARY,
    RolePath: ROLE_PATH,
  },
};
