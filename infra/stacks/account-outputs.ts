import { Fn, type Stack } from 'aws-cdk-lib';
import type { AccountResources } from '../constructs/account-resources.ts';
import { addConsole, type ConsoleLink } from './console-link.ts';
import { addOutput, subReferenceOf } from './output.ts';
import { addDeletionOutput, addRemediationOutputs } from './remediation-outputs.ts';

/** Adds the outputs of the account stack; an output of a capability that is switched off does not exist. */
export function addAccountOutputs(stack: Stack, resources: AccountResources): void {
  const { remediationFunction, reviewer, context } = resources;
  const console = addConsole(stack);
  addRuleOutputs(stack, resources, console);
  if (remediationFunction)
    addRemediationOutputs(
      stack,
      { context, automationRoleArn: remediationFunction.automationRoleArn },
      console,
    );
  addLogOutputs(stack, resources);
  if (remediationFunction) addDeletionOutput(stack, context, remediationFunction);
  if (!reviewer) return;
  addOutput(stack, 'ReviewerRoleArn', {
    existence: reviewer.existence,
    description: 'The role that reviewers assume, for the role_arn of a profile. It only reads.',
    value: reviewer.roleArn,
  });
}

function addRuleOutputs(
  stack: Stack,
  { context: { conditions }, ruleFunction, rule }: AccountResources,
  console: ConsoleLink,
): void {
  const existence = conditions.createsRule;
  addOutput(stack, 'RuleFunctionArn', {
    description: 'The function that the rule invokes.',
    value: ruleFunction.functionArn,
  });
  if (!rule) return;
  const configRuleName = rule.resource.ref;
  addOutput(stack, 'ConfigRuleName', {
    existence,
    description: 'The name of the rule in AWS Config.',
    value: configRuleName,
  });
  addOutput(stack, 'ComplianceDashboard', {
    existence,
    description:
      'The rule in the AWS Config console. It lists the users with more than one active access key and has ' +
      'the button Remediate.',
    value: console('config/home', '#/rules/details?configRuleName=', configRuleName),
  });
  addOutput(stack, 'Evaluate', {
    existence,
    description: 'The command that evaluates all users now. AWS Config accepts it at most once a minute.',
    value: Fn.sub(
      `aws configservice start-config-rules-evaluation --region \${AWS::Region} --config-rule-names ` +
        `${subReferenceOf(stack, configRuleName)}`,
    ),
  });
}

/** The names of the log groups, which CloudFormation generates. */
function addLogOutputs(
  stack: Stack,
  { context: { conditions }, ledger, ...functions }: AccountResources,
): void {
  const { ruleFunction, remediationFunction, reevaluation, notification } = functions;
  if (notification) {
    addOutput(stack, 'NotificationLog', {
      existence: conditions.notifies,
      description: 'The log group of the notification function.',
      value: notification.logGroupName,
    });
  }
  addOutput(stack, 'RuleLog', {
    description: 'The log group of the rule function.',
    value: ruleFunction.logGroupName,
  });
  addOutput(stack, 'LedgerTable', {
    existence: conditions.remembers,
    description:
      'The table in which One Active Key remembers what it did. It stays when the stack is deleted.',
    value: ledger.tableName,
  });
  if (remediationFunction) {
    addOutput(stack, 'RemediationLog', {
      existence: conditions.canRemediate,
      description: 'The log group of the remediation function, which contains the receipts.',
      value: remediationFunction.logGroupName,
    });
  }
  if (!reevaluation) return;
  addOutput(stack, 'ReevaluationLog', {
    existence: conditions.isNearRealTime,
    description: 'The log group of the re-evaluation function.',
    value: reevaluation.logGroupName,
  });
}
