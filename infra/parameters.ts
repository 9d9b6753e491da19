import type { CfnParameterProps } from 'aws-cdk-lib';
import { PARAMETERS, type WholeNumber } from '../policy/parameters.ts';
import { REPORTING } from '../rule/parameters.ts';
import type { ParameterGroup } from './parameter-group.ts';
import { optionalArnPattern, wholeNumberPattern } from './patterns.ts';

const { selectionStrategy, rotationGraceHours, protectUsedWithinDays, exemptionMaxDays } = PARAMETERS;

/** The policy's parameters, of the one definition that the functions parse them with. */
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

/** When the rule evaluates, and what it reports. */
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

/** Whether a change of a key is evaluated soon. */
export const NEAR_REAL_TIME: ParameterGroup = {
  label: 'Near real time',
  parameters: {
    NearRealTime: {
      description:
        'Evaluate all users one to three minutes after CloudTrail records a changed access key or one of the tags one-active-key:...; in us-east-1 (us-gov-west-1, cn-north-1), and elsewhere only with the forwarding template.',
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
      description: 'true: AWS Config runs the runbook automatically. false: a person chooses Remediate.',
      default: 'false',
      allowedValues: ['true', 'false'],
    },
    MaximumAutomaticAttempts: wholeNumber({
      min: 1,
      max: 25,
      default: 5,
      description: 'Automatic remediation only: after so many failed attempts AWS Config stops for this user',
    }),
    RetryAttemptSeconds: wholeNumber({
      min: 1,
      max: 2_678_000,
      default: 3_600,
      description: 'Automatic remediation only: the seconds within which failed attempts are counted',
    }),
  },
};

/** Whether keys are deleted automatically. */
export const DELETION: ParameterGroup = {
  label: 'Deletion of deactivated keys',
  parameters: {
    DeleteAfterSoakDays: wholeNumber({
      min: 0,
      max: 365,
      default: 0,
      description:
        'Once a day, delete the keys that One Active Key deactivated so many days ago and that were not used since; 0 = never',
    }),
  },
};

/** What CloudWatch Logs accepts for a log group's retention (API reference, PutRetentionPolicy). */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const PERMISSIONS_BOUNDARY: CfnParameterProps = {
  description: 'The permissions boundary of every role of this stack, the ARN of a policy; empty: none.',
  default: '',
  allowedPattern: optionalArnPattern('iam', ':([0-9]{12}|aws):policy/[A-Za-z0-9+=,.@_/-]{1,640}'),
  constraintDescription: 'the ARN of an IAM policy, or nothing',
};

/** The parameters of the forwarding template. */
export const FORWARDING: ParameterGroup = {
  label: 'Forwarding',
  parameters: {
    HomeRegion: {
      description: 'The Region of the stack OneActiveKey (or OneActiveKeyMember), for example eu-central-1.',
      allowedPattern: '^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$',
      constraintDescription: 'the code of an AWS Region',
    },
    PermissionsBoundaryArn: PERMISSIONS_BOUNDARY,
  },
};

/** Messages, logs and permissions boundary. */
export const OPERATION: ParameterGroup = {
  label: 'Operation',
  parameters: {
    NotificationTopicArn: {
      description:
        'The ARN of an SNS topic in this Region for alarms and NON_COMPLIANT users; empty: none. Its policy must allow cloudwatch.amazonaws.com and events.amazonaws.com to publish.',
      default: '',
      allowedPattern: optionalArnPattern('sns', '[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}'),
      constraintDescription: 'the ARN of a standard SNS topic in this Region, or nothing',
    },
    LogRetentionDays: {
      description: 'For how many days the logs of the functions are kept; they contain all receipts.',
      type: 'Number',
      // A text like the values, which CDK wants as texts: CloudFormation compares them as they are written.
      default: '365',
      allowedValues: RETENTION_DAYS.map(String),
    },
    PermissionsBoundaryArn: PERMISSIONS_BOUNDARY,
  },
};

/**
 * A parameter for whole numbers. It is a text with a pattern: CloudFormation's numbers may be fractions, and the services would
 * refuse those in the middle of a deployment.
 */
export function wholeNumber({ min, max, default: byDefault, description }: WholeNumber): CfnParameterProps {
  return {
    description: `${min}-${max}. ${description}.`,
    default: String(byDefault),
    allowedPattern: wholeNumberPattern(min, max),
    constraintDescription: `a whole number from ${min} to ${max}`,
  };
}
