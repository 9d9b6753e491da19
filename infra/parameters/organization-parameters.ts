import type { ParameterGroup } from './parameter-group.ts';

/** The maximum number of organizational units of one update of a StackSet (API Reference, UpdateStackSet). */
const MAX_UNITS = 50;

/** The maximum number of account ids in a value of 4,096 bytes (CloudFormation User Guide, "Quotas"). */
const MAX_ACCOUNTS = 315;

/** A list of ids: the pattern of an id, and the maximum number of ids. */
export interface ListParameter {
  readonly pattern: string;
  readonly max: number;
}

/** The patterns of the ids are those of the API Reference, DeploymentTargets. */
const UNITS: ListParameter = { pattern: 'ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}', max: MAX_UNITS };
const ACCOUNTS: ListParameter = { pattern: '[0-9]{12}', max: MAX_ACCOUNTS };
const OPTIONAL_ROOT = '^(r-[a-z0-9]{4,32})?$';

/** The parameters that are lists of ids, by name. */
export const LISTS: Readonly<Record<string, ListParameter>> = {
  OrganizationalUnitIds: UNITS,
  Accounts: ACCOUNTS,
  ExcludedAccounts: ACCOUNTS,
};

/**
 * The pattern of a list that is a String, which the template splits, or of an empty text. The type
 * CommaDelimitedList is not used, since AWS does not document whether a pattern then applies to the whole
 * list or to each element.
 */
const optionalList = ({ pattern, max }: ListParameter): string =>
  `^(${pattern}(,${pattern}){0,${max - 1}})?$`;

/** Which accounts of the organization get what. */
export const ORGANIZATION: ParameterGroup = {
  label: 'Organization: which accounts',
  parameters: {
    Rollout: {
      description:
        'ConformancePack: a StackSet brings the functions, and an organization conformance pack brings the rule; for the ' +
        'whole organization. StackSet: the StackSet brings the rule, too; for any units, for a pilot, and with remediation ' +
        'exceptions.',
      default: 'ConformancePack',
      allowedValues: ['ConformancePack', 'StackSet'],
    },
    RootId: {
      description:
        'The id of the root (r-...), for the whole organization, or with a filter for a pilot that grows to all of it; empty: ' +
        'OrganizationalUnitIds names the units. A change from one to the other deletes the stacks in all accounts first and ' +
        'creates them again, with new ledgers.',
      default: '',
      allowedPattern: OPTIONAL_ROOT,
      constraintDescription: 'the id of the root of an organization (r-...), or empty',
    },
    OrganizationalUnitIds: {
      description:
        `The ids of at most ${MAX_UNITS} organizational units (ou-...), separated by commas, with the units below them; ` +
        'empty: RootId names the whole organization. Units can be added. Only for Rollout=StackSet.',
      default: '',
      allowedPattern: optionalList(UNITS),
      constraintDescription:
        `at most ${MAX_UNITS} ids of organizational units (ou-...), separated by commas without spaces, or empty. For more ` +
        'units name a unit above them, or the root',
    },
    AccountFilterType: {
      description:
        'NONE: the StackSet deploys to all accounts of the root or of the units, and to accounts that join. INTERSECTION: only ' +
        'to those of them that Accounts names. DIFFERENCE: to all of them except those that Accounts names. With a filter, ' +
        'accounts that join get nothing, since CloudFormation does not apply the filter to them. Only for Rollout=StackSet.',
      default: 'NONE',
      // A template that creates a StackSet cannot use UNION (CloudFormation Template Reference,
      // DeploymentTargets).
      allowedValues: ['NONE', 'INTERSECTION', 'DIFFERENCE'],
    },
    Accounts: {
      description:
        `The ids of at most ${MAX_ACCOUNTS} accounts of the filter, separated by commas. Required if AccountFilterType is ` +
        'INTERSECTION or DIFFERENCE; otherwise empty.',
      default: '',
      allowedPattern: optionalList(ACCOUNTS),
      constraintDescription:
        `at most ${MAX_ACCOUNTS} account ids separated by commas without spaces, or empty, since a parameter has at most ` +
        '4,096 bytes. For more accounts put them into an organizational unit, and name the unit',
    },
    ExcludedAccounts: {
      description:
        `The ids of at most ${MAX_ACCOUNTS} accounts that do not get the conformance pack, separated by commas: accounts ` +
        'without AWS Config, for example. They get the functions all the same. Only for Rollout=ConformancePack.',
      default: '',
      allowedPattern: optionalList(ACCOUNTS),
      constraintDescription:
        `at most ${MAX_ACCOUNTS} account ids separated by commas without spaces, or empty, since a parameter has at most ` +
        '4,096 bytes. To leave out more accounts choose Rollout=StackSet and name the units of the others',
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
        'Only for Rollout=ConformancePack. true: the management account does not get the conformance pack. false: it gets the ' +
        'pack, too; first deploy the account template with ConfigRule=None there.',
      default: 'true',
      allowedValues: ['true', 'false'],
    },
  },
};
