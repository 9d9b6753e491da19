import { ACCOUNT_GROUPS } from '../parameters/account-parameters.ts';
import type { ParameterGroup } from '../parameters/parameter-group.ts';

/** A parameter of the account template that the organization's stack does not have. */
interface NotOfTheOrganization {
  readonly reason: string;
  /** The value for all members; absent if the rollout decides. */
  readonly value?: string;
}

const NOT_OF_THE_ORGANIZATION: Readonly<Record<string, NotOfTheOrganization>> = {
  ConfigRule: { reason: 'Rollout decides which of the two brings the rule.' },
  // A StackSet must have a value before the stack of one account can get another one (CloudFormation User
  // Guide, "Override parameter values on stacks within your CloudFormation StackSet").
  ExistingLedgerTable: { reason: 'A table belongs to one account.', value: '' },
  Alarms: { reason: 'A member has alarms only if somebody hears them.', value: 'WithTopic' },
};

/**
 * The groups of the account template's parameters whose values the organization's stack takes, for all
 * accounts.
 */
export const MEMBER_GROUPS: readonly ParameterGroup[] = ACCOUNT_GROUPS.map(({ label, parameters }) => ({
  label,
  parameters: Object.fromEntries(
    Object.entries(parameters).filter(([name]) => !(name in NOT_OF_THE_ORGANIZATION)),
  ),
}));

/** The names of the parameters whose values the StackSet passes to the account template. */
export const PASSED_PARAMETERS: readonly string[] = MEMBER_GROUPS.flatMap(({ parameters }) =>
  Object.keys(parameters),
);

/** The values of the account template's other parameters that are the same for every rollout, by name. */
export const FIXED_VALUES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(NOT_OF_THE_ORGANIZATION).flatMap(([name, { value }]) =>
    value === undefined ? [] : [[name, value]],
  ),
);
