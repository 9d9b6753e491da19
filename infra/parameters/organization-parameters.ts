import type { ParameterGroup } from './parameter-group.ts';
import { wholeNumber } from './whole-number.ts';

/**
 * The pattern of a list that is a String, which the template splits. The type CommaDelimitedList is not used, since AWS
 * does not document whether a pattern then applies to the whole list or to each element.
 */
const listPattern = (element: string): string => `^${element}(,${element})*$`;

/**
 * The URL of an S3 object, in virtual-hosted or path style; a StackSet takes at most 1,024 characters (API Reference,
 * CreateStackSet).
 */
const TEMPLATE_URL =
  '^https://[a-z0-9.-]*s3[a-z0-9.-]*\\.amazonaws\\.com(\\.cn)?/[A-Za-z0-9!_.*()/-]{1,900}$';

const ACCOUNTS = `^([0-9]{12}(,[0-9]{12})*)?$`;

/** The accounts of the organization, and how many of them are deployed at the same time. */
export const ORGANIZATION: ParameterGroup = {
  label: 'Organization: which accounts, and how many at a time',
  parameters: {
    OrganizationalUnitIds: {
      description:
        'The id of the root (r-...) for the whole organization, or the ids of organizational units ' +
        '(ou-...), separated by commas.',
      allowedPattern: listPattern('(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})'),
      constraintDescription: 'ids of a root or of organizational units, separated by commas without spaces',
    },
    TemplateUrl: {
      description:
        'The https URL of the account template (dist/one-active-key.template.yaml) in a bucket that the ' +
        'caller can read. Use a new key for each version: CloudFormation updates the StackSet only if the ' +
        'URL changes.',
      allowedPattern: TEMPLATE_URL,
      constraintDescription: 'the https URL of an object in an S3 bucket',
    },
    AccountFilterType: {
      description:
        'NONE: the StackSet deploys to all accounts of OrganizationalUnitIds. INTERSECTION: only to those ' +
        'of them that Accounts names. DIFFERENCE: to all of them except those that Accounts names.',
      default: 'NONE',
      // A template that creates a StackSet cannot use UNION (CloudFormation Template Reference, DeploymentTargets).
      allowedValues: ['NONE', 'INTERSECTION', 'DIFFERENCE'],
    },
    Accounts: {
      description:
        'The account ids of the filter, separated by commas. Required if AccountFilterType is INTERSECTION ' +
        'or DIFFERENCE; otherwise empty.',
      default: '',
      allowedPattern: ACCOUNTS,
      constraintDescription: 'account ids separated by commas without spaces, or empty',
    },
    ExcludedAccounts: {
      description:
        'The accounts that do not get the conformance pack, at most 315 account ids separated by commas. ' +
        'The pack is deployed to the whole organization: name every account that the parameters above ' +
        'leave out, since the pack fails in an account without the functions.',
      default: '',
      allowedPattern: ACCOUNTS,
      constraintDescription: 'account ids separated by commas without spaces, or empty',
    },
    ManagementAccountId: {
      description:
        'The id of the management account, or empty if this stack is in the management account. A StackSet ' +
        'does not deploy to the management account.',
      default: '',
      allowedPattern: '^([0-9]{12})?$',
      constraintDescription: 'an account id, or empty',
    },
    ExcludeManagementAccount: {
      description:
        'true: the management account does not get the conformance pack. false: the management account ' +
        'gets it, too; first deploy the account template with ConfigRule=None there.',
      default: 'true',
      allowedValues: ['true', 'false'],
    },
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
      default: 0,
      description:
        'The percentage of accounts in which the StackSet may fail before it stops. The conformance pack ' +
        'fails as soon as it fails in one account',
    }),
    MaxConcurrentPercentage: wholeNumber({
      min: 1,
      max: 100,
      default: 25,
      description: 'The percentage of accounts to which the StackSet deploys at the same time',
    }),
    RegionConcurrencyType: {
      description:
        'CloudFormation requires this value. It has no effect, since the StackSet deploys to one Region.',
      default: 'SEQUENTIAL',
      allowedValues: ['SEQUENTIAL', 'PARALLEL'],
    },
  },
};
