import { describe, expect, it } from 'vitest';
import { readRule } from '../../../ledger/evaluations/rule-item.ts';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { itemsOf, ledgerOf, putItem } from '../../support/ledger.ts';
import { addUser, dashboard } from '../../support/rule.ts';
import { deliverEvent, evaluationsSent, passMinute, sweptAccount } from '../../support/targeted-runs.ts';

const RULE = NAMES.configRule;
const kinds = (deployment: ReturnType<typeof sweptAccount>['deployment']) =>
  deployment.lines.rule.map(({ kind, sweep }) => (sweep ? `${kind} ${sweep}` : kind));
const inDynamodb = (account: SandboxAccount, fault: Fault, operation = '') =>
  account.faults.add((call) =>
    call.service === 'dynamodb' &&
    call.principal === NAMES.ruleFunction &&
    call.operation.startsWith(operation)
      ? fault
      : undefined,
  );

/**
 * alice has two keys, is noted as changed, and a start of ours is owed a targeted run; AWS Config's
 * notification is returned.
 */
async function owedNotification() {
  const { account, deployment } = sweptAccount();
  addUser(account, 'alice', 2);
  addUser(account, 'bob', 1);
  await deliverEvent(account, 'CreateAccessKey', { userName: 'alice' });
  account.clock.advance(60_000);
  await account.scheduler.fireDue();
  const event = account.configRules.notify(RULE);
  const invoke = (sent: object = event) => account.functions.invoke(NAMES.ruleFunction, sent);
  return { account, deployment, event, invoke };
}

describe('a notification', () => {
  it('of our start is a targeted run', async () => {
    const { deployment, account, invoke } = await owedNotification();
    await invoke();
    expect(kinds(deployment)).toEqual(['targeted']);
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });
  });

  it('of the schedule, or of *Re-evaluate* in the console, is a sweep, also while users are noted', async () => {
    const { account, deployment } = sweptAccount();
    addUser(account, 'alice', 2);
    await deliverEvent(account, 'CreateAccessKey', { userName: 'alice' });
    await account.configRules.evaluate(RULE);
    expect(kinds(deployment)).toEqual(['sweep completed']);
    expect(itemsOf(account).map(({ pk }) => pk)).toContain('CHANGED');
  });

  it('of the schedule is not swallowed by a start of ours, whichever comes first', async () => {
    const { account, deployment, invoke } = await owedNotification();
    await account.configRules.evaluate(RULE);
    await invoke();
    expect(kinds(deployment).toSorted()).toEqual(['sweep completed', 'targeted']);
  });

  it('that comes twice does its work once', async () => {
    const { account, deployment, invoke } = await owedNotification();
    await invoke();
    await invoke();
    expect(kinds(deployment)).toEqual(['targeted', 'repeated']);
    expect(evaluationsSent(account)).toBe(1);
  });

  it('of a sweep that comes twice is no second sweep', async () => {
    const { account, deployment } = sweptAccount();
    addUser(account, 'alice', 2);
    const event = account.configRules.notify(RULE);
    for (let count = 0; count < 2; count += 1) await account.functions.invoke(NAMES.ruleFunction, event);
    expect(kinds(deployment)).toEqual(['sweep completed', 'repeated']);
  });

  it('of a test run is a sweep that the ledger does not know of', async () => {
    const { account, deployment, event, invoke } = await owedNotification();
    await invoke({ ...event, resultToken: 'TESTMODE' });
    expect(kinds(deployment)).toEqual(['sweep test']);
    expect((await readRule(ledgerOf(account), RULE)).state).toMatchObject({ owed: [{}], runs: [] });
  });

  it('older than the newest that began a run, by a clock that went back: nobody is lost', async () => {
    const { account, event, invoke } = await owedNotification();
    const { invokingEvent } = event as { invokingEvent: string };
    const message = { ...JSON.parse(invokingEvent), notificationCreationTime: '2026-01-01T00:00:00.000Z' };
    await invoke({ ...event, invokingEvent: JSON.stringify(message) });
    expect(dashboard(account)).toEqual({});
    // The note stays: the next change, and every sweep, evaluates the user.
    expect(itemsOf(account).filter(({ pk }) => pk === 'PENDING')).toHaveLength(1);
    await account.configRules.evaluate(RULE);
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT', bob: 'COMPLIANT' });
  });
});

describe('two rules on one function', () => {
  it('have their own changed users, and neither removes those of the other', async () => {
    const { account, deployment, swept } = sweptAccount();
    account.configRules.put({ configRuleName: 'pack', sourceIdentifier: deployment.ruleFunctionArn });
    swept('pack');
    account.clock.advance(1_000);
    addUser(account, 'alice', 2);
    await deliverEvent(account, 'CreateAccessKey', { userName: 'alice' });
    await passMinute(account);
    expect(deployment.lines.rule.map(({ configRuleName, kind }) => [configRuleName, kind])).toEqual([
      [RULE, 'targeted'],
      ['pack', 'targeted'],
    ]);
    expect(evaluationsSent(account)).toBe(2);
  });
});

describe('a second change that is noted before the run of the first reads', () => {
  it('is evaluated by that run, and the run of the second start finds nothing: no sweep', async () => {
    const { account, deployment, invoke } = await owedNotification();
    await deliverEvent(account, 'UpdateAccessKey', { userName: 'bob' });
    account.clock.advance(60_000);
    await account.scheduler.fireDue();
    await invoke();
    for (let minutes = 0; minutes < 3; minutes += 1) await passMinute(account);
    expect(kinds(deployment)).toEqual(['targeted', 'targeted']);
    expect(evaluationsSent(account)).toBe(2);
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT', bob: 'COMPLIANT' });
  });
});

