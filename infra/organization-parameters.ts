import type { ParameterGroup } from './parameter-group.ts';
import { wholeNumber } from './parameters.ts';

/**
 * Lists are texts, split in the template: what a pattern means for the type CommaDelimitedList, the list or each
 * element, is not documented.
 */
const listPattern = (element: string): string => `^${element}(,${element})*$`;

const ACCOUNTS = `^([0-9]{12}(,[0-9]{12})*)?$`;

/** Which accounts of an organization, and how many at a time. */
export const ORGANIZATION: ParameterGroup = {
  label: 'Organization: which accounts, and how many at a time',
  parameters: {
    OrganizationalUnitIds: {
      description: 'Root (r-...) for the whole organization, or OUs (ou-...), with commas.',
      allowedPattern: listPattern('(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})'),
      constraintDescription: 'ids of a root or of organizational units, with commas and no spaces',
    },
    AccountFilterType: {
      description:
        'NONE: all accounts of the units. INTERSECTION: only Accounts. DIFFERENCE: all but Accounts.',
      default: 'NONE',
      // UNION is not supported where a template creates the StackSet (reference, DeploymentTargets).
      allowedValues: ['NONE', 'INTERSECTION', 'DIFFERENCE'],
    },
    Accounts: {
      description: 'Account ids, with commas; required with a filter, and empty without one.',
      default: '',
      allowedPattern: ACCOUNTS,
      constraintDescription: 'account ids, with commas and no spaces, or nothing',
    },
    ExcludedAccounts: {
      description:
        'The pack goes to the whole organization: give every account that the units above leave out, with commas; at most 315.',
      default: '',
      allowedPattern: ACCOUNTS,
      constraintDescription: 'account ids, with commas and no spaces, or nothing',
    },
    ManagementAccountId: {
      description:
        'The id of the management account; empty if this stack is in it. StackSets do not deploy to it, so the pack leaves it out.',
      default: '',
      allowedPattern: '^([0-9]{12})?$',
      constraintDescription: 'an account id, or nothing',
    },
    ExcludeManagementAccount: {
      description:
        'false: the pack goes to the management account, too; deploy the member template there first.',
      default: 'true',
      allowedValues: ['true', 'false'],
    },
    CallAs: {
      description: 'DELEGATED_ADMIN if this stack is not in the management account.',
      default: 'SELF',
      allowedValues: ['SELF', 'DELEGATED_ADMIN'],
    },
    FailureTolerancePercentage: wholeNumber({
      min: 0,
      max: 100,
      default: 0,
      description:
        'The percentage of accounts in which the StackSet may fail before it stops; the pack fails if it fails in one account',
    }),
    MaxConcurrentPercentage: wholeNumber({
      min: 1,
      max: 100,
      default: 25,
      description: 'The percentage of accounts to which the StackSet deploys at the same time',
    }),
    RegionConcurrencyType: {
      description: 'StackSets requires it; it has no effect, since this deploys to one Region.',
      default: 'SEQUENTIAL',
      allowedValues: ['SEQUENTIAL', 'PARALLEL'],
    },
  },
};
