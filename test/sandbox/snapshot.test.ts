import {
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  ListUserTagsCommand,
} from '@aws-sdk/client-iam';
import {
  CreateDocumentCommand,
  GetAutomationExecutionCommand,
  StartAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import { type Automation, createAutomation } from '../../sandbox/automation/automation.ts';
import { type AccountSnapshot, restoreData, takeSnapshot } from '../../sandbox/snapshot.ts';
import { parseSnapshotText, SnapshotTextError, toSnapshotText } from '../../sandbox/snapshot-text.ts';

const RUNBOOK = `
schemaVersion: '0.3'
mainSteps:
  - name: wait
    action: aws:sleep
    inputs: { Duration: PT1S }
    isEnd: true
`;

const at = (day: number) => new Date(Date.UTC(2026, 0, day));

/** An Automation with one runbook, as one deploys it again. */
async function deployed(
  account: SandboxAccount,
  executions: AccountSnapshot['executions'] = [],
  onExecutionEnd = async () => {},
): Promise<Automation> {
  const { invoke: invokeFunction } = account.functions;
  const automation = createAutomation({ ...account, invokeFunction, executions, onExecutionEnd });
  account.addOperations('ssm', automation.operations);
  const { ssm } = account.connect({ principal: 'tester' });
  const document = { Name: 'Wait', DocumentType: 'Automation', DocumentFormat: 'YAML' } as const;
  await ssm.send(new CreateDocumentCommand({ ...document, Content: RUNBOOK }));
  return automation;
}

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** An account with something of everything that a snapshot keeps. */
async function fullAccount() {
  const account = createSandboxAccount({ startAt: at(15) });
  const { backdoor, tables } = account;
  backdoor.createUser({ userName: 'alice', path: '/ci/', tags: { Team: 'a "b" ü' }, createdAt: at(1) });
  const lastUsed = { at: at(14), service: 's3', region: 'us-east-1' };
  backdoor.createAccessKey('alice', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', createdAt: at(2), lastUsed });
  backdoor.createAccessKey('alice', { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', status: 'Inactive' });
  const document = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  backdoor.createPolicy({ arn: ADMINISTRATOR, document });
  backdoor.createGroup({ groupName: 'admins', attached: [ADMINISTRATOR] });
  backdoor.setRootAccessKeys(true);
  backdoor.createUser({ userName: 'bob', groups: ['admins'], hasPassword: true });
  tables.add({ name: 'ledger' });
  tables.put('ledger', { pk: { S: 'A' }, sk: { S: '2' }, n: { N: '1' } });
  tables.put('ledger', { pk: { S: 'A' }, sk: { S: '1' } });
  tables.add({ name: 'empty' });
  for (const value of ['first', 'second']) account.parameters.put('/product/table', value);
  return { account, automation: await deployed(account) };
}

const start = (account: SandboxAccount) =>
  account
    .connect({ principal: 'tester' })
    .ssm.send(new StartAutomationExecutionCommand({ DocumentName: 'Wait' }));

async function restored(snapshot: AccountSnapshot) {
  const account = createSandboxAccount({ startAt: snapshot.now });
  restoreData(account, snapshot);
  return { account, automation: await deployed(account, snapshot.executions) };
}

async function answersOf(account: SandboxAccount) {
  const { iam } = account.connect({ principal: 'tester' });
  const UserName = 'alice';
  const commands = [
    iam.send(new ListUsersCommand({})),
    iam.send(new ListAccessKeysCommand({ UserName })),
    iam.send(new ListUserTagsCommand({ UserName })),
    iam.send(new GetAccountAuthorizationDetailsCommand({})),
    iam.send(new GetAccountSummaryCommand({})),
  ];
  return (await Promise.all<object>(commands)).map((answer) => ({ ...answer, $metadata: undefined }));
}

describe('a snapshot', () => {
  it('restores the time, the users, the items and the executions, by way of its text', async () => {
    const { account, automation } = await fullAccount();
    await start(account);
    const snapshot = takeSnapshot(account, automation);
    const text = toSnapshotText(snapshot);
    expect(parseSnapshotText(text)).toEqual(snapshot);
    const again = await restored(parseSnapshotText(text));
    expect(takeSnapshot(again.account, again.automation)).toEqual(snapshot);
    expect(again.account.clock.now()).toEqual(account.clock.now());
    expect(await answersOf(again.account)).toEqual(await answersOf(account));
  });

  it('an execution of before can be read, and the next one has another id', async () => {
    const { account, automation } = await fullAccount();
    const { AutomationExecutionId: id } = await start(account);
    const again = await restored(parseSnapshotText(toSnapshotText(takeSnapshot(account, automation))));
    const { ssm } = again.account.connect({ principal: 'tester' });
    const read = await ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId: id }));
    expect(read.AutomationExecution).toEqual(automation.executions[0]?.report);
    expect((await start(again.account)).AutomationExecutionId).not.toBe(id);
    expect(again.automation.executions).toHaveLength(2);
  });

  it('is a copy: a later change of the account does not change it, nor a change of the restored one', async () => {
    const { account, automation } = await fullAccount();
    const snapshot = takeSnapshot(account, automation);
    const text = toSnapshotText(snapshot);
    account.backdoor.setKeyStatus('AKIAIOSFODNN7EXAMPLE', 'Inactive');
    const again = await restored(snapshot);
    again.account.backdoor.untagUser('alice', ['Team']);
    expect(toSnapshotText(snapshot)).toBe(text);
  });

  it('is taken when an execution has ended, before its start is answered', async () => {
    const account = createSandboxAccount();
    const order: string[] = [];
    const automation: Automation = await deployed(account, [], async () => {
      order.push(`${automation.executions.length} ended`);
    });
    await start(account);
    order.push('answered');
    expect(order).toEqual(['1 ended', 'answered']);
  });

  it('refuses two users whose names differ only in case, as IAM does', () => {
    const { backdoor } = createSandboxAccount();
    backdoor.createUser({ userName: 'alice' });
    const states = backdoor.states();
    const users = states.users.map((user) => ({
      ...user,
      userId: 'AIDAI44QH8DHBEXAMPLE',
      userName: 'ALICE',
    }));
    expect(users).toHaveLength(1);
    expect(() => backdoor.putStates({ ...states, users })).toThrow('The sandbox has a user ALICE already');
  });
});

const NOTHING = { users: [], groups: [], managedPolicies: [], rootHasAccessKeys: false };

describe('the text of a snapshot', () => {
  const text = toSnapshotText({ now: at(15), iam: NOTHING, tables: {}, parameters: [], executions: [] });
  const changed = (change: object) => JSON.stringify({ ...JSON.parse(text), ...change });

  it.each([
    ['nothing', '', 'a text that is not JSON'],
    ['a part of it', text.slice(0, -20), 'a text that is not JSON'],
    ['null', 'null', 'another content'],
    ['another JSON', '{"schemaVersion":"1.1","receipts":[]}', 'another content'],
    ['a list', '[]', 'another content'],
    ['a later version', changed({ sandboxAccount: '3' }), 'version 3'],
    ['a version that is no text', changed({ sandboxAccount: 2 }), 'version 2'],
    ['no digest', changed({ sha256: undefined }), 'a content that was changed or is damaged'],
    ['no content', changed({ content: undefined }), 'a content that was changed or is damaged'],
    [
      'a changed content',
      text.replace('2026-01-15', '2026-01-16'),
      'a content that was changed or is damaged',
    ],
  ])('%s is refused with a sentence', (_, given, received) => {
    expect(() => parseSnapshotText(given)).toThrow(SnapshotTextError);
    expect(() => parseSnapshotText(given)).toThrow(
      `expected an account of the sandbox, version 2, as a command has written it; received ${received}`,
    );
  });

  it('may be indented in another way', () => {
    expect(parseSnapshotText(JSON.stringify(JSON.parse(text))).now).toEqual(at(15));
  });
});
