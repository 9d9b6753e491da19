import { Aws, CfnCondition, CfnResource, Fn, type ICfnConditionExpression } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

/** A statement about the settings: known when the template is made, or known to CloudFormation only. */
export type Fact = boolean | ICfnConditionExpression;

/** Whether a resource exists: known when the template is made, or decided by a condition of the template. */
export type Existence = boolean | CfnCondition;

/** True if all facts are; facts that are known leave no trace in the template. */
export function allOf(...facts: readonly Fact[]): Fact {
  if (facts.includes(false)) return false;
  return combined(facts, true, Fn.conditionAnd);
}

/** True if one of the facts is. */
export function anyOf(...facts: readonly Fact[]): Fact {
  if (facts.includes(true)) return true;
  return combined(facts, false, Fn.conditionOr);
}

function combined(
  facts: readonly Fact[],
  ifEmpty: boolean,
  combine: (...conditions: ICfnConditionExpression[]) => ICfnConditionExpression,
): Fact {
  const [first, ...others] = facts.filter((fact) => typeof fact !== 'boolean');
  if (!first) return ifEmpty;
  return others.length === 0 ? first : combine(first, ...others);
}

/** True if the fact is false. */
export function notSo(fact: Fact): Fact {
  return typeof fact === 'boolean' ? !fact : Fn.conditionNot(fact);
}

/** Gives a fact a name in the template, so that resources can depend on it; a known fact needs none. */
export function addExistence(scope: Construct, id: string, fact: Fact): Existence {
  if (typeof fact === 'boolean' || fact instanceof CfnCondition) return fact;
  return new CfnCondition(scope, id, { expression: fact });
}

/**
 * One of two values, or the intrinsic function that chooses it at the deployment; for `Token.asString` and
 * the like.
 */
export function choose(existence: Existence, then: unknown, otherwise: unknown): unknown {
  if (typeof existence === 'boolean') return existence ? then : otherwise;
  return Fn.conditionIf(existence.logicalId, then, otherwise);
}

/** A value that is left out where the existence is false; for `Token.asString` and the like. */
export function ifExists(existence: Existence, value: unknown): unknown {
  return choose(existence, value, typeof existence === 'boolean' ? undefined : Aws.NO_VALUE);
}

/** Adds a part unless it is known not to exist, and puts its resources under the condition. */
export function addIf<Part extends IConstruct>(existence: Existence, add: () => Part): Part | undefined {
  if (existence === false) return undefined;
  const part = add();
  if (existence !== true) applyCondition(existence, part);
  return part;
}

/** Sets a condition on every resource within a part that has none yet; a narrower condition is set before. */
function applyCondition(condition: CfnCondition, part: IConstruct): void {
  for (const node of part.node.findAll()) {
    if (node instanceof CfnResource) node.cfnOptions.condition ??= condition;
  }
}
