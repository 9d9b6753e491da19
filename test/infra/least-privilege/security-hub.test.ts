import { describe, expect, it } from 'vitest';
import { logPermissions } from '../../../infra/permissions/logs.ts';
import {
  CUSTOM_ACTION_PERMISSIONS,
  SECURITY_HUB_PERMISSIONS,
} from '../../../infra/permissions/security-hub.ts';
import { NAMES } from '../../../product/names.ts';
import { readPayloadDirectly } from '../../../sandbox/automation/scripts/without-python.ts';
import { authorizationsOf } from '../../support/authorizations.ts';
import { deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { directoryOf } from '../../support/directory.ts';
import { addUser, evaluate } from '../../support/rule.ts';
import { operatedAccount } from '../../support/runbooks.ts';
import {
  chooseAction,
  deliverFindings,
  deploySecurityHub,
  evaluateAndDeliver,
  findingFor,
  invokeSecurityHub,
} from '../../support/security-hub.ts';
import {
  type AuthorizationRequest,
  decide,
  decideBy,
  decideByResource,
  type PolicyDocument,
  policy,
} from '../../support/simulator.ts';
import { exemptUntil } from '../../support/users.ts';
import { actionsOf, roleNamed, statementsOf } from './deployed-roles.ts';
import { FORBIDDEN_TO_ALL } from './forbidden.ts';
import { foreign, own, passRole, request } from './requests.ts';

const stack = (CustomAction: string) =>
  deploy(templateOf('OneActiveKeySecurityHub'), { parameters: { CustomAction } });
const withAction = roleNamed(stack('true'), NAMES.securityHubFunction);
const withoutAction = roleNamed(stack('false'), NAMES.securityHubFunction);

const HUB = 'arn:aws:securityhub:us-east-1:111122223333:hub/default';
const DOCUMENT = 'arn:aws:ssm:us-east-1:111122223333:document/OneActiveKey-DeactivateSurplusAccessKeys';
const path = (field: string) => `securityhub:ASFFSyntaxPath/${field}`;
const update = (context: Record<string, string>) => request('securityhub:BatchUpdateFindings', HUB, context);
const OUR_NOTE = { [path('Note.UpdatedBy')]: 'one-active-key', [path('Note.Text')]: 'text' };
const start = (resource = DOCUMENT) => request('ssm:StartAutomationExecution', resource);

/**
 * The requests that IAM authorizes in a course with every kind of call: notes, statuses, a name, a refresh, a
 * chosen action.
 */
async function requestsOfACourse(): Promise<readonly AuthorizationRequest[]> {
  const { account } = await operatedAccount({}, { runScript: readPayloadDirectly });
  deploySecurityHub(account);
  for (const name of ['alice', 'exempt']) addUser(account, name, 2);
  await evaluate(account);
  account.securityHub.receiveEvaluations();
  await deliverFindings(account);
  account.backdoor.tagUser('exempt', exemptUntil('2026-12-01'));
  await evaluateAndDeliver(account);
  account.backdoor.untagUser('exempt', ['one-active-key:exempt-until']);
  await evaluateAndDeliver(account);
  await invokeSecurityHub(account, { operation: 'Refresh' });
  const [event] = chooseAction(account, 'alice');
  const { Resources = [], ...finding } = findingFor(account, 'alice');
  const named = { ...finding, Resources: Resources.map(({ Details: _, ...rest }) => rest) };
  await invokeSecurityHub(account, { ...event, detail: { findings: [named] } });
  const directory = directoryOf(account);
  return account.calls
    .filter(({ principal }) => principal === NAMES.securityHubFunction)
    .flatMap((call) => authorizationsOf(call, directory));
}

const requests = await requestsOfACourse();

describe('what the function does', () => {
  const actions = [...new Set(requests.map(({ action }) => action))];

  it('has a permission, each beside its reason', () => {
    const permissions = [...SECURITY_HUB_PERMISSIONS, ...CUSTOM_ACTION_PERMISSIONS, ...logPermissions('log')];
    expect(actionsOf(withAction).toSorted()).toEqual(permissions.map(({ action }) => action).toSorted());
    expect(permissions.filter(({ reason }) => !/\w{3}/.test(reason))).toEqual([]);
  });

  it.each(actions)('%s is allowed, and needed', async (action) => {
    const made = requests.filter((each) => each.action === action);
    for (const each of made) expect([each, await decide(withAction, each)]).toEqual([each, 'Allowed']);
    const others = statementsOf(withAction).flatMap((statement) =>
      [statement.Action].flat().flatMap((each) => (each === action ? [] : [{ ...statement, Action: each }])),
    );
    expect(await decideBy([policy(...others)], made[0] as AuthorizationRequest)).toBe('ImplicitlyDenied');
  });

  it('is everything that it may do, beside its log', () => {
    const allowed = actionsOf(withAction).filter((action) => !action.startsWith('logs:'));
    expect(actions.toSorted()).toEqual(allowed.toSorted());
  });
});

const ROWS: readonly (readonly [string, AuthorizationRequest, AuthorizationRequest])[] = [
  ['a note in the name of somebody else', update({ [path('Note.UpdatedBy')]: 'ana' }), update(OUR_NOTE)],
  [
    'the status NOTIFIED',
    update({ ...OUR_NOTE, [path('Workflow.Status')]: 'NOTIFIED' }),
    update({ ...OUR_NOTE, [path('Workflow.Status')]: 'RESOLVED' }),
  ],
  ...[
    'Confidence',
    'Criticality',
    'RelatedFindings',
    'Severity.Label',
    'Severity.Normalized',
    'Severity.Product',
    'Types',
    'UserDefinedFields.key',
    'UserDefinedFields.value',
    'VerificationState',
  ].map(
    (field) => [`the field ${field}`, update({ ...OUR_NOTE, [path(field)]: '1' }), update(OUR_NOTE)] as const,
  ),
  ...['444455556666', '111122223333'].map((account, at) => {
    const hub = `arn:aws:securityhub:${at === 0 ? 'us-east-1' : 'eu-west-1'}:${account}:hub/default`;
    return [`an update in ${hub}`, { ...update(OUR_NOTE), resource: hub }, update(OUR_NOTE)] as const;
  }),
  ...['securityhub:DisableSecurityHub', 'securityhub:DeleteActionTarget', 'securityhub:UpdateFindings'].map(
    (action) => [action, request(action, HUB), update(OUR_NOTE)] as const,
  ),
  ['creating an automation rule', request('securityhub:CreateAutomationRule'), update(OUR_NOTE)],
  [
    'importing findings',
    request(
      'securityhub:BatchImportFindings',
      'arn:aws:securityhub:us-east-1:111122223333:product/x/default',
    ),
    update(OUR_NOTE),
  ],
  ['reporting evaluations', request('config:PutEvaluations'), request('config:DescribeConfigRules')],
  ['another account’s user', request('iam:GetUser', foreign.user), request('iam:GetUser', own.user)],
  ['deactivating a key', request('iam:UpdateAccessKey', own.user), request('iam:GetUser', own.user)],
  ['reading the keys', request('iam:ListAccessKeys', own.user), request('iam:GetUser', own.user)],
  ['another runbook', start(DOCUMENT.replace('DeactivateSurplus', 'DeleteDeactivated')), start()],
  ['another account’s runbook', start(DOCUMENT.replace('111122223333', '444455556666')), start()],
  ['another Region’s runbook', start(DOCUMENT.replace('us-east-1', 'eu-west-1')), start()],
  [
    'stopping an execution',
    { ...start(), action: 'ssm:StopAutomationExecution', resource: own.execution },
    start(),
  ],
  [
    'passing the role to another service',
    passRole(own.role(NAMES.automationRole), 'lambda'),
    passRole(own.role(NAMES.automationRole), 'ssm'),
  ],
  [
    'passing another role',
    passRole(own.role('admin'), 'ssm'),
    passRole(own.role(NAMES.automationRole), 'ssm'),
  ],
];

describe('denied with the custom action', () => {
  const { 'iam:PassRole of the automation role to SSM': _, ...forbidden } = FORBIDDEN_TO_ALL;
  const rows = [
    ...ROWS,
    ...Object.entries(forbidden).map(([title, denied]) => [title, denied, update(OUR_NOTE)] as const),
  ];
  it.each(rows)('%s', async (_, denied, nearest) => {
    expect(await decide(withAction, denied)).toBe('ImplicitlyDenied');
    expect([nearest, await decide(withAction, nearest)]).toEqual([nearest, 'Allowed']);
  });
});

describe('denied without the custom action', () => {
  it.each([
    ['starting the runbook', start()],
    ['passing the role of the runbooks', passRole(own.role(NAMES.automationRole), 'ssm')],
  ])('%s', async (_, denied) => {
    expect(await decide(withoutAction, denied)).toBe('ImplicitlyDenied');
    expect(await decide(withAction, denied)).toBe('Allowed');
  });
});

it('only Lambda may assume the role', async () => {
  const trust = withAction.properties['AssumeRolePolicyDocument'] as PolicyDocument;
  const assume = request('sts:AssumeRole', own.role(NAMES.securityHubFunction));
  const decisionFor = (service: string) => decideByResource(trust, service, assume);
  expect(await decisionFor('lambda.amazonaws.com')).toBe('Allowed');
  expect(await decisionFor('events.amazonaws.com')).not.toBe('Allowed');
});
