import { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { addAlarms } from '../constructs/alarms.ts';
import { applyCondition } from '../constructs/apply-condition.ts';
import { ConfigRule } from '../constructs/config-rule.ts';
import { DailyPass } from '../constructs/daily-pass.ts';
import { Deletion } from '../constructs/deletion.ts';
import { addLedgerParameter } from '../constructs/ledger-parameter.ts';
import { LedgerTable } from '../constructs/ledger-table.ts';
import { addNotifications } from '../constructs/notifications.ts';
import { Reevaluation } from '../constructs/reevaluation.ts';
import { RemediationConfiguration } from '../constructs/remediation-configuration.ts';
import { RemediationFunction } from '../constructs/remediation-function.ts';
import { Reviewer } from '../constructs/reviewer.ts';
import { RuleFunction } from '../constructs/rule-function.ts';
import { Runbooks } from '../constructs/runbooks.ts';
import { addStackContext, type StackContext } from '../constructs/stack-context.ts';
import { CONFIG_RULE, DELETION, NEAR_REAL_TIME, REMEDIATION } from '../parameters/capability-parameters.ts';
import { OPERATION } from '../parameters/operation-parameters.ts';
import { mergeGroups } from '../parameters/parameter-group.ts';
import { REVIEWER } from '../parameters/reviewer-parameters.ts';
import { EVALUATION, POLICY } from '../parameters/rule-parameters.ts';
import { addParameters } from '../parameters/stack-parameters.ts';
import { addAccountOutputs } from './account-outputs.ts';
import { addParameterRules } from './parameter-rules.ts';
import { PlainStack } from './plain-stack.ts';
import { addRegionRule } from './region-rule.ts';
import { templateDescription } from './template-description.ts';

const DESCRIPTION =
  'AWS Config rule that reports every IAM user with more than one active access key, and, if chosen, its ' +
  'remediation, which deactivates the surplus keys, never the last active one, and can be undone.';

/** The groups of the account template's parameters. */
export const ACCOUNT_GROUPS = [
  POLICY,
  mergeGroups(EVALUATION, mergeGroups(CONFIG_RULE, NEAR_REAL_TIME)),
  REMEDIATION,
  DELETION,
  OPERATION,
  REVIEWER,
];

/** The stack `OneActiveKey`: all capabilities for one account; what a parameter switches off does not exist. */
export class AccountStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, templateDescription(DESCRIPTION));
    const parameters = addParameters(this, ACCOUNT_GROUPS);
    addParameterRules(this, parameters);
    addRegionRule(this);
    const context = addStackContext(this, parameters);
    const ledger = new LedgerTable(this, 'Ledger', context);
    const ruleFunction = new RuleFunction(this, 'Rule', { context, ledger });
    addLedgerParameter(this, { ledger, conditions: context.conditions, after: ruleFunction.resource });
    const reference = { context, ruleFunctionArn: ruleFunction.functionArn };
    const remediationFunction = new RemediationFunction(this, 'Remediate', { ...reference, ledger });
    const runbooks = new Runbooks(this, 'Runbook', context.conditions);
    new Deletion(this, 'Delete', { context, remediationFunction });
    new DailyPass(this, 'DailyPass', { context, remediationFunction });
    const reevaluation = new Reevaluation(this, 'Reevaluation', { ...reference, ledger });
    const reviewer = new Reviewer(this, 'Reviewer', { context, ledger });
    addMessages(new Construct(this, 'Notify'), context, ruleFunction);
    const rule = this.addRule(context, ruleFunction, { remediationFunction, runbooks });
    addAccountOutputs(this, {
      context,
      ruleFunction,
      remediationFunction,
      reevaluation,
      ledger,
      reviewer,
      configRuleName: rule.resource.ref,
    });
  }

  private addRule(
    context: StackContext,
    { functionArn, permission }: RuleFunction,
    {
      remediationFunction,
      runbooks,
    }: { readonly remediationFunction: RemediationFunction; readonly runbooks: Runbooks },
  ): ConfigRule {
    const { parameters, conditions } = context;
    const rule = new ConfigRule(this, 'Compliance', { parameters, functionArn, permission });
    applyCondition(conditions.createsRule, rule);
    new RemediationConfiguration(this, 'ComplianceRemediation', {
      parameters,
      configRuleName: rule.resource.ref,
      documentName: runbooks.documentOf('deactivate').ref,
      automationRoleArn: remediationFunction.automationRoleArn,
      condition: conditions.remediatesRule,
    });
    return rule;
  }
}

/**
 * Adds the alarms, and the messages for users and runbooks, after the rule function: in an account that has the stack already,
 * the function's name is taken, so the creation fails before it could overwrite an alarm or a rule of the other stack.
 */
function addMessages(notify: Construct, context: StackContext, { resource }: RuleFunction): void {
  addAlarms(notify, context);
  addNotifications(notify, context);
  for (const node of notify.node.findAll()) {
    if (node instanceof CfnResource) node.addResourceDependency(resource);
  }
}
