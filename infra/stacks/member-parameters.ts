import type { ParameterGroup } from '../parameters/parameter-group.ts';
import { ACCOUNT_GROUPS } from './account-stack.ts';

/** The parameters of the account template that the organization's stack does not have, with the reason. */
export const NOT_OF_THE_ORGANIZATION: Readonly<Record<string, string>> = {
  ConfigRule: 'Rollout decides which of the two brings the rule.',
  ExistingLedgerTable: 'A table belongs to one account.',
  Alarms: 'A member has alarms only if somebody hears them: the value is always WithTopic.',
};

/** The groups of the account template's parameters whose values the organization's stack takes, for all accounts. */
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

/** Whether the account template has a parameter. */
export function isAccountParameter(name: string): boolean {
  return ACCOUNT_GROUPS.some(({ parameters }) => name in parameters);
}
