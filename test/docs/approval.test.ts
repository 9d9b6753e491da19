import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { NAMES } from '../../product/names.ts';
import { APPROVAL_RUNBOOK, RUNBOOKS } from '../../product/runbooks.ts';
import { deployedStack, roleNamed } from '../infra/least-privilege/deployed-roles.ts';
import { own } from '../infra/least-privilege/requests.ts';
import { awsCommandsOf, optionOf } from '../support/aws-commands.ts';
import { accepts, parametersOf } from '../support/cloudformation/accepts.ts';
import { deploy, onlyResource } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { readPage, tableBelow } from '../support/pages.ts';
import {
  decide,
  decideBy,
  decideByResource,
  type PolicyDocument,
  policy,
  type Statement,
} from '../support/simulator.ts';

const PAGE = 'docs/approval.md';
const page = readPage(PAGE);

const blocks = Array.from(page.matchAll(/```json\n([\s\S]*?)```/g), ([, json = '']) => JSON.parse(json));
const [topicPolicy, start, approve] = blocks as [PolicyDocument, readonly Statement[], readonly Statement[]];
const commands = awsCommandsOf(PAGE);
const commandOf = (service: string, operation: string) => {
  const found = commands.find(({ words }) => words[0] === service && words[1] === operation);
  if (!found) throw new Error(`Expected a command aws ${service} ${operation}`);
  return found;
};

const SSM = 'arn:aws:ssm:us-east-1:111122223333:';
const ROLE = `arn:aws:iam::111122223333:role/${NAMES.automationRole}`;
const EXECUTION = `${SSM}automation-execution/a0000000-0000-4000-8000-000000000001`;
const definitionOf = (name: string) => `${SSM}automation-definition/${name}:$DEFAULT`;
const starting = (name: string) => ({ action: 'ssm:StartAutomationExecution', resource: definitionOf(name) });
const passing = (role: string, service = 'ssm.amazonaws.com') => ({
  action: 'iam:PassRole',
  resource: role,
  context: { 'iam:PassedToService': service },
});
const reading = { action: 'ssm:GetAutomationExecution', resource: EXECUTION };
const signalling = { action: 'ssm:SendAutomationSignal', resource: EXECUTION };

describe('whoever starts', () => {
  it.each([
    ['may start the runbook with an approval', starting(APPROVAL_RUNBOOK.name), 'Allowed'],
    ['may pass the role of the runbooks', passing(ROLE), 'Allowed'],
    ['may read the execution', reading, 'Allowed'],
    ['may not approve', signalling, 'ExplicitlyDenied'],
    ['may not start the runbook without an approval', starting(RUNBOOKS.deactivate.name), 'ImplicitlyDenied'],
    ['may not pass another role', passing(`${ROLE}-x`), 'ImplicitlyDenied'],
    ['may not pass the role to another service', passing(ROLE, 'lambda.amazonaws.com'), 'ImplicitlyDenied'],
    [
      'may not write a runbook',
      { action: 'ssm:UpdateDocument', resource: `${SSM}document/${APPROVAL_RUNBOOK.name}` },
      'ImplicitlyDenied',
    ],
  ])('%s', async (_title, request, decision) => {
    expect(await decideBy([policy(...start)], request)).toBe(decision);
  });
});

describe('whoever starts, and may start a runbook of their own, needs no second person', () => {
  const ownRunbook = `${SSM}automation-definition/mine:$DEFAULT`;
  const more = policy(...start, {
    Effect: 'Allow',
    Action: 'ssm:StartAutomationExecution',
    Resource: `${SSM}automation-definition/mine:*`,
  });

  it('the policies allow it: nothing ties the passed role to a runbook', async () => {
    expect(await decideBy([more], { action: 'ssm:StartAutomationExecution', resource: ownRunbook })).toBe(
      'Allowed',
    );
    expect(await decideBy([more], passing(ROLE))).toBe('Allowed');
    const invoking = { action: 'lambda:InvokeFunction', resource: own.function(NAMES.remediationFunction) };
    expect(await decide(roleNamed(deployedStack(), NAMES.automationRole), invoking)).toBe('Allowed');
  });

  it.each(['docs/approval.md', 'docs/operate.md', 'docs/security.md'])('%s says so', (path) => {
    expect(readPage(path)).toMatch(/any\s+other\s+runbook|a\s+runbook\s+that\s+is\s+not\s+ours/);
    expect(readPage(path)).toMatch(/\(`ssm:CreateDocument`\)/);
  });
});

