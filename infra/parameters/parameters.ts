import type { CfnParameterProps } from 'aws-cdk-lib';
import { PARAMETERS } from '../../policy/parameters.ts';
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
    AutomaticRemediation: {
      description:
        'true: AWS Config runs the runbook automatically for every NON_COMPLIANT user. false: a person chooses Remediate in the console.',
      default: 'false',
      allowedValues: ['true', 'false'],
    },
    MaximumAutomaticAttempts: wholeNumber({
      min: 1,
      max: 25,
      default: 5,
      description:
        'Only for automatic remediation: AWS Config stops the remediation of a user after this number of failed attempts within RetryAttemptSeconds',
    }),
    RetryAttemptSeconds: wholeNumber({
      min: 1,
      max: 2_678_000,
      default: 3_600,
      description:
        'Only for automatic remediation: the number of seconds in which AWS Config counts the failed attempts',
    }),
  },
};

/** Whether deactivated keys are deleted automatically. */
export const DELETION: ParameterGroup = {
  label: 'Deletion of deactivated keys',
  parameters: {
    DeleteAfterSoakDays: wholeNumber({
      min: 0,
      max: 365,
      default: 0,
      description:
        'Once a day, delete the access keys that One Active Key deactivated at least this number of days ago and that were not used since then; 0 = never',
    }),
  },
};

/** The retention periods that CloudWatch Logs accepts, in days (API Reference, PutRetentionPolicy). */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const PERMISSIONS_BOUNDARY: CfnParameterProps = {
  description:
    'The ARN of the IAM policy that becomes the permissions boundary of every role of this stack; empty: none.',
  default: '',
  allowedPattern: optionalArnPattern('iam', ':([0-9]{12}|aws):policy/[A-Za-z0-9+=,.@_/-]{1,640}'),
  constraintDescription: 'the ARN of an IAM policy, or empty',
};

/** The parameters of the forwarding template. */
export const FORWARDING: ParameterGroup = {
  label: 'Forwarding',
  parameters: {
    HomeRegion: {
      description: 'The Region of the stack OneActiveKey or OneActiveKeyMember, for example eu-central-1.',
      allowedPattern: '^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$',
      constraintDescription: 'the code of an AWS Region',
    },
    PermissionsBoundaryArn: PERMISSIONS_BOUNDARY,
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
    LogRetentionDays: {
      description:
        'The number of days that CloudWatch Logs keeps the logs of the functions. The logs contain the receipt of every remediation.',
      type: 'Number',
      // A string like the allowed values, since CDK takes them as strings and CloudFormation compares the strings.
      default: '365',
      allowedValues: RETENTION_DAYS.map(String),
    },
    PermissionsBoundaryArn: PERMISSIONS_BOUNDARY,
  },
};
