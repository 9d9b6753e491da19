import type { CfnParameterProps } from 'aws-cdk-lib';
import { PARAMETERS } from '../../policy/parameters.ts';
import { SOAK_DAYS } from '../../remediation/request.ts';
import { REPORTING } from '../../rule/parameters.ts';
import type { ParameterGroup } from './parameter-group.ts';
import { optionalArnPattern } from './patterns.ts';
import { wholeNumber } from './whole-number.ts';

const { selectionStrategy, rotationGraceHours, protectUsedWithinDays, exemptionMaxDays } = PARAMETERS;

/** The policy's parameters, from the definition that the functions parse them with. */
export const POLICY: ParameterGroup = {
  label: 'Decision',
  parameters: {
    SelectionStrategy: {
      description: `${selectionStrategy.description}.`,
      default: selectionStrategy.default,
      allowedValues: [...selectionStrategy.values],
    },
    RotationGraceHours: wholeNumber(rotationGraceHours),
    ProtectUsedWithinDays: wholeNumber(protectUsedWithinDays),
    ExemptionMaxDays: wholeNumber(exemptionMaxDays),
  },
};

/** Whether the stack has the rule. */
export const CONFIG_RULE: ParameterGroup = {
  label: 'Rule',
  parameters: {
    ConfigRule: {
      description:
        'Create: this stack creates the AWS Config rule and its remediation. None: a conformance pack brings both.',
      default: 'Create',
      allowedValues: ['Create', 'None'],
    },
  },
};

/** How often the rule evaluates the users, and which evaluations it reports. */
export const EVALUATION: ParameterGroup = {
  label: 'Evaluation',
  parameters: {
    EvaluationFrequency: {
      description:
        'How often AWS Config evaluates all users. AWS Config charges for each evaluation of each user.',
      default: 'TwentyFour_Hours',
      allowedValues: ['One_Hour', 'Three_Hours', 'Six_Hours', 'Twelve_Hours', 'TwentyFour_Hours'],
    },
    Reporting: {
      description: `${REPORTING.description}.`,
      default: REPORTING.default,
      allowedValues: [...REPORTING.values],
    },
  },
};

/** Whether a change is evaluated soon. */
export const NEAR_REAL_TIME: ParameterGroup = {
  label: 'Near real time',
  parameters: {
    NearRealTime: {
      description:
        'true: all users are evaluated one to three minutes after CloudTrail records a change of an access key or of a tag one-active-key:... IAM sends its events to us-east-1 (us-gov-west-1, cn-north-1); in any other Region this also needs the template one-active-key-forwarding. false: only the schedule evaluates.',
      default: 'true',
      allowedValues: ['true', 'false'],
    },
  },
};

/** The remediation of a NON_COMPLIANT user. */
export const REMEDIATION: ParameterGroup = {
  label: 'Remediation',
  parameters: {
    Remediation: {
      description:
        'None: nothing can change an access key; no role, function or runbook for it exists. Manual: a person chooses Remediate in the console or starts a runbook. Automatic: AWS Config also runs the runbook for every NON_COMPLIANT user.',
      default: 'Manual',
      allowedValues: ['None', 'Manual', 'Automatic'],
    },
    MaximumAutomaticAttempts: wholeNumber({
      min: 1,
      max: 25,
      default: 5,
      description:
        'Only for Remediation=Automatic: AWS Config stops the remediation of a user after this number of failed attempts within RetryAttemptSeconds',
    }),
    RetryAttemptSeconds: wholeNumber({
      min: 1,
      max: 2_678_000,
      default: 300,
      description:
        'Only for Remediation=Automatic: the number of seconds in which AWS Config counts the failed attempts',
    }),
  },
};

/** Whether deactivated keys can be deleted. */
export const DELETION: ParameterGroup = {
  label: 'Deletion of deactivated keys',
  parameters: {
    Deletion: {
      description:
        'None: nothing may delete an access key. ByHand: a person may start the runbook that deletes the keys of one user that One Active Key deactivated. Daily: also once a day for every user whose soak is over. A deleted key cannot be restored. Needs Remediation and NearRealTime=true.',
      default: 'None',
      allowedValues: ['None', 'ByHand', 'Daily'],
    },
    SoakDays: wholeNumber({
      ...SOAK_DAYS,
      description:
        'Only for Deletion=Daily: the number of days for which a key has to be Inactive and unused before it is deleted',
    }),
  },
};

/** The retention periods that CloudWatch Logs accepts, in days (API Reference, PutRetentionPolicy). */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const PERMISSIONS_BOUNDARY: CfnParameterProps = {
  description:
    'The name of the IAM policy of this account that becomes the permissions boundary of every role of this stack, with its path if it has one (team/boundary); empty: none.',
  default: '',
  // A path has at most 512 characters and a name 128 (API Reference, CreatePolicy).
  allowedPattern: '^([A-Za-z0-9+=,.@_-]+/){0,20}[A-Za-z0-9+=,.@_-]{1,128}$|^$',
  constraintDescription: 'the name of an IAM policy, or empty',
};

/** The parameters of the forwarding template. */
export const FORWARDING: ParameterGroup = {
  label: 'Forwarding',
  parameters: {
    HomeRegion: {
      description: 'The Region of the stack OneActiveKey, for example eu-central-1.',
      allowedPattern: '^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$',
      constraintDescription: 'the code of an AWS Region',
    },
    PermissionsBoundaryName: PERMISSIONS_BOUNDARY,
  },
};

/** Notifications, logs and permissions boundary. */
export const OPERATION: ParameterGroup = {
  label: 'Operation',
  parameters: {
    NotificationTopicArn: {
      description:
        'The ARN of a standard SNS topic in this Region that is notified of alarms, of users that become NON_COMPLIANT and of failed runbooks; empty: none. The policy of the topic must allow cloudwatch.amazonaws.com and events.amazonaws.com to publish.',
      default: '',
      allowedPattern: optionalArnPattern('sns', '[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}'),
      constraintDescription: 'the ARN of a standard SNS topic in this Region, or empty',
    },
    KmsKeyArn: {
      description:
        'The ARN of a symmetric KMS key in this Region that encrypts the logs and the environment variables of the functions; empty: keys of AWS. The policy of the key must allow the service logs.REGION.amazonaws.com to use it.',
      default: '',
      allowedPattern: optionalArnPattern('kms', '[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{1,128}'),
      constraintDescription: 'the ARN of a KMS key in this Region, or empty',
    },
    LogRetentionDays: {
      description:
        'The number of days that CloudWatch Logs keeps the logs of the functions. The logs contain the receipt of every remediation.',
      type: 'Number',
      // A string like the allowed values, since CDK takes them as strings and CloudFormation compares the strings.
      default: '365',
      allowedValues: RETENTION_DAYS.map(String),
    },
    PermissionsBoundaryName: PERMISSIONS_BOUNDARY,
  },
};
