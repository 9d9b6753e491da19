import { Aws, CfnCondition, CfnOutput, Fn, type Stack } from 'aws-cdk-lib';
import { NAMES } from '../product/names.ts';
import { RUNBOOKS } from '../product/runbooks.ts';
import type { AccountResources } from './constructs/account-resources.ts';
import { POLICY } from './parameters.ts';

/** Adds the outputs of a stack with a rule of its own. */
export function addAccountOutputs(stack: Stack, resources: AccountResources, configRuleName: string): void {
  const console = addConsole(stack);
  output(stack, 'ConfigRuleName', 'The rule on the compliance dashboard.', configRuleName);
  output(
    stack,
    'ComplianceDashboard',
    'The rule in the AWS Config console, with the users that have more than one active access key, and the button Remediate.',
    console('config/home', '#/rules/details?configRuleName=', configRuleName),
  );
  output(
    stack,
    'Evaluate',
    'Evaluates all users now; at most once a minute.',
    Fn.sub(
      `aws configservice start-config-rules-evaluation --region \${AWS::Region} --config-rule-names ${subReferenceOf(stack, configRuleName)}`,
    ),
  );
  addRunbookOutputs(stack, resources, console);
  // With the parameters of the rule, so that the dry run decides as the rule does.
  const policy = Object.keys(POLICY.parameters)
    .map((name) => `,${name}=\${${name}}`)
    .join('');
  addDryRun(stack, resources.remediationFunction.automationRoleArn, policy, '');
}

/** Adds the outputs of a stack whose rule comes with a conformance pack. */
export function addMemberOutputs(stack: Stack, resources: AccountResources): void {
  output(
    stack,
    'RuleFunctionArn',
    'The function that the rule of the conformance pack names.',
    resources.ruleFunction.functionArn,
  );
  addRunbookOutputs(stack, resources, addConsole(stack));
  addDryRun(
    stack,
    resources.remediationFunction.automationRoleArn,
    '',
    ' Add the parameters of the pack where they are not the defaults.',
  );
}

/** Adds the outputs of the deletion stack. */
export function addDeletionOutputs(stack: Stack): void {
  output(
    stack,
    'DryRun',
    'Shows which keys of one user would be deleted; replace USER_ID by the AIDA... id. Without DryRun=true it deletes them.',
    dryRun(
      RUNBOOKS.delete.name,
      `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${NAMES.automationRole}`,
    ),
  );
}

/** Adds the outputs of the stack of an organization: the commands that show the state of the rollout. */
export function addOrganizationOutputs(stack: Stack, { pack, stackSet }: OrganizationOutputs): void {
  const region = Aws.REGION;
  output(
    stack,
    'MemberStatus',
    'Lists the accounts that have the functions, and those where it failed; a delegated administrator adds --call-as.',
    Fn.join('', [
      'aws cloudformation list-stack-instances --region ',
      region,
      ' --stack-set-name ',
      stackSet,
    ]),
  );
  output(
    stack,
    'PackStatus',
    'Lists the accounts that have the pack, and those where it failed.',
    Fn.join('', [
      'aws configservice get-organization-conformance-pack-detailed-status --region ',
      region,
      ' --organization-conformance-pack-name ',
      pack,
    ]),
  );
}

/** The names of the resources of an organization's stack. */
export interface OrganizationOutputs {
  readonly pack: string;
  readonly stackSet: string;
}

/** A command that says what the remediation would do; `policy`, for `Fn::Sub`, is what it is to decide with. */
function addDryRun(stack: Stack, automationRoleArn: string, policy: string, hint: string): void {
  output(
    stack,
    'DryRun',
    `Shows what the remediation would do for one user; replace USER_ID by the AIDA... id. Without DryRun=true it does it.${hint}`,
    dryRun(RUNBOOKS.deactivate.name, `${subReferenceOf(stack, automationRoleArn)}${policy}`),
  );
}

function addRunbookOutputs(stack: Stack, resources: AccountResources, console: ConsoleLink): void {
  output(
    stack,
    'AutomationRoleArn',
    'The role that the runbooks run as: their AutomationAssumeRole.',
    resources.remediationFunction.automationRoleArn,
  );
  output(
    stack,
    'RunbookConsole',
    `The runbook in the Systems Manager console. ${RUNBOOKS.reactivate.name} takes its effect back.`,
    console(`systems-manager/documents/${RUNBOOKS.deactivate.name}/description`),
  );
}

/** The command that tries a runbook out; the role, and what follows it, are written for `Fn::Sub`. */
function dryRun(documentName: string, automationRole: string): string {
  return Fn.sub(
    `aws ssm start-automation-execution --region \${AWS::Region} --document-name ${documentName} --parameters DryRun=true,IAMUserId=USER_ID,AutomationAssumeRole=${automationRole}`,
  );
}

/** A reference to a resource, or to an attribute of one, as it stands in the text of `Fn::Sub`. */
function subReferenceOf(stack: Stack, reference: string): string {
  const { Ref, 'Fn::GetAtt': path = [Ref] } = stack.resolve(reference);
  return `\${${path.join('.')}}`;
}

function output(stack: Stack, id: string, description: string, value: string): void {
  new CfnOutput(stack, id, { description, value });
}

/** The address of a page in a console, in the stack's Region; a page may go on with the resources of a fragment. */
type ConsoleLink = (page: string, ...fragments: string[]) => string;

/** Consoles have a domain of their own in China and in GovCloud. */
function addConsole(stack: Stack): ConsoleLink {
  const isPartition = (id: string, partition: string) =>
    new CfnCondition(stack, id, { expression: Fn.conditionEquals(Aws.PARTITION, partition) }).logicalId;
  const isChina = isPartition('IsChina', 'aws-cn');
  const isGovCloud = isPartition('IsGovCloud', 'aws-us-gov');
  const domain = Fn.conditionIf(
    isChina,
    'amazonaws.cn',
    Fn.conditionIf(isGovCloud, 'amazonaws-us-gov.com', 'aws.amazon.com'),
  ).toString();
  return (page, ...fragments) =>
    Fn.join('', ['https://console.', domain, `/${page}?region=`, Aws.REGION, ...fragments]);
}
