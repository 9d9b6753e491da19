import { Aws, type CfnCondition, type CfnStackSet, Fn, type Stack, Token } from 'aws-cdk-lib';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import { addGivenCondition } from './given-condition.ts';

/** The accounts to which the StackSets deploy. */
export interface RolloutTargets {
  /** Only some accounts of the root or of the units are meant. */
  readonly hasFilter: CfnCondition;
  /** The stacks in one Region of each account. */
  stacksIn(region: string): CfnStackSet.StackInstancesProperty[];
}

/**
 * Adds the conditions by which the root or the units, and a filter of accounts, become the targets of the
 * StackSets.
 */
export function addRolloutTargets(stack: Stack, parameters: StackParameters): RolloutTargets {
  const value = (name: string) => parameters(name).valueAsString;
  const listOf = (name: string) => Fn.split(',', value(name));
  const hasUnits = addGivenCondition(stack, 'HasUnits', value('OrganizationalUnitIds'));
  const hasRoot = addGivenCondition(stack, 'HasRoot', value('RootId'));
  const hasFilter = addGivenCondition(stack, 'HasAccountFilter', value('Accounts'));
  const ifGiven = (condition: CfnCondition, target: unknown) =>
    Fn.conditionIf(condition.logicalId, target, Aws.NO_VALUE);
  const deploymentTargets = {
    organizationalUnitIds: Token.asList(
      // A rule of the template sees to it that one of the two is given.
      Fn.conditionIf(
        hasUnits.logicalId,
        listOf('OrganizationalUnitIds'),
        ifGiven(hasRoot, [value('RootId')]),
      ),
    ),
    accountFilterType: Token.asString(ifGiven(hasFilter, value('AccountFilterType'))),
    accounts: Token.asList(ifGiven(hasFilter, listOf('Accounts'))),
  };
  return { hasFilter, stacksIn: (region) => [{ deploymentTargets, regions: [region] }] };
}
