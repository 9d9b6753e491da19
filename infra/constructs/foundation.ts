import { CfnCondition, Fn, type Stack } from 'aws-cdk-lib';
import { minifiedFunctions } from '../code/bundles.ts';
import { addFunctionCode, type FunctionCode } from '../code/function-code.ts';
import type { Settings } from '../settings.ts';
import type { Boundary } from './role.ts';

/** What the parts of a stack have in common. */
export interface Foundation {
  readonly settings: Settings;
  readonly code: FunctionCode;
  readonly boundary: Boundary;
  /** Whether there is a topic to tell. */
  readonly hasTopic: CfnCondition;
  readonly isNearRealTime: CfnCondition;
}

/** Adds to a stack what its parts have in common. */
export function addFoundation(stack: Stack, settings: Settings): Foundation {
  const isGiven = (id: string, parameter: string) =>
    new CfnCondition(stack, id, {
      expression: Fn.conditionNot(Fn.conditionEquals(settings(parameter).valueAsString, '')),
    });
  return {
    settings,
    code: addFunctionCode(stack, minifiedFunctions()),
    boundary: {
      isGiven: isGiven('HasPermissionsBoundary', 'PermissionsBoundaryArn'),
      arn: settings('PermissionsBoundaryArn'),
    },
    hasTopic: isGiven('HasNotificationTopic', 'NotificationTopicArn'),
    isNearRealTime: new CfnCondition(stack, 'IsNearRealTime', {
      expression: Fn.conditionEquals(settings('NearRealTime').valueAsString, 'true'),
    }),
  };
}
