import type { ParameterGroup } from './parameter-group.ts';
import { wholeNumber } from './whole-number.ts';

/**
 * The URL of an S3 object, in virtual-hosted or path style; a StackSet takes at most 1,024 characters (API
 * Reference, CreateStackSet).
 */
const TEMPLATE_URL =
  '^https://[a-z0-9.-]*s3[a-z0-9.-]*\\.amazonaws\\.com(\\.cn)?/[A-Za-z0-9!_.*()/-]{1,900}$';

/** Who deploys to the accounts, and how many accounts at a time. */
export const DEPLOYMENT: ParameterGroup = {
  label: 'Deployment: who deploys, and how many accounts at a time',
  parameters: {
    CallAs: {
      description:
        'SELF: this stack is in the management account. DELEGATED_ADMIN: it is in the account of a ' +
        'delegated administrator.',
      default: 'SELF',
      allowedValues: ['SELF', 'DELEGATED_ADMIN'],
    },
    FailureTolerancePercentage: wholeNumber({
      min: 0,
      max: 100,
      default: 50,
      description:
        'The percentage of accounts, rounded down, in which a StackSet may fail before it stops. A conformance pack fails ' +
        'as soon as it fails in one account',
    }),
    MaxConcurrentPercentage: wholeNumber({
      min: 1,
      max: 100,
      default: 25,
      description: 'The percentage of accounts to which a StackSet deploys at the same time',
    }),
    EventForwarding: {
      description:
        'Only for NearRealTime=true in another Region than us-east-1 (us-gov-west-1, cn-north-1). StackSet: a second StackSet ' +
        "forwards IAM's events from there to this Region, in each account. None: nothing is deployed there, and only the " +
        'schedule evaluates, unless you forward the events yourself; choose it if your policies deny that Region, since the ' +
        'second StackSet would fail, and this stack with it.',
      default: 'StackSet',
      allowedValues: ['StackSet', 'None'],
    },
  },
};

/** Where the account template is, for a stack that is deployed without CDK. */
export const TEMPLATE: ParameterGroup = {
  label: 'Account template',
  parameters: {
    TemplateUrl: {
      description:
        'The https URL of the account template (dist/one-active-key.template.yaml) in a bucket that the ' +
        'caller can read. Use a new key for each version: CloudFormation updates the StackSet only if the ' +
        'URL changes.',
      allowedPattern: TEMPLATE_URL,
      constraintDescription: 'the https URL of an object in an S3 bucket',
    },
  },
};
