import type { Stack } from 'aws-cdk-lib';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import { addConditions, type Conditions } from './conditions.ts';
import { addBoundary, type Boundary } from './role.ts';

/** The values that all constructs of the account stack share. */
export interface StackContext {
  readonly parameters: StackParameters;
  readonly boundary: Boundary;
  readonly conditions: Conditions;
}

/** Adds the permissions boundary and the conditions that all constructs of the account stack share. */
export function addStackContext(stack: Stack, parameters: StackParameters): StackContext {
  return {
    parameters,
    boundary: addBoundary(stack, parameters),
    conditions: addConditions(stack, parameters),
  };
}
