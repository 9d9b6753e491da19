import { CfnOutput, Fn, type Stack } from 'aws-cdk-lib';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { AccountResources } from '../constructs/account-resources.ts';
import type { Existence } from '../constructs/existence.ts';
import type { RemediationFunction } from '../constructs/remediation-function.ts';
import type { StackContext } from '../constructs/stack-context.ts';
import { POLICY } from '../parameters/rule-parameters.ts';
import { addConsole, type ConsoleLink } from './console-link.ts';

/** An output, and whether it exists. */
interface Output {
  readonly existence?: Existence;
  readonly description: string;
  readonly value: string;
}

function addOutput(stack: Stack, id: string, { existence = true, ...output }: Output): void {
  if (existence === false) return;
  new CfnOutput(stack, id, { ...output, ...(existence === true ? {} : { condition: existence }) });
}

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

function addDeletionOutput(
  stack: Stack,
  { conditions }: StackContext,
  { automationRoleArn }: RemediationFunction,
): void {
  addOutput(stack, 'DeletionDryRun', {
    existence: conditions.canDelete,
    description:
      'The command that starts a dry run of the deletion for one user. Replace USER_ID with the unique id ' +
      'of the user (AIDA...). It prints an id: aws ssm get-automation-execution --automation-execution-id ID ' +
      'shows what would be deleted. Without DryRun=true the runbook deletes the keys.',
    value: dryRun(RUNBOOKS.delete.name, subReferenceOf(stack, automationRoleArn)),
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

interface RemediationOutputs {
  readonly context: StackContext;
  readonly automationRoleArn: string;
}

function addRemediationOutputs(
  stack: Stack,
  { context: { conditions }, automationRoleArn }: RemediationOutputs,
  console: ConsoleLink,
): void {
  const existence = conditions.canRemediate;
  addOutput(stack, 'AutomationRoleArn', {
    existence,
    description: 'The role that the runbooks assume: the value of their parameter AutomationAssumeRole.',
    value: automationRoleArn,
  });
  addOutput(stack, 'RunbookConsole', {
    existence,
    description:
      'The runbook that deactivates surplus access keys, in the Systems Manager console. ' +
      `${RUNBOOKS.reactivate.name} undoes it.`,
    value: console(`systems-manager/documents/${RUNBOOKS.deactivate.name}/description`),
  });
  // The dry run gets the rule's parameters, so that it decides as the rule does.
  const policy = Object.keys(POLICY.parameters)
    .map((name) => `,${name}=\${${name}}`)
    .join('');
  addOutput(stack, 'DryRun', {
    existence,
    description:
      'The command that starts a dry run of the remediation for one user. Replace USER_ID with the unique ' +
      'id of the user (AIDA...). It prints an id: aws ssm get-automation-execution --automation-execution-id ' +
      'ID shows what would happen. Without DryRun=true the runbook deactivates the keys. If a conformance ' +
      'pack brings the rule, give the parameters of the pack.',
    value: dryRun(RUNBOOKS.deactivate.name, `${subReferenceOf(stack, automationRoleArn)}${policy}`),
  });
}

/**
 * The command that starts a dry run of a runbook; `automationRole` is written for `Fn::Sub` and may end with further
 * parameters.
 */
function dryRun(documentName: string, automationRole: string): string {
  return Fn.sub(
    `aws ssm start-automation-execution --region \${AWS::Region} --document-name ${documentName} ` +
      `--parameters DryRun=true,IAMUserId=USER_ID,AutomationAssumeRole=${automationRole}`,
  );
}

/** A reference to a resource or to its attribute, as the text of `Fn::Sub` has it. */
function subReferenceOf(stack: Stack, reference: string): string {
  const { Ref, 'Fn::GetAtt': path = [Ref] } = stack.resolve(reference);
  return `\${${path.join('.')}}`;
}
