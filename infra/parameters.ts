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

/** When the rule looks. */
export const EVALUATION: ParameterGroup = {
  label: 'Evaluation',
  parameters: {
    EvaluationFrequency: {
      description: 'How often AWS Config evaluates all users. Config bills each evaluation of each user.',
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

/** Whether a change of a key is looked at soon. */
export const NEAR_REAL_TIME: ParameterGroup = {
  label: 'Near real time',
  parameters: {
    NearRealTime: {
      description:
        'Evaluate all users one to three minutes after CloudTrail tells of a changed access key or of our tags: in us-east-1 (us-gov-west-1, cn-north-1); elsewhere with the forwarding template only.',
      default: 'true',
      allowedValues: ['true', 'false'],
    },
  },
};

/** What the Config rule does about a NON_COMPLIANT user. */
export const REMEDIATION: ParameterGroup = {
  label: 'Remediation',
  parameters: {
    AutomaticRemediation: {
      description: 'true: AWS Config runs the runbook by itself. false: somebody chooses Remediate.',
      default: 'false',
      allowedValues: ['true', 'false'],
    },
    MaximumAutomaticAttempts: wholeNumber({
      min: 1,
      max: 25,
      default: 5,
      description: 'Automatic only: failed attempts after which Config stops for this user',
    }),
    RetryAttemptSeconds: wholeNumber({
      min: 1,
      max: 2_678_000,
      default: 3_600,
      description: 'Automatic only: the time within which the failed attempts are counted',
    }),
  },
};

/** Whether keys are deleted by themselves. */
export const DELETION: ParameterGroup = {
  label: 'Deletion of what was deactivated',
  parameters: {
    DeleteAfterSoakDays: wholeNumber({
      min: 0,
      max: 365,
      default: 0,
      description:
        'Delete keys for good, once a day, that this product deactivated so many days ago and nobody has used since; 0 = never',
    }),
  },
};

/** What CloudWatch Logs accepts for a log group's retention (API reference, PutRetentionPolicy). */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const PERMISSIONS_BOUNDARY: CfnParameterProps = {
  description: 'Policy that bounds every role of this stack; empty: none.',
  default: '',
  allowedPattern: optionalArnPattern('iam', ':([0-9]{12}|aws):policy/[A-Za-z0-9+=,.@_/-]{1,640}'),
  constraintDescription: 'the ARN of an IAM policy, or nothing',
};

/** What the forwarding template asks. */
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

/** What the account's own operators want. */
export const OPERATION: ParameterGroup = {
  label: 'Operation',
  parameters: {
    NotificationTopicArn: {
      description:
        'SNS topic in this Region for alarms and NON_COMPLIANT users; empty: none. Its policy must let cloudwatch.amazonaws.com and events.amazonaws.com publish.',
      default: '',
      allowedPattern: optionalArnPattern('sns', '[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}'),
      constraintDescription: 'the ARN of a standard SNS topic in this Region, or nothing',
    },
    LogRetentionDays: {
      description: 'How long the logs of the functions, all receipts among them, are kept.',
      type: 'Number',
      // A text like the values, which CDK wants as texts: CloudFormation compares them as they are written.
      default: '365',
      allowedValues: RETENTION_DAYS.map(String),
    },
    PermissionsBoundaryArn: PERMISSIONS_BOUNDARY,
  },
};

/**
 * A parameter that takes whole numbers. A text with a pattern, since CloudFormation's numbers may be fractions, of which
 * the services would hear in the middle of a deployment.
 */
export function wholeNumber({ min, max, default: byDefault, description }: WholeNumber): CfnParameterProps {
  return {
    description: `${min}-${max}. ${description}.`,
    default: String(byDefault),
    allowedPattern: wholeNumberPattern(min, max),
    constraintDescription: `a whole number from ${min} to ${max}`,
  };
}
