import { Aws, CfnOutput, Fn, type Stack } from 'aws-cdk-lib';
import { NAMES } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { AccountResources } from '../constructs/account-resources.ts';
import { POLICY } from '../parameters/parameters.ts';
import { addConsole, type ConsoleLink } from './console-link.ts';

/** Adds the outputs of a stack that contains the rule. */
export function addAccountOutputs(stack: Stack, resources: AccountResources, configRuleName: string): void {
  const console = addConsole(stack);
  new CfnOutput(stack, 'ConfigRuleName', {
    description: 'The name of the rule in AWS Config.',
    value: configRuleName,
  });
  new CfnOutput(stack, 'ComplianceDashboard', {
    description:
      'The rule in the AWS Config console. It lists the users with more than one active access key and has the button Remediate.',
    value: console('config/home', '#/rules/details?configRuleName=', configRuleName),
  });
  new CfnOutput(stack, 'Evaluate', {
    description: 'The command that evaluates all users now. AWS Config accepts it at most once a minute.',
    value: Fn.sub(
      `aws configservice start-config-rules-evaluation --region \${AWS::Region} --config-rule-names ${subReferenceOf(stack, configRuleName)}`,
    ),
  });
  addRunbookOutputs(stack, resources, console);
  // The dry run gets the rule's parameters, so that it decides as the rule does.
  const policy = Object.keys(POLICY.parameters)
    .map((name) => `,${name}=\${${name}}`)
    .join('');
  addDryRun(stack, resources, { policy });
}

/** Adds the outputs of a stack whose rule is in a conformance pack. */
export function addMemberOutputs(stack: Stack, resources: AccountResources): void {
  new CfnOutput(stack, 'RuleFunctionArn', {
    description: 'The function that the rule of the conformance pack invokes.',
    value: resources.ruleFunction.functionArn,
  });
  addRunbookOutputs(stack, resources, addConsole(stack));
  addDryRun(stack, resources, {
    hint: ' Add the parameters of the conformance pack that differ from the defaults.',
  });
}

/** Adds the outputs of the deletion stack. */
export function addDeletionOutputs(stack: Stack): void {
  new CfnOutput(stack, 'DryRun', {
    description:
      'The command that shows which access keys of one user would be deleted. Replace USER_ID with the unique id of the user (AIDA...). Without DryRun=true the runbook deletes the keys.',
    value: dryRun(
      RUNBOOKS.delete.name,
      `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${NAMES.automationRole}`,
    ),
  });
}

/** Adds the outputs of an organization's stack: the commands that show the status of the deployment in each account. */
export function addOrganizationOutputs(stack: Stack, { pack, stackSet }: OrganizationOutputs): void {
  const region = Aws.REGION;
  new CfnOutput(stack, 'MemberStatus', {
    description:
      'The command that lists the accounts with the functions, and the accounts in which the deployment failed. A delegated administrator adds --call-as DELEGATED_ADMIN.',
    value: Fn.join('', [
      'aws cloudformation list-stack-instances --region ',
      region,
      ' --stack-set-name ',
      stackSet,
    ]),
  });
  new CfnOutput(stack, 'PackStatus', {
    description:
      'The command that lists the accounts with the conformance pack, and the accounts in which the deployment failed.',
    value: Fn.join('', [
      'aws configservice get-organization-conformance-pack-detailed-status --region ',
      region,
      ' --organization-conformance-pack-name ',
      pack,
    ]),
  });
}

/** The names of the conformance pack and of the StackSet. */
export interface OrganizationOutputs {
  readonly pack: string;
  readonly stackSet: string;
}

/** What the output of the dry run contains besides the command. */
interface DryRunOptions {
  /** The parameters of the policy, for `Fn::Sub`; empty by default. */
  readonly policy?: string;
  /** A further sentence of the description; empty by default. */
  readonly hint?: string;
}

/** Adds the command that shows what the remediation would do. */
function addDryRun(
  stack: Stack,
  { remediationFunction: { automationRoleArn } }: AccountResources,
  { policy = '', hint = '' }: DryRunOptions,
): void {
  new CfnOutput(stack, 'DryRun', {
    description: `The command that shows what the remediation would do for one user. Replace USER_ID with the unique id of the user (AIDA...). Without DryRun=true the runbook deactivates the keys.${hint}`,
    value: dryRun(RUNBOOKS.deactivate.name, `${subReferenceOf(stack, automationRoleArn)}${policy}`),
  });
}

function addRunbookOutputs(stack: Stack, resources: AccountResources, console: ConsoleLink): void {
  new CfnOutput(stack, 'AutomationRoleArn', {
    description: 'The role that the runbooks assume: the value of their parameter AutomationAssumeRole.',
    value: resources.remediationFunction.automationRoleArn,
  });
  new CfnOutput(stack, 'RunbookConsole', {
    description: `The runbook that deactivates surplus access keys, in the Systems Manager console. ${RUNBOOKS.reactivate.name} undoes it.`,
    value: console(`systems-manager/documents/${RUNBOOKS.deactivate.name}/description`),
  });
}

/**
 * The command that starts a dry run of a runbook; `automationRole` is written for `Fn::Sub` and may end with further
 * parameters.
 */
function dryRun(documentName: string, automationRole: string): string {
  return Fn.sub(
    `aws ssm start-automation-execution --region \${AWS::Region} --document-name ${documentName} --parameters DryRun=true,IAMUserId=USER_ID,AutomationAssumeRole=${automationRole}`,
  );
}

/** A reference to a resource or to its attribute, as the text of `Fn::Sub` has it. */
function subReferenceOf(stack: Stack, reference: string): string {
  const { Ref, 'Fn::GetAtt': path = [Ref] } = stack.resolve(reference);
  return `\${${path.join('.')}}`;
}
