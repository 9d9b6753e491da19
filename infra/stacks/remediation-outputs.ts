import { Fn, type Stack } from 'aws-cdk-lib';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { RemediationFunction } from '../constructs/remediation-function.ts';
import type { StackContext } from '../constructs/stack-context.ts';
import { POLICY } from '../parameters/rule-parameters.ts';
import type { ConsoleLink } from './console-link.ts';
import { addOutput, subReferenceOf } from './output.ts';

/** What the outputs of the remediation refer to. */
interface RemediationOutputs {
  readonly context: StackContext;
  readonly automationRoleArn: string;
}

/**
 * Adds the role of the runbooks, the page of the runbook that deactivates, and the command for its dry run.
 */
export function addRemediationOutputs(
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
  addOutput(stack, 'DryRun', {
    existence,
    description:
      'The command that starts a dry run of the remediation for one user. Replace USER_ID with the unique ' +
      'id of the user (AIDA...). It prints an id: aws ssm get-automation-execution --automation-execution-id ' +
      'ID shows what would happen. Without DryRun=true the runbook deactivates the keys. If a conformance ' +
      'pack brings the rule, give the parameters of the pack.',
    value: dryRun(RUNBOOKS.deactivate.name, `${subReferenceOf(stack, automationRoleArn)}${RULE_PARAMETERS}`),
  });
}

/** The rule's parameters for the dry run, so that it decides as the rule does, written for `Fn::Sub`. */
const RULE_PARAMETERS = Object.keys(POLICY.parameters)
  .map((name) => `,${name}=\${${name}}`)
  .join('');

/** Adds the command for a dry run of the runbook that deletes. */
export function addDeletionOutput(
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

/**
 * The command that starts a dry run of a runbook; `automationRole` is written for `Fn::Sub` and may end with
 * further parameters.
 */
function dryRun(documentName: string, automationRole: string): string {
  return Fn.sub(
    `aws ssm start-automation-execution --region \${AWS::Region} --document-name ${documentName} ` +
      `--parameters DryRun=true,IAMUserId=USER_ID,AutomationAssumeRole=${automationRole}`,
  );
}
