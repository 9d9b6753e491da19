import { AUTOMATIC, CONFIG_RULE, DELETION, NEAR_REAL_TIME, REMEDIATION } from './capability-parameters.ts';
import { OPERATION } from './operation-parameters.ts';
import { mergeGroups } from './parameter-group.ts';
import { REVIEWER } from './reviewer-parameters.ts';
import { EVALUATION, POLICY } from './rule-parameters.ts';

/**
 * The groups of the account template's parameters; the props of the construct `OneActiveKey` have the same
 * bounds and defaults.
 */
export const ACCOUNT_GROUPS = [
  POLICY,
  mergeGroups(EVALUATION, mergeGroups(CONFIG_RULE, NEAR_REAL_TIME)),
  mergeGroups(REMEDIATION, AUTOMATIC),
  DELETION,
  OPERATION,
  REVIEWER,
];
