import { CfnCondition, Fn, type Stack } from 'aws-cdk-lib';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import { addTopicConditions, type TopicConditions } from './topic-conditions.ts';

/** The conditions under which the capabilities of a stack exist. */
export interface Conditions extends TopicConditions {
  /** The stack has the Config rule; otherwise a conformance pack brings it. */
  readonly createsRule: CfnCondition;
  /** Keys can be deactivated and reactivated. */
  readonly canRemediate: CfnCondition;
  /** The stack's own rule has a remediation configuration. */
  readonly remediatesRule: CfnCondition;
  /** Deactivated keys can be deleted. */
  readonly canDelete: CfnCondition;
  /** Deactivated keys are deleted once a day, after their soak. */
  readonly deletesDaily: CfnCondition;
  /** A change of a key or of a tag starts an evaluation. */
  readonly isNearRealTime: CfnCondition;
  /** Something is to be remembered: there is a ledger. */
  readonly remembers: CfnCondition;
  /** There is a ledger, and a key of the customer that encrypts it. */
  readonly remembersWithKey: CfnCondition;
  /** There is a key of the customer that encrypts the ledger, and a function that deactivates keys. */
  readonly remediatesWithKey: CfnCondition;
  /** There is a key of the customer that encrypts the ledger, and a re-evaluation. */
  readonly reevaluatesWithKey: CfnCondition;
}

/** Adds one condition per capability, from the parameters that switch it on. */
export function addConditions(
  stack: Stack,
  parameters: StackParameters,
  hasKmsKey: CfnCondition,
): Conditions {
  const is = (name: string, value: string) => Fn.conditionEquals(parameters(name).valueAsString, value);
  const add = (id: string, expression: ReturnType<typeof Fn.conditionNot>) =>
    new CfnCondition(stack, id, { expression });
  const createsRule = add('CreatesRule', is('ConfigRule', 'Create'));
  const canRemediate = add('CanRemediate', Fn.conditionNot(is('Remediation', 'None')));
  const deletesDaily = add('DeletesDaily', is('Deletion', 'Daily'));
  const isNearRealTime = add('IsNearRealTime', is('NearRealTime', 'true'));
  const remembers = add('Remembers', Fn.conditionOr(canRemediate, isNearRealTime));
  return {
    createsRule,
    canRemediate,
    remediatesRule: add('RemediatesRule', Fn.conditionAnd(createsRule, canRemediate)),
    canDelete: add('CanDelete', Fn.conditionNot(is('Deletion', 'None'))),
    deletesDaily,
    isNearRealTime,
    remembers,
    remembersWithKey: add('RemembersWithKey', Fn.conditionAnd(hasKmsKey, remembers)),
    remediatesWithKey: add('RemediatesWithKey', Fn.conditionAnd(hasKmsKey, canRemediate)),
    reevaluatesWithKey: add('ReevaluatesWithKey', Fn.conditionAnd(hasKmsKey, isNearRealTime)),
    ...addTopicConditions(stack, parameters, { canRemediate, isNearRealTime }),
  };
}
