import { type Directory, known, regional } from './directory.ts';
import type { AuthorizationRequest } from './simulator.ts';
import { leadingKey, type TableInput } from './table-authorizations.ts';

/** A call in an account's log, or an invocation of a function with a role. */
export interface LoggedCall {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  /** The name of the calling function, or the ARN of the role. */
  readonly principal: string;
}

/** The fields of requests on which the authorization depends. */
interface Input extends TableInput {
  readonly UserName?: string;
  readonly AccessKeyId?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly ConfigRuleName?: string;
  readonly ConfigRuleNames?: readonly string[];
  readonly GroupName?: string;
  readonly Name?: string;
  readonly Path?: string;
  readonly Target?: { readonly RoleArn?: string };
  readonly FunctionName?: string;
  readonly TopicArn?: string;
  readonly DocumentName?: string;
  readonly AutomationExecutionId?: string;
  readonly Parameters?: Readonly<Record<string, readonly string[]>>;
  readonly Note?: { readonly UpdatedBy: string };
  readonly Workflow?: { readonly Status: string };
}

type Authorize = (input: Input, directory: Directory) => readonly AuthorizationRequest[];

const onEverything =
  (action: string): Authorize =>
  () => [{ action, resource: '*' }];

const onUser =
  (action: string): Authorize =>
  ({ UserName }, { users }) => [{ action, resource: known(users, UserName) }];

const onRules =
  (action: string): Authorize =>
  ({ ConfigRuleName, ConfigRuleNames = [ConfigRuleName ?? ''] }, directory) =>
    ConfigRuleNames.map((name) => ({ action, resource: ruleArn(name, directory) }));

const onTable =
  (action: string): Authorize =>
  (input, directory) => [
    {
      action,
      resource: regional('dynamodb', `table/${input.TableName}`, directory),
      context: { 'dynamodb:LeadingKeys': [leadingKey(input)] },
    },
  ];

const onParameter =
  (action: string): Authorize =>
  ({ Name = '' }, directory) => [
    { action, resource: regional('ssm', `parameter/${Name.replace(/^\//, '')}`, directory) },
  ];

/**
 * IAM checks the path as the request writes it, also its last slash
 * (terraform-aws-control_tower_account_factory, issue 174).
 */
const onPath =
  (action: string): Authorize =>
  ({ Path = '' }, directory) => [
    { action, resource: regional('ssm', `parameter/${Path.replace(/^\//, '')}`, directory) },
  ];

