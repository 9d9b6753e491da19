import type { ParameterGroup } from './parameters.ts';

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
      label: 'Organizational units',
      description: 'Root (r-...) for the whole organization, or OUs (ou-...), with commas.',
      allowedPattern: listPattern('(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})'),
      constraintDescription: 'ids of a root or of organizational units, with commas and no spaces',
    },
    AccountFilterType: {
      label: 'Account filter',
      description:
        'NONE: all accounts of the units. INTERSECTION: only Accounts. DIFFERENCE: all but Accounts.',
      default: 'NONE',
      allowedValues: ['NONE', 'INTERSECTION', 'DIFFERENCE', 'UNION'],
    },
    Accounts: {
      label: 'Accounts of the filter',
      description: 'Account ids, with commas; empty: no filter.',
      default: '',
      allowedPattern: ACCOUNTS,
      constraintDescription: 'account ids, with commas and no spaces, or nothing',
    },
    ExcludedAccounts: {
      label: 'Accounts without the pack',
      description:
        'A pack goes to the whole organization: list here every account that the units above leave out.',
      default: '',
      allowedPattern: ACCOUNTS,
      constraintDescription: 'account ids, with commas and no spaces, or nothing',
    },
    ManagementAccountId: {
      label: 'Management account',
      description:
        'Its id; empty where this stack is in it. StackSets never reach it, so the pack leaves it out.',
      default: '',
      allowedPattern: '^([0-9]{12})?$',
      constraintDescription: 'an account id, or nothing',
    },
    ExcludeManagementAccount: {
      label: 'Leave out the management account',
      description: 'false: the pack goes there too; deploy the member template there first.',
      default: 'true',
      allowedValues: ['true', 'false'],
    },
    CallAs: {
      label: 'Deployed by',
      description: 'DELEGATED_ADMIN where this stack is not in the management account.',
      default: 'SELF',
      allowedValues: ['SELF', 'DELEGATED_ADMIN'],
    },
    FailureTolerancePercentage: {
      label: 'Accounts that may fail, percent',
      type: 'Number',
      description: '0-100: more failures than that stop the StackSet.',
      default: 10,
      minValue: 0,
      maxValue: 100,
    },
    MaxConcurrentPercentage: {
      label: 'Accounts at a time, percent',
      type: 'Number',
      description: '1-100: how many accounts the StackSet works on at a time.',
      default: 25,
      minValue: 1,
      maxValue: 100,
    },
    RegionConcurrencyType: {
      label: 'Region concurrency',
      description: 'Of no effect with the one Region that this deploys to; StackSets asks for it.',
      default: 'SEQUENTIAL',
      allowedValues: ['SEQUENTIAL', 'PARALLEL'],
    },
  },
};
