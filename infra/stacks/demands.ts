import { CfnRule, Fn, type ICfnRuleConditionExpression, type Stack } from 'aws-cdk-lib';
import type { StackParameters } from '../parameters/stack-parameters.ts';

/** Whether a parameter has a value, as an expression of the section `Rules`. */
export type Is = (parameter: string, value: string) => ICfnRuleConditionExpression;

/** What must hold, and what to do if it does not. */
interface Demand {
  /** The demand applies only if this is true. */
  readonly when?: ICfnRuleConditionExpression;
  readonly that: ICfnRuleConditionExpression;
  readonly otherwise: string;
}

/** Demands by the ids of their rules. */
export type Demands = Readonly<Record<string, Demand>>;

/** Adds a rule for each demand: CloudFormation refuses values that break it before it creates anything. */
export function addDemands(
  stack: Stack,
  parameters: StackParameters,
  demandsOf: readonly ((is: Is) => Demands)[],
): void {
  const is: Is = (parameter, value) => Fn.conditionEquals(parameters(parameter).valueAsString, value);
  for (const [id, { when, that, otherwise }] of demandsOf.flatMap((of) => Object.entries(of(is)))) {
    new CfnRule(stack, id, {
      ...(when ? { ruleCondition: when } : {}),
      assertions: [{ assert: that, assertDescription: otherwise }],
    });
  }
}

/** Whether an expression is false. */
export const not = (expression: ICfnRuleConditionExpression) => Fn.conditionNot(expression);
