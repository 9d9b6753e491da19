import { Construct } from 'constructs';
import { addAlarms } from './alarms.ts';
import type { Foundation } from './foundation.ts';
import { addNotifications } from './notifications.ts';
import { Reevaluation } from './reevaluation.ts';
import { RemediationFunction } from './remediation-function.ts';
import { RuleFunction } from './rule-function.ts';
import { Runbooks } from './runbooks.ts';

/** What an account needs whether its Config rule comes with the same stack or with a conformance pack. */
export interface AccountParts {
  readonly ruleFunction: RuleFunction;
  readonly remediationFunction: RemediationFunction;
  readonly runbooks: Runbooks;
}

/** Adds functions, roles, runbooks, the trigger and the alarms. */
export function addAccountParts(scope: Construct, foundation: Foundation): AccountParts {
  const ruleFunction = new RuleFunction(scope, 'Rule', foundation);
  const { functionArn } = ruleFunction;
  const remediationFunction = new RemediationFunction(scope, 'Remediation', foundation, functionArn);
  const runbooks = new Runbooks(scope, 'Runbook', ['deactivate', 'reactivate']);
  new Reevaluation(scope, 'Reevaluation', foundation, functionArn);
  const notify = new Construct(scope, 'Notify');
  addAlarms(notify, foundation);
  addNotifications(notify, foundation);
  return { ruleFunction, remediationFunction, runbooks };
}
