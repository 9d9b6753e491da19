import type { SandboxAccount } from '../../sandbox/account.ts';
import type { AuthorizationRequest } from './simulator.ts';

/** A call of an account's log, or an invocation of a function that somebody made with a role. */
export interface LoggedCall {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  /** The name of the function that called, or the ARN of the role. */
  readonly principal: string;
}

/** What ARNs are made of. */
export interface Directory {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** ARNs of users, paths included, by name. */
  readonly users: ReadonlyMap<string, string>;
  /** ARNs of the owners of access keys. */
  readonly owners: ReadonlyMap<string, string>;
}

/** Who is who in an account, now: take it before users are deleted. */
export function directoryOf({ accountId, region, partition, backdoor }: SandboxAccount): Directory {
  const everybody = backdoor.users();
  return {
    accountId,
    region,
    partition,
    users: new Map(everybody.map(({ userName, arn }) => [userName, arn])),
    owners: new Map(
      everybody.flatMap(({ userName, arn }) =>
        backdoor.keysOf(userName).map(({ accessKeyId }) => [accessKeyId, arn] as const),
      ),
    ),
  };
}

/** The members of requests that authorization depends on. */
interface Input {
  readonly UserName?: string;
  readonly AccessKeyId?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly TagKeys?: readonly string[];
  readonly ConfigRuleName?: string;
  readonly ConfigRuleNames?: readonly string[];
  readonly GroupName?: string;
  readonly Name?: string;
  readonly Target?: { readonly RoleArn?: string };
  readonly FunctionName?: string;
  readonly DocumentName?: string;
  readonly Parameters?: Readonly<Record<string, readonly string[]>>;
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

/** By the Service Authorization Reference: the actions that each call needs, their resources and condition keys. */
const AUTHORIZATIONS: Readonly<Record<string, Authorize>> = {
  'iam:ListUsers': onEverything('iam:ListUsers'),
  'iam:ListAccessKeys': onUser('iam:ListAccessKeys'),
  'iam:ListUserTags': onUser('iam:ListUserTags'),
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
  'iam:UntagUser': ({ UserName, TagKeys = [] }, { users }) => [
    { action: 'iam:UntagUser', resource: known(users, UserName), context: { 'aws:TagKeys': TagKeys } },
  ],
  'iam:DeleteAccessKey': onUser('iam:DeleteAccessKey'),
  'iam:GetAccountAuthorizationDetails': onEverything('iam:GetAccountAuthorizationDetails'),
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
  'lambda:Invoke': ({ FunctionName = '' }, directory) => [
    {
      action: 'lambda:InvokeFunction',
      resource: FunctionName.startsWith('arn:')
        ? FunctionName
        : regional('lambda', `function:${FunctionName}`, directory),
    },
  ],
};

/** What IAM is asked when a call is made; throws for a call that nobody has looked up yet. */
export function authorizationsOf(
  { service, operation, input }: LoggedCall,
  directory: Directory,
): readonly AuthorizationRequest[] {
  const authorize = AUTHORIZATIONS[`${service}:${operation}`];
  if (authorize) return authorize(input as Input, directory);
  const names = Object.keys(AUTHORIZATIONS).join(', ');
  throw new Error(`Expected one of ${names}; received ${service}:${operation}`);
}

/** A rule's ARN ends in an id; those of a conformance pack's rules name the service that made them. */
function ruleArn(name: string, directory: Directory): string {
  const prefix = name.includes('conformance-pack') ? 'aws-service-rule/config-conforms.amazonaws.com/' : '';
  return regional('config', `config-rule/${prefix}config-rule-xxxxxx`, directory);
}

function regional(service: string, resource: string, { partition, region, accountId }: Directory): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

function known(arns: ReadonlyMap<string, string>, name = ''): string {
  const arn = arns.get(name);
  if (arn) return arn;
  throw new Error(`Expected one of ${[...arns.keys()].join(', ')}; received ${name}`);
}
