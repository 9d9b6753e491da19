import { CfnCondition, Fn, type Stack } from 'aws-cdk-lib';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import { addGivenCondition } from './given-condition.ts';
import { addBoundary, type Boundary } from './role.ts';

/** The values that all constructs of a stack share. */
export interface StackContext {
  readonly parameters: StackParameters;
  readonly boundary: Boundary;
  /** The condition that a topic for alarms and notifications is given. */
  readonly hasTopic: CfnCondition;
  readonly isNearRealTime: CfnCondition;
}

/** Adds the permissions boundary and the conditions that all constructs of a stack share. */
export function addStackContext(stack: Stack, parameters: StackParameters): StackContext {
  return {
    parameters,
    boundary: addBoundary(stack, parameters),
    hasTopic: addGivenCondition(stack, 'HasTopic', parameters('NotificationTopicArn').valueAsString),
    isNearRealTime: new CfnCondition(stack, 'IsNearRealTime', {
      expression: Fn.conditionEquals(parameters('NearRealTime').valueAsString, 'true'),
    }),
  };
}
