import type { ParameterGroup } from './parameter-group.ts';
import { wholeNumber } from './parameters.ts';

/**
 * Lists are texts, split in the template: what a pattern means for the type CommaDelimitedList, the list or each
 * element, is not documented.
 */
const listPattern = (element: string): string => `^${element}(,${element})*$`;

const ACCOUNTS = `^([0-9]{12}(,[0-9]{12})*)?$`;

/** Which accounts of an organization, and how carefully. */
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
      description: 'Account ids, with commas; given exactly if there is a filter.',
      default: '',
      allowedPattern: ACCOUNTS,
      constraintDescription: 'account ids, with commas and no spaces, or nothing',
    },
    ExcludedAccounts: {
      description:
        'A pack goes to the whole organization: name every account that the units above leave out; 315 have room.',
      default: '',
      allowedPattern: ACCOUNTS,
      constraintDescription: 'account ids, with commas and no spaces, or nothing',
    },
    ManagementAccountId: {
      description:
        'Its id; empty where this stack is in it. StackSets never reach it, so the pack leaves it out.',
      default: '',
      allowedPattern: '^([0-9]{12})?$',
      constraintDescription: 'an account id, or nothing',
    },
    ExcludeManagementAccount: {
      description: 'false: the pack goes there too; deploy the member template there first.',
      default: 'true',
      allowedValues: ['true', 'false'],
    },
    CallAs: {
      description: 'DELEGATED_ADMIN where this stack is not in the management account.',
      default: 'SELF',
      allowedValues: ['SELF', 'DELEGATED_ADMIN'],
    },
    FailureTolerancePercentage: wholeNumber({
      min: 0,
      max: 100,
      default: 0,
      description:
        'More failures than that stop the StackSet; the pack fails wherever it failed, so exclude such accounts',
    }),
    MaxConcurrentPercentage: wholeNumber({
      min: 1,
      max: 100,
      default: 25,
      description: 'How many accounts the StackSet works on at a time',
    }),
    RegionConcurrencyType: {
      description: 'Of no effect with the one Region that this deploys to; StackSets asks for it.',
      default: 'SEQUENTIAL',
      allowedValues: ['SEQUENTIAL', 'PARALLEL'],
    },
  },
};