/** The actions that each call needs, with resources and condition keys (Service Authorization Reference). */
const AUTHORIZATIONS: Readonly<Record<string, Authorize>> = {
  'account:ListRegions': (_, { partition, accountId }) => [
    { action: 'account:ListRegions', resource: `arn:${partition}:account::${accountId}:account` },
  ],
  // No policy is asked, and none can deny it (STS API Reference, GetCallerIdentity).
  'sts:GetCallerIdentity': () => [],
  'cloudtrail:LookupEvents': onEverything('cloudtrail:LookupEvents'),
  'iam:ListUsers': onEverything('iam:ListUsers'),
  'iam:GetAccountAuthorizationDetails': onEverything('iam:GetAccountAuthorizationDetails'),
  'iam:GetAccountSummary': onEverything('iam:GetAccountSummary'),
  'iam:ListAccountAliases': onEverything('iam:ListAccountAliases'),
  'iam:GenerateCredentialReport': onEverything('iam:GenerateCredentialReport'),
  'iam:GetCredentialReport': onEverything('iam:GetCredentialReport'),
  'iam:ListAccessKeys': onUser('iam:ListAccessKeys'),
  'iam:GetUser': onUser('iam:GetUser'),
  'iam:UpdateAccessKey': onUser('iam:UpdateAccessKey'),
  'iam:GetAccessKeyLastUsed': ({ AccessKeyId }, { owners }) => [
    { action: 'iam:GetAccessKeyLastUsed', resource: known(owners, AccessKeyId) },
  ],
  'iam:TagUser': ({ UserName, Tags = [] }, { users }) => [
    {
      action: 'iam:TagUser',
      resource: known(users, UserName),
      context: {
        'aws:TagKeys': Tags.map(({ Key }) => Key),
        ...Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
      },
    },
  ],
  'iam:DeleteAccessKey': onUser('iam:DeleteAccessKey'),
  'dynamodb:PutItem': onTable('dynamodb:PutItem'),
  'dynamodb:DeleteItem': onTable('dynamodb:DeleteItem'),
  'dynamodb:Query': onTable('dynamodb:Query'),
  'ssm:GetParameter': onParameter('ssm:GetParameter'),
  'ssm:GetParametersByPath': onPath('ssm:GetParametersByPath'),
  'ssm:GetParameterHistory': onParameter('ssm:GetParameterHistory'),
  'ssm:PutParameter': onParameter('ssm:PutParameter'),
  'ssm:DeleteParameter': onParameter('ssm:DeleteParameter'),
  'ssm:StartAutomationExecution': ({ DocumentName = '', Parameters = {} }, directory) => [
    ...[`document/${DocumentName}`, 'automation-execution/a0000000-0000-4000-8000-000000000001'].map(
      (resource) => ({
        action: 'ssm:StartAutomationExecution',
        resource: regional('ssm', resource, directory),
      }),
    ),
    {
      action: 'iam:PassRole',
      resource: Parameters['AutomationAssumeRole']?.[0] ?? '',
      context: { 'iam:PassedToService': 'ssm.amazonaws.com' },
    },
  ],
  'ssm:GetAutomationExecution': ({ AutomationExecutionId }, directory) => [
    {
      action: 'ssm:GetAutomationExecution',
      resource: regional('ssm', `automation-execution/${AutomationExecutionId}`, directory),
    },
  ],
  'securityhub:GetFindings': (_, directory) => [
    { action: 'securityhub:GetFindings', resource: regional('securityhub', 'hub/default', directory) },
  ],
  // A field of the request has its own key (User Guide, "Configuring access to BatchUpdateFindings").
  'securityhub:BatchUpdateFindings': ({ Note, Workflow }, directory) => [
    {
      action: 'securityhub:BatchUpdateFindings',
      resource: regional('securityhub', 'hub/default', directory),
      context: {
        ...(Note ? { 'securityhub:ASFFSyntaxPath/Note.UpdatedBy': Note.UpdatedBy } : {}),
        ...(Workflow ? { 'securityhub:ASFFSyntaxPath/Workflow.Status': Workflow.Status } : {}),
      },
    },
  ],
  'config:GetComplianceDetailsByResource': onEverything('config:GetComplianceDetailsByResource'),
  'config:PutEvaluations': onEverything('config:PutEvaluations'),
  'config:DescribeConfigRules': onEverything('config:DescribeConfigRules'),
  'config:GetComplianceDetailsByConfigRule': onRules('config:GetComplianceDetailsByConfigRule'),
  'config:StartConfigRulesEvaluation': onRules('config:StartConfigRulesEvaluation'),
  'scheduler:CreateSchedule': ({ GroupName = 'default', Name = '', Target = {} }, directory) => [
    {
      action: 'scheduler:CreateSchedule',
      resource: regional('scheduler', `schedule/${GroupName}/${Name}`, directory),
    },
    {
      action: 'iam:PassRole',
      resource: Target.RoleArn ?? '',
      context: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    },
  ],
  'sns:Publish': ({ TopicArn = '' }) => [{ action: 'sns:Publish', resource: TopicArn }],
  'lambda:Invoke': ({ FunctionName = '' }, directory) => [
    {
      action: 'lambda:InvokeFunction',
      resource: FunctionName.startsWith('arn:')
        ? FunctionName
        : regional('lambda', `function:${FunctionName}`, directory),
    },
  ],
};

/** The requests that IAM authorizes for a call; throws for a call without an entry in `AUTHORIZATIONS`. */
export function authorizationsOf(
  { service, operation, input }: LoggedCall,
  directory: Directory,
): readonly AuthorizationRequest[] {
  const authorize = AUTHORIZATIONS[`${service}:${operation}`];
  if (authorize) return authorize(input as Input, directory);
  const names = Object.keys(AUTHORIZATIONS).join(', ');
  throw new Error(`Expected one of ${names}; received ${service}:${operation}`);
}

/**
 * The ARN of a rule ends in an id; the ARN of a conformance pack's rule also names the service that created
 * it.
 */
function ruleArn(name: string, directory: Directory): string {
  const prefix = name.includes('conformance-pack') ? 'aws-service-rule/config-conforms.amazonaws.com/' : '';
  return regional('config', `config-rule/${prefix}config-rule-xxxxxx`, directory);
}
