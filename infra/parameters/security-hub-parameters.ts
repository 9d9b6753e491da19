import { FORWARDING, OPERATION } from './operation-parameters.ts';
import { mergeGroups, type ParameterGroup, selectParameters } from './parameter-group.ts';
import { optionalArnPattern } from './patterns.ts';

const RETENTION = OPERATION.parameters['LogRetentionDays'] ?? {};
const KEY = OPERATION.parameters['KmsKeyArn'] ?? {};

const OWN: ParameterGroup = {
  label: 'Security Hub',
  parameters: {
    CustomAction: {
      description:
        'true: the custom action "Keep one active key" of Security Hub, which the command in the output creates, starts the ' +
        'runbook OneActiveKey-DeactivateSurplusAccessKeys for the users of the chosen findings; the stack OneActiveKey must ' +
        'have Remediation=Manual or Automatic. false: the stack only writes notes and workflow statuses.',
      default: 'false',
      allowedValues: ['true', 'false'],
    },
    NotificationTopicArn: {
      description:
        'The ARN of a standard SNS topic of this account and Region that is notified if the function fails repeatedly; empty: ' +
        'none. The policy of the topic must allow cloudwatch.amazonaws.com to publish.',
      default: '',
      allowedPattern: optionalArnPattern('sns', '[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}'),
      constraintDescription: 'the ARN of a standard SNS topic in this Region, or empty',
    },
    KmsKeyArn: {
      ...KEY,
      description:
        'The ARN of a symmetric KMS key in this Region that encrypts the log and the environment variables of the function; ' +
        'empty: keys of AWS. The policy of the key must allow the service logs.REGION.amazonaws.com and the role of the ' +
        'function to use it.',
    },
    LogRetentionDays: {
      ...RETENTION,
      description:
        'The number of days that CloudWatch Logs keeps the log of the function, which says what it changed in which finding.',
    },
  },
};

/** The parameters of the template for Security Hub; those of roles are as in the other templates. */
export const SECURITY_HUB: ParameterGroup = mergeGroups(
  OWN,
  selectParameters(FORWARDING, ['PermissionsBoundaryName', 'RolePath']),
);
