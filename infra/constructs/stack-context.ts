import { CfnCondition, Fn, type Stack } from 'aws-cdk-lib';
import { addFunctionCode, type FunctionCode } from '../code/function-code.ts';
import type { Settings } from '../settings.ts';
import { isGiven } from './is-given.ts';
import { addBoundary, type Boundary } from './role.ts';

/** What all constructs of a stack share. */
export interface StackContext {
  readonly settings: Settings;
  readonly code: FunctionCode;
  readonly boundary: Boundary;
  /** Whether a topic for messages was given. */
  readonly hasTopic: CfnCondition;
  readonly isNearRealTime: CfnCondition;
}

/** Adds to a stack what all its constructs share. */
export function addStackContext(stack: Stack, settings: Settings): StackContext {
  return {
    settings,
    code: addFunctionCode(stack),
    boundary: addBoundary(stack, settings),
    hasTopic: isGiven(stack, 'HasTopic', settings('NotificationTopicArn').valueAsString),
    isNearRealTime: new CfnCondition(stack, 'IsNearRealTime', {
      expression: Fn.conditionEquals(settings('NearRealTime').valueAsString, 'true'),
    }),
  };
}