describe('an approver', () => {
  it.each([
    ['may approve', signalling, 'Allowed'],
    ['may read the plan', reading, 'Allowed'],
    ['may not start the runbook', starting(APPROVAL_RUNBOOK.name), 'ExplicitlyDenied'],
    ['may not start the other runbook', starting(RUNBOOKS.deactivate.name), 'ExplicitlyDenied'],
    ['may not pass the role of the runbooks', passing(ROLE), 'ImplicitlyDenied'],
  ])('%s', async (_title, request, decision) => {
    expect(await decideBy([policy(...approve)], request)).toBe(decision);
  });

  it('with both policies, and so the same person, may neither start nor approve', async () => {
    const both = [policy(...start), policy(...approve)];
    expect(await decideBy(both, starting(APPROVAL_RUNBOOK.name))).toBe('ExplicitlyDenied');
    expect(await decideBy(both, signalling)).toBe('ExplicitlyDenied');
  });
});

describe('the role of the runbooks', () => {
  const role = roleNamed(deployedStack(), NAMES.automationRole);
  const topic = commandOf('sns', 'set-topic-attributes');
  const [resource = ''] = optionOf(topic, '--topic-arn') ?? [];
  const publishing = { action: 'sns:Publish', resource };

  it('has no permission of its own but to invoke the function', async () => {
    expect(await decide(role, publishing)).toBe('ImplicitlyDenied');
    expect(await decide(role, signalling)).toBe('ImplicitlyDenied');
  });

  it('publishes by the policy of the topic, and nobody else does', async () => {
    expect(await decideByResource(topicPolicy, ROLE, publishing)).toBe('Allowed');
    const [statement] = topicPolicy.Statement;
    expect(statement?.Principal).toEqual({ AWS: ROLE });
    expect(statement?.Action).toBe('sns:Publish');
  });
});

describe('the page', () => {
  it('has a row for each parameter, with its default', () => {
    const rows = tableBelow(page, 'Set it up').map(([name = '', , byDefault = '']) => [
      name.replaceAll('`', ''),
      byDefault.replace(/ \(.*\)$/, ''),
    ]);
    const declared = Object.entries(parametersOf('OneActiveKeyApproval')).map(([name, { Default }]) => [
      name,
      Default === undefined ? 'none' : Default || 'empty',
    ]);
    expect(rows).toEqual(declared);
  });

  it('asks by the command of the output', () => {
    const parameters = { Approvers: 'arn:aws:iam::111122223333:role/x' };
    const { outputs } = deploy(templateOf('OneActiveKeyApproval'), { parameters });
    expect(`aws ${commandOf('ssm', 'start-automation-execution').words.join(' ')}`).toBe(outputs['Ask']);
  });

  it('deploys with parameters that the template accepts, and with the topic that it creates', () => {
    const overrides = optionOf(commandOf('cloudformation', 'deploy'), '--parameter-overrides') ?? [];
    const values = overrides.map((word) => word.split('=') as [string, string]);
    expect(values.filter(([name, value]) => !accepts('OneActiveKeyApproval', name, value))).toEqual([]);
    expect(Object.fromEntries(values)['ApprovalTopicArn']).toMatch(
      new RegExp(`:${optionOf(commandOf('sns', 'create-topic'), '--name')}$`),
    );
  });

  it('names outputs and steps that the runbook has', () => {
    const parameters = { Approvers: 'arn:aws:iam::111122223333:role/x' };
    const stack = deploy(templateOf('OneActiveKeyApproval'), { parameters });
    const runbook = parse(String(onlyResource(stack, 'AWS::SSM::Document').properties['Content']));
    const named = Array.from(page.matchAll(/`((?:Read|Report|Request)\w+\.\w+)`/g), ([, name]) => name);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !runbook.outputs.includes(name))).toEqual([]);
  });

  it('wires the parameters that the runbook needs, and never automatically', () => {
    const [json = ''] =
      optionOf(
        commandOf('configservice', 'put-remediation-configurations'),
        '--remediation-configurations',
      ) ?? [];
    const [configuration] = JSON.parse(json);
    expect(configuration).toMatchObject({
      ConfigRuleName: NAMES.configRule,
      TargetId: APPROVAL_RUNBOOK.name,
      Automatic: false,
      Parameters: { IAMUserId: { ResourceValue: { Value: 'RESOURCE_ID' } } },
    });
    expect(Object.keys(configuration.Parameters).toSorted()).toEqual(['AutomationAssumeRole', 'IAMUserId']);
  });
});
