import { describe, expect, it } from 'vitest';
import { deliverEvents } from '../../demo/events.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { NAMES } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { actionsOf, statementsOf } from '../infra/least-privilege/deployed-roles.ts';
import { FORBIDDEN_TO_ALL } from '../infra/least-privilege/forbidden.ts';
import { foreign, ledger, own, passRole, request } from '../infra/least-privilege/requests.ts';
import { authorizationsOf } from '../support/authorizations.ts';
import { decidedAccount } from '../support/decided-account.ts';
import { directoryOf } from '../support/directory.ts';
import { type AuthorizationRequest, decide, decideBy, policy } from '../support/simulator.ts';
import { operatorRole } from './operator-role.ts';

/** The sandbox gives the table a name of its own; CloudFormation generates one from the logical id. */
const SANDBOX_TABLE = `arn:aws:dynamodb:us-east-1:111122223333:table/${NAMES.sandboxLedger}`;

const ALL = { MayDelete: 'true' };

/** The requests of every command that acts: also those of a file, and those after the soak. */
async function requestsOfCommands(): Promise<readonly AuthorizationRequest[]> {
  const { account, run, decide: answer, file, keys, receipts } = await decidedAccount();
  answer({ alice: { keep: keys['alice']?.[0] ?? '' } });
  const before = account.calls.length;
  const call = async (...args: readonly string[]) =>
    expect([args, await run(args)]).toEqual([
      args,
      { code: 0, out: expect.anything(), err: expect.anything() },
    ]);
  await call('remediate', '--all', '--dry-run');
  await call('remediate', '--decisions', file, '--receipts', receipts, '--yes');
  await call('undo', '--receipts', receipts, '--yes');
  await call('remediate', 'bob', '--yes');
  await call('pause');
  await call('pause', '--reason', 'an incident');
  await call('pause', '--status');
  await call('resume', '--yes');
  // A deleted key has no owner any more.
  const directory = directoryOf(account);
  await deliverEvents(account);
  account.clock.advance(20 * DAY_MS);
  await call('cleanup', '--all', '--yes');
  expect(account.backdoor.keysOf('bob')).toHaveLength(1);
  return account.calls
    .slice(before)
    .filter(({ principal }) => principal === 'wire')
    .flatMap((each) => authorizationsOf(each, directory))
    .map((each) => ({ ...each, resource: each.resource.replace(SANDBOX_TABLE, own.table) }));
}

describe('the calls of the commands that act', () => {
  it('are allowed, and need each statement and each action of the role', async () => {
    const role = operatorRole(ALL);
    const requests = await requestsOfCommands();
    for (const each of requests) expect([each, await decide(role, each)]).toEqual([each, 'Allowed']);
    const used = new Set(requests.map(({ action }) => action));
    expect([...used].toSorted()).toEqual([...new Set(actionsOf(role))].toSorted());
    for (const left of statementsOf(role)) {
      const rest = policy(...statementsOf(role).filter((each) => each !== left));
      const decisions = await Promise.all(requests.map((each) => decideBy([rest], each)));
      expect([left, decisions.includes('ImplicitlyDenied')]).toEqual([left, true]);
    }
  });
});

const starting = (name: string) =>
  request('ssm:StartAutomationExecution', `arn:aws:ssm:us-east-1:111122223333:document/${name}`);

describe('each parameter gives one thing', () => {
  const none = { MayDeactivate: 'false', MayUndo: 'false', MayDelete: 'false', MayPause: 'false' };
  const cases = [
    ['MayDeactivate', starting(RUNBOOKS.deactivate.name)],
    ['MayUndo', starting(RUNBOOKS.reactivate.name)],
    ['MayDelete', starting(RUNBOOKS.delete.name)],
    ['MayDelete', ledger('Query', ['KEY'])],
    ['MayPause', request('ssm:PutParameter', own.pause)],
  ] as const;

  it.each(cases)('%s: %j', async (parameter, wanted) => {
    expect(await decide(operatorRole({ ...none, [parameter]: 'true' }), wanted)).toBe('Allowed');
    expect(await decide(operatorRole({ ...ALL, [parameter]: 'false' }), wanted)).toBe('ImplicitlyDenied');
  });

  it('without any of them the role only finds users, the account and the rule', () => {
    expect(actionsOf(operatorRole(none))).toEqual([
      'iam:ListUsers',
      'iam:ListAccountAliases',
      'config:DescribeConfigRules',
    ]);
  });

  it('nobody deletes by default', () => {
    expect(JSON.stringify(statementsOf(operatorRole()))).not.toContain(RUNBOOKS.delete.name);
  });
});

describe('the role may do nothing else', () => {
  const role = operatorRole(ALL);
  const passing = 'iam:PassRole of the automation role to SSM';
  const { [passing]: _, ...others } = FORBIDDEN_TO_ALL;

  it.each(Object.entries(others))('%s', async (_title, each) => {
    expect(await decide(role, each)).toBe('ImplicitlyDenied');
  });

  it.each([
    ['deactivate a key without a runbook', request('iam:UpdateAccessKey', own.user)],
    ['exempt a user', request('iam:TagUser', own.user)],
    ['invoke a function', request('lambda:InvokeFunction', own.function('one-active-key-remediation'))],
    ['start another runbook', starting('AWS-StopEC2Instance')],
    ['start a runbook that is named like ours', starting(`${RUNBOOKS.deactivate.name}-mine`)],
    [
      'start the runbook in another Region',
      {
        ...starting(RUNBOOKS.deactivate.name),
        resource: `arn:aws:ssm:us-west-2:111122223333:document/${RUNBOOKS.deactivate.name}`,
      },
    ],
    ['write a runbook', request('ssm:CreateDocument', `arn:aws:ssm:us-east-1:111122223333:document/mine`)],
    ['approve', request('ssm:SendAutomationSignal', own.execution)],
    [
      'pass the role of the runbooks to a function',
      passRole(own.role('one-active-key-automation'), 'lambda'),
    ],
    ['pass another role', passRole(own.role('admin'), 'ssm')],
    ['write the ledger', ledger('PutItem', ['KEY'])],
    ['read the receipts', ledger('Query', ['RECEIPT'])],
    ['read a table without a key', ledger('Query', [])],
    ['read another table', ledger('Query', ['KEY'], own.otherTable.replace('LedgerTable', 'Payroll'))],
    ['read another parameter', request('ssm:GetParameter', own.secretParameter)],
    ['read the execution of another account', request('ssm:GetAutomationExecution', foreign.execution)],
    ['read the policies of users', request('iam:GetAccountAuthorizationDetails')],
  ])('%s', async (_title, each) => {
    expect(await decide(role, each)).toBe('ImplicitlyDenied');
  });
});

it('with a RolePath the role and the role of the runbooks are in it', async () => {
  const role = operatorRole({ RolePath: '/security/' });
  expect(role.properties['Path']).toBe('/security/');
  const inPath = 'arn:aws:iam::111122223333:role/security/one-active-key-automation';
  expect(await decide(role, passRole(inPath, 'ssm'))).toBe('Allowed');
  expect(await decide(role, passRole(own.role('one-active-key-automation'), 'ssm'))).toBe('ImplicitlyDenied');
});
