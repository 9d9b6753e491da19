import { CfnCondition, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Adds a condition that is true if an optional parameter, which is empty by default, was given. */
export function addGivenCondition(scope: Construct, id: string, value: string): CfnCondition {
  return new CfnCondition(scope, id, { expression: Fn.conditionNot(Fn.conditionEquals(value, '')) });
}
