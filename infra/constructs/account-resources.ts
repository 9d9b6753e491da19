import { CfnResource } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { addAlarms } from './alarms.ts';
import { AutomaticDeactivation } from './automatic-deactivation.ts';
import { ConfigRule } from './config-rule.ts';
import { DailyPass, type DailyPassProps } from './daily-pass.ts';
import { Deletion } from './deletion.ts';
import { addIf } from './existence.ts';
import { addLedgerParameter } from './ledger-parameter.ts';
import { LedgerTable } from './ledger-table.ts';
import { NotificationFunction } from './notification-function.ts';
import { addNotifications } from './notifications.ts';
import { Reevaluation } from './reevaluation.ts';
import { RemediationConfiguration } from './remediation-configuration.ts';
import { RemediationFunction } from './remediation-function.ts';
import { Reviewer } from './reviewer.ts';
import { RuleFunction } from './rule-function.ts';
import { Runbooks } from './runbooks.ts';
import { isGiven } from './settings.ts';
import type { StackContext } from './stack-context.ts';

/** The parts of the product in one account; a part that is known not to exist is undefined. */
export interface AccountResources {
  readonly context: StackContext;
  readonly ledger: LedgerTable;
  readonly ruleFunction: RuleFunction;
  readonly remediationFunction: RemediationFunction | undefined;
  readonly runbooks: Runbooks;
  readonly reevaluation: Reevaluation | undefined;
  readonly notification: NotificationFunction | undefined;
  readonly reviewer: Reviewer | undefined;
  readonly rule: ConfigRule | undefined;
  readonly alarms: readonly CfnAlarm[];
}

/** Adds all parts of the product in one account. */
export function addAccountResources(scope: Construct, context: StackContext): AccountResources {
  const { settings, conditions } = context;
  const ledger = new LedgerTable(scope, 'Ledger', context);
  const notify = new Construct(scope, 'Notify');
  const notification = addIf(
    conditions.notifies,
    () => new NotificationFunction(notify, 'Default', { context, ledger }),
  );
  const ruleFunction = new RuleFunction(scope, 'Rule', { context, ledger, notification });
  addIf(conditions.remembers, () => addLedgerParameter(scope, { ledger, after: ruleFunction.resource }));
  const props = { context, ruleFunctionArn: ruleFunction.functionArn, ledger, notification };
  const remediationFunction = addIf(
    conditions.canRemediate,
    () => new RemediationFunction(scope, 'Remediate', props),
  );
  const runbooks = new Runbooks(scope, 'Runbook', conditions);
  if (remediationFunction) addPasses(scope, { context, remediationFunction, notification });
  const reevaluation = addIf(conditions.isNearRealTime, () => new Reevaluation(scope, 'Reevaluation', props));
  const isReviewed = isGiven(settings, 'ReviewerAccountId') !== false;
  const reviewer = isReviewed ? new Reviewer(scope, 'Reviewer', { context, ledger }) : undefined;
  const functions = { ruleFunction, remediationFunction, notification };
  const alarms = addMessages(notify, context, functions);
  const rule = addIf(conditions.createsRule, () => addRule(scope, context, ruleFunction));
  const resources = { context, ledger, ...functions, runbooks, reevaluation, reviewer };
  addRemediation(scope, { ...resources, rule });
  return { ...resources, rule, alarms };
}

function addPasses(scope: Construct, props: DailyPassProps): void {
  new Deletion(scope, 'Delete', props);
  new AutomaticDeactivation(scope, 'Automatic', props);
  addIf(props.context.conditions.canRemediate, () => new DailyPass(scope, 'DailyPass', props));
}

function addRule(
  scope: Construct,
  { settings }: StackContext,
  { functionArn, permission }: RuleFunction,
): ConfigRule {
  return new ConfigRule(scope, 'Compliance', { settings, functionArn, permission });
}

/** Adds the remediation configuration, if there are both a rule and a function that deactivates keys. */
function addRemediation(
  scope: Construct,
  { context, rule, remediationFunction, runbooks }: Omit<AccountResources, 'alarms'>,
): void {
  if (!rule || !remediationFunction) return;
  addIf(
    context.conditions.remediatesRule,
    () =>
      new RemediationConfiguration(scope, 'ComplianceRemediation', {
        settings: context.settings,
        configRuleName: rule.resource.ref,
        documentName: runbooks.documentOf('deactivate').ref,
        automationRoleArn: remediationFunction.automationRoleArn,
      }),
  );
}

/**
 * Adds the alarms, and the messages for users and runbooks, after the rule function: in an account that has
 * the stack already, the function's name is taken, so the creation fails before it could overwrite an alarm
 * or a rule of the other stack.
 */
function addMessages(
  notify: Construct,
  context: StackContext,
  { ruleFunction: { resource }, notification }: Pick<AccountResources, 'ruleFunction' | 'notification'>,
): readonly CfnAlarm[] {
  const alarms = addAlarms(notify, context);
  addNotifications(notify, context, notification);
  for (const node of notify.node.findAll()) {
    if (node instanceof CfnResource) node.addResourceDependency(resource);
  }
  return alarms;
}
