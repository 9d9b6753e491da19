import { CfnCondition, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A condition that an optional value, empty by default, was given. */
export function addGivenCondition(scope: Construct, id: string, value: string): CfnCondition {
  return new CfnCondition(scope, id, { expression: Fn.conditionNot(Fn.conditionEquals(value, '')) });
}
