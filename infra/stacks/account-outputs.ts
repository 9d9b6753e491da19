import { CfnOutput, Fn, type Stack } from 'aws-cdk-lib';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { LedgerTable } from '../constructs/ledger-table.ts';
import type { Reevaluation } from '../constructs/reevaluation.ts';
import type { RemediationFunction } from '../constructs/remediation-function.ts';
import type { Reviewer } from '../constructs/reviewer.ts';
import type { RuleFunction } from '../constructs/rule-function.ts';
import type { StackContext } from '../constructs/stack-context.ts';
import { POLICY } from '../parameters/rule-parameters.ts';
import { addConsole, type ConsoleLink } from './console-link.ts';

/** The resources to which the outputs of the account stack refer. */
export interface AccountOutputs {
  readonly context: StackContext;
  readonly ruleFunction: RuleFunction;
  readonly remediationFunction: RemediationFunction;
  readonly reevaluation: Reevaluation;
  readonly ledger: LedgerTable;
  readonly reviewer: Reviewer;
  readonly configRuleName: string;
}

/** Adds the outputs of the account stack; an output of a capability that is switched off does not exist. */
export function addAccountOutputs(stack: Stack, outputs: AccountOutputs): void {
  const console = addConsole(stack);
  addRuleOutputs(stack, outputs, console);
  addRemediationOutputs(stack, outputs, console);
  addLogOutputs(stack, outputs);
  new CfnOutput(stack, 'DeletionDryRun', {
    condition: outputs.context.conditions.canDelete,
    description:
      'The command that shows which access keys of one user would be deleted. Replace USER_ID with the ' +
      'unique id of the user (AIDA...). Without DryRun=true the runbook deletes the keys.',
    value: dryRun(RUNBOOKS.delete.name, subReferenceOf(stack, outputs.remediationFunction.automationRoleArn)),
  });
  new CfnOutput(stack, 'ReviewerRoleArn', {
    condition: outputs.reviewer.condition,
    description: 'The role that reviewers assume, for the role_arn of a profile. It only reads.',
    value: outputs.reviewer.roleArn,
  });
}

function addRuleOutputs(
  stack: Stack,
  { context: { conditions }, ruleFunction, configRuleName }: AccountOutputs,
  console: ConsoleLink,
): void {
  const condition = conditions.createsRule;
  new CfnOutput(stack, 'RuleFunctionArn', {
    description: 'The function that the rule invokes.',
    value: ruleFunction.functionArn,
  });
  new CfnOutput(stack, 'ConfigRuleName', {
    condition,
    description: 'The name of the rule in AWS Config.',
    value: configRuleName,
  });
  new CfnOutput(stack, 'ComplianceDashboard', {
    condition,
    description:
      'The rule in the AWS Config console. It lists the users with more than one active access key and has ' +
      'the button Remediate.',
    value: console('config/home', '#/rules/details?configRuleName=', configRuleName),
  });
  new CfnOutput(stack, 'Evaluate', {
    condition,
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
  { context: { conditions }, ruleFunction, remediationFunction, reevaluation, ledger }: AccountOutputs,
): void {
  new CfnOutput(stack, 'RuleLog', {
    description: 'The log group of the rule function.',
    value: ruleFunction.logGroupName,
  });
  new CfnOutput(stack, 'LedgerTable', {
    condition: conditions.remembers,
    description:
      'The table in which One Active Key remembers what it did. It stays when the stack is deleted.',
    value: ledger.tableName,
  });
  new CfnOutput(stack, 'RemediationLog', {
    condition: conditions.canRemediate,
    description: 'The log group of the remediation function, which contains the receipts.',
    value: remediationFunction.logGroupName,
  });
  new CfnOutput(stack, 'ReevaluationLog', {
    condition: conditions.isNearRealTime,
    description: 'The log group of the re-evaluation function.',
    value: reevaluation.logGroupName,
  });
}

function addRemediationOutputs(
  stack: Stack,
  { context: { conditions }, remediationFunction: { automationRoleArn } }: AccountOutputs,
  console: ConsoleLink,
): void {
  const condition = conditions.canRemediate;
  new CfnOutput(stack, 'AutomationRoleArn', {
    condition,
    description: 'The role that the runbooks assume: the value of their parameter AutomationAssumeRole.',
    value: automationRoleArn,
  });
  new CfnOutput(stack, 'RunbookConsole', {
    condition,
    description:
      'The runbook that deactivates surplus access keys, in the Systems Manager console. ' +
      `${RUNBOOKS.reactivate.name} undoes it.`,
    value: console(`systems-manager/documents/${RUNBOOKS.deactivate.name}/description`),
  });
  // The dry run gets the rule's parameters, so that it decides as the rule does.
  const policy = Object.keys(POLICY.parameters)
    .map((name) => `,${name}=\${${name}}`)
    .join('');
  new CfnOutput(stack, 'DryRun', {
    condition,
    description:
      'The command that shows what the remediation would do for one user. Replace USER_ID with the unique ' +
      'id of the user (AIDA...). Without DryRun=true the runbook deactivates the keys. If a conformance ' +
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
