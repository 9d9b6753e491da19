import { Construct } from 'constructs';
import { addAlarms } from './alarms.ts';
import { addNotifications } from './notifications.ts';
import { Reevaluation } from './reevaluation.ts';
import { RemediationFunction } from './remediation-function.ts';
import { RuleFunction } from './rule-function.ts';
import { Runbooks } from './runbooks.ts';
import type { StackContext } from './stack-context.ts';

/** The resources that every account needs; its Config rule is in the same stack or in a conformance pack. */
export interface AccountResources {
  readonly ruleFunction: RuleFunction;
  readonly remediationFunction: RemediationFunction;
  readonly runbooks: Runbooks;
}

/** Adds the functions, their roles, the runbooks, the re-evaluation after a change, the alarms and the notifications. */
export function addAccountResources(scope: Construct, context: StackContext): AccountResources {
  const ruleFunction = new RuleFunction(scope, 'Rule', context);
  const reference = { context, ruleFunctionArn: ruleFunction.functionArn };
  const remediationFunction = new RemediationFunction(scope, 'Remediation', reference);
  const runbooks = new Runbooks(scope, 'Runbook', ['deactivate', 'reactivate']);
  new Reevaluation(scope, 'Reevaluation', reference);
  const notify = new Construct(scope, 'Notify');
  addAlarms(notify, context);
  addNotifications(notify, context);
  return { ruleFunction, remediationFunction, runbooks };
}