describe('a ledger that cannot be used', () => {
  it.each<[string, Fault, string]>([
    ['denied', { kind: 'deny' }, ''],
    ['failing', { kind: 'fail', applied: false }, ''],
    ['not writable', { kind: 'deny' }, 'PutItem'],
  ])('%s: the run is a sweep, succeeds, and its log line says why', async (_title, fault, operation) => {
    const { account, deployment, invoke } = await owedNotification();
    inDynamodb(account, fault, operation);
    expect((await invoke()).FunctionError).toBeUndefined();
    expect(kinds(deployment)).toEqual(['sweep completed']);
    expect(deployment.lines.rule[0]?.ledgerProblem).toMatch(
      /^LedgerUnavailableError: could not (read|write) the ledger/,
    );
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT', bob: 'COMPLIANT' });
  });

  it('at the end of a targeted run is a failure, whose retry is targeted', async () => {
    const { account, deployment, invoke } = await owedNotification();
    const remove = inDynamodb(account, { kind: 'deny' }, 'DeleteItem');
    expect((await invoke()).Payload).toContain('the ledger: LedgerUnavailableError');
    remove();
    expect((await invoke()).FunctionError).toBeUndefined();
    expect(kinds(deployment)).toEqual(['targeted', 'targeted']);
  });
});

describe('an item that nobody understands', () => {
  it('in place of the state of the rule: a sweep, a failure that names the item, and a valid item for the next run', async () => {
    const { account, deployment, invoke } = await owedNotification();
    putItem(account, { pk: 'RULE', sk: RULE, nonce: 'n', runs: 'x' });
    expect((await invoke()).Payload).toContain('the ledger: MalformedItemError: item pk=\\"RULE\\"');
    expect(kinds(deployment)).toEqual(['sweep completed']);
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT', bob: 'COMPLIANT' });
    expect((await readRule(ledgerOf(account), RULE)).malformed).toBeUndefined();
  });

  it('among the users to evaluate: the user is evaluated, and the run fails and names the item', async () => {
    const { account, invoke } = await owedNotification();
    putItem(account, { pk: 'PENDING', sk: `${RULE}#bob`, at: 'yesterday' });
    expect((await invoke()).Payload).toContain('MalformedItemError');
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT', bob: 'COMPLIANT' });
  });
});

describe('a sweep that some users are left of', () => {
  it('is repeated by Lambda for these only', async () => {
    const { account, deployment } = sweptAccount();
    for (const name of ['alice', 'bob', 'carol']) addUser(account, name, 2);
    const remove = account.faults.add(({ operation, input }) =>
      operation === 'ListAccessKeys' && JSON.stringify(input).includes('bob') ? { kind: 'deny' } : undefined,
    );
    const event = account.configRules.notify(RULE);
    expect((await account.functions.invoke(NAMES.ruleFunction, event)).Payload).toContain(
      'bob: AccessDenied',
    );
    remove();
    expect((await account.functions.invoke(NAMES.ruleFunction, event)).FunctionError).toBeUndefined();
    expect(deployment.lines.rule.map(({ kind, users }) => [kind, users])).toEqual([
      ['sweep', 3],
      ['targeted', 1],
    ]);
    expect(evaluationsSent(account)).toBe(3);
    expect(itemsOf(account).filter(({ pk }) => pk === 'PENDING')).toEqual([]);
  });

  it('because nobody could be listed is repeated as a sweep', async () => {
    const { account, deployment } = sweptAccount();
    addUser(account, 'alice', 2);
    const remove = account.faults.add(({ operation }) =>
      operation === 'ListUsers' ? { kind: 'deny' } : undefined,
    );
    const event = account.configRules.notify(RULE);
    await account.functions.invoke(NAMES.ruleFunction, event);
    remove();
    await account.functions.invoke(NAMES.ruleFunction, event);
    expect(kinds(deployment)).toEqual(['sweep incomplete', 'sweep completed']);
  });
});

describe('the log line of a sweep, which an alarm counts', () => {
  it.each([
    [3, 0, 'completed'],
    [3, 1, 'completed'],
    [3, 2, 'incomplete'],
    [220, 100, 'completed'],
    [220, 101, 'incomplete'],
    [0, 0, 'completed'],
  ])('of %d users, of whom %d cannot be read: %s', async (users, unreadable, sweep) => {
    const { account, deployment } = sweptAccount();
    for (let index = 0; index < users; index += 1) addUser(account, `user-${index}`, 1);
    const isUnreadable = (name = '') => Number(name.replace('user-', '')) < unreadable;
    account.faults.add(({ operation, input }) =>
      operation === 'ListAccessKeys' && isUnreadable((input as { UserName?: string }).UserName)
        ? { kind: 'deny' }
        : undefined,
    );
    await account.configRules.evaluate(RULE);
    expect(kinds(deployment)).toEqual([`sweep ${sweep}`]);
  });
});

describe('a user whom nobody can name', () => {
  it('one change of an unknown user costs one sweep', async () => {
    const { account, deployment } = sweptAccount();
    addUser(account, 'alice', 2);
    account.clock.advance(4 * 3_600_000);
    await deliverEvent(account, 'CreateAccessKey', { userName: 'x y' });
    for (let minutes = 0; minutes < 180; minutes += 1) await passMinute(account);
    expect(kinds(deployment)).toEqual(['sweep completed']);
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });
  });
});
