import { Fn, type Stack } from 'aws-cdk-lib';
import type { AccountResources } from '../constructs/account-resources.ts';
import type { Existence } from '../constructs/existence.ts';
import { addConsole, type ConsoleLink } from './console-link.ts';
import { addOutput, type Output, subReferenceOf } from './output.ts';
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
  addOutput(stack, 'RuleFunctionArn', {
    description: 'The function that the rule invokes.',
    value: ruleFunction.functionArn,
  });
  if (!rule) return;
  const existence = conditions.createsRule;
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
  addEvaluateOutput(stack, existence, configRuleName);
}

function addEvaluateOutput(stack: Stack, existence: Existence, configRuleName: string): void {
  addOutput(stack, 'Evaluate', {
    existence,
    description: 'The command that evaluates all users now. AWS Config accepts it at most once a minute.',
    value: Fn.sub(
      `aws configservice start-config-rules-evaluation --region \${AWS::Region} --config-rule-names ` +
        `${subReferenceOf(stack, configRuleName)}`,
    ),
  });
}

/** Adds the names of the log groups and of the table, which CloudFormation generates. */
function addLogOutputs(stack: Stack, resources: AccountResources): void {
  const { context, ruleFunction, remediationFunction, reevaluation, notification } = resources;
  const { notifies, canRemediate, isNearRealTime } = context.conditions;
  addLogOutput(stack, 'NotificationLog', {
    existence: notifies,
    description: 'The log group of the notification function.',
    logger: notification,
  });
  addLogOutput(stack, 'RuleLog', {
    description: 'The log group of the rule function.',
    logger: ruleFunction,
  });
  addLedgerOutput(stack, resources);
  addLogOutput(stack, 'RemediationLog', {
    existence: canRemediate,
    description: 'The log group of the remediation function, which contains the receipts.',
    logger: remediationFunction,
  });
  addLogOutput(stack, 'ReevaluationLog', {
    existence: isNearRealTime,
    description: 'The log group of the re-evaluation function.',
    logger: reevaluation,
  });
}

/** The output of a log group; `logger` is undefined if the stack never has the function that writes to it. */
interface LogOutput extends Omit<Output, 'value'> {
  readonly logger: { readonly logGroupName: string } | undefined;
}

function addLogOutput(stack: Stack, id: string, { logger, ...output }: LogOutput): void {
  if (logger) addOutput(stack, id, { ...output, value: logger.logGroupName });
}

function addLedgerOutput(stack: Stack, { context: { conditions }, ledger }: AccountResources): void {
  addOutput(stack, 'LedgerTable', {
    existence: conditions.remembers,
    description:
      'The table in which One Active Key remembers what it did. It stays when the stack is deleted.',
    value: ledger.tableName,
  });
}
