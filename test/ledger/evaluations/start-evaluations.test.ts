import { NoSuchConfigRuleException, StartConfigRulesEvaluationCommand } from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { ANYONE, noteChange, tellRule } from '../../../ledger/evaluations/notes.ts';
import { readRule } from '../../../ledger/evaluations/rule-item.ts';
import { startEvaluations } from '../../../ledger/evaluations/start-evaluations.ts';
import { MAX_CLAIMS } from '../../../ledger/evaluations/transitions.ts';
import { NAMES, ruleFunctionArn } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { directClients, type Gate } from '../../support/direct-clients.ts';
import { aLedger, itemsOf, putItem } from '../../support/ledger.ts';
import { NOW } from '../../support/users.ts';

const [STACK, PACK] = ['of-a-stack', 'of-a-pack'];
const HOUR = 3_600_000;

function anAccount(rules: readonly string[] = [STACK], gate?: Gate) {
  const { account } = aLedger();
  for (const configRuleName of rules) {
    account.configRules.put({ configRuleName, sourceIdentifier: ruleFunctionArn(account) });
  }
  const { dynamodb, config } = directClients(account, NAMES.reevaluationFunction, gate);
  const ledger = { dynamodb, tableName: NAMES.sandboxLedger };
  let nonces = 0;
  const services = {
    ledger,
    config,
    configWithoutRetries: config,
    ruleFunctionArn: ruleFunctionArn(account),
    now: account.clock.now,
    randomId: () => `nonce-${nonces++}`,
  };
  const note = (user: string, nonce = user) => noteChange(ledger, { user, at: account.clock.now(), nonce });
  const startByHand = (rule: string) =>
    config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [rule] }) as never);
  const owedBy = async (rule: string) => (await readRule(ledger, rule)).state.owed.length;
  return { account, ledger, note, startByHand, owedBy, start: () => startEvaluations(services) };
}

const itemsOfKind = (account: SandboxAccount, kind: string) =>
  itemsOf(account)
    .filter(({ pk }) => pk === kind)
    .map(({ sk }) => sk);

const sweptAt = (account: SandboxAccount, milliseconds: number) => {
  const at = new Date(NOW.getTime() + milliseconds).toISOString();
  putItem(account, {
    pk: 'RULE',
    sk: STACK,
    nonce: 'n',
    lastSweepAt: at,
    newestAt: at,
    owed: '[]',
    runs: '[]',
  });
};

describe('the start of evaluations', () => {
  it('tells every rule of the changes, and starts it', async () => {
    const { account, note, start, owedBy } = anAccount([STACK, PACK]);
    await note('alice');
    expect(await start()).toEqual({ started: [PACK, STACK], postponed: [], errors: [] });
    expect(itemsOfKind(account, 'CHANGED')).toEqual([]);
    expect(itemsOfKind(account, 'PENDING')).toEqual([`${PACK}#alice`, `${STACK}#alice`]);
    expect([await owedBy(STACK), await owedBy(PACK)]).toEqual([1, 1]);
  });

  it('starts nothing if nobody changed', async () => {
    const { account, start } = anAccount();
    expect(await start()).toEqual({ started: [], postponed: [], errors: [] });
    expect(account.calls.map(({ operation }) => operation)).toEqual([
      'DescribeConfigRules',
      'Query',
      'Query',
      'Query',
    ]);
  });

  it('keeps the changes if AWS Config shows no rule of ours: no answer proves that there is none', async () => {
    const { account, note, start } = anAccount([]);
    await note('alice');
    expect(await start()).toEqual({ started: [], postponed: [], errors: [] });
    expect(itemsOfKind(account, 'CHANGED')).toEqual(['alice']);
  });

  it('does not mix up rules whose names begin alike, or have characters of keys', async () => {
    const names = ['rule', 'rule-2', 'rule#2', 'rule%232'];
    const { account, ledger, start, note } = anAccount(names);
    await tellRule(ledger, 'rule#2', { user: 'alice', at: NOW, nonce: 'n' });
    expect((await start()).started).toEqual(['rule#2']);
    await note('bob');
    account.clock.advance(60_000);
    expect((await start()).started).not.toContain('rule#2');
  });
});

describe('the changes that are passed on', () => {
  it('are told to a rule once each, however many there are', async () => {
    const { account, note, start } = anAccount();
    const users = Array.from({ length: 21 }, (_, n) => `user-${String(n).padStart(2, '0')}`);
    for (const user of users) await note(user);
    await start();
    const told = account.calls.filter(({ input }) => pkOf(input) === 'PENDING').length;
    expect([told, itemsOfKind(account, 'PENDING').length]).toEqual([21, 21]);
  });

  it('have their own times, but a change of a user whom nobody can name has that of the last sweep', async () => {
    const { account, note, start } = anAccount();
    sweptAt(account, -HOUR);
    for (const user of ['alice', ANYONE]) await note(user);
    await start();
    const pending = itemsOf(account).filter(({ pk }) => pk === 'PENDING');
    expect(pending.map(({ sk, at }) => [sk, at])).toEqual([
      [`${STACK}#*`, new Date(NOW.getTime() - HOUR).toISOString()],
      [`${STACK}#alice`, NOW.toISOString()],
    ]);
  });
});

const pkOf = (input: unknown) =>
  (input as { readonly Item?: { readonly pk: { readonly S: string } } }).Item?.pk.S;

describe('a start of a targeted run', () => {
  it('is owed a notification only when AWS Config has accepted it', async () => {
    const seen: unknown[] = [];
    const isAccepted = () =>
      itemsOf(account)
        .filter(({ pk }) => pk === 'RULE')
        .map(({ owed = '' }) => JSON.parse(owed)[0].isAccepted);
    const { account, note, start } = anAccount([STACK], async (operation) => {
      if (operation === 'StartConfigRulesEvaluation') seen.push(isAccepted());
    });
    await note('alice');
    await start();
    expect([...seen, isAccepted()]).toEqual([[false], [true]]);
  });

  it('names the item that nobody understands whose place its note takes', async () => {
    let reads = 0;
    const { account, note, start } = anAccount([STACK], async (operation) => {
      if (operation !== 'Query') return;
      reads += 1;
      // The changes, the users of the rule, and the rule were read: it is read again to note the start.
      if (reads === 4) putItem(account, { pk: 'RULE', sk: STACK, nonce: 'n' });
    });
    await note('alice');
    expect(await start()).toMatchObject({ started: [STACK], errors: [{ name: 'MalformedItemError' }] });
  });
});

describe('a rule that AWS Config refuses', () => {
  it('is tried again alone, and no start of it is owed a run', async () => {
    const { note, start, startByHand, owedBy } = anAccount([STACK, PACK]);
    await startByHand(PACK);
    await note('alice');
    expect(await start()).toEqual({
      started: [STACK],
      postponed: [{ configRuleName: PACK, notBefore: undefined, isRefused: true }],
      errors: [],
    });
    expect([await owedBy(STACK), await owedBy(PACK)]).toEqual([1, 0]);
  });

  it('is not started by us within a minute of our last start', async () => {
    const { account, note, start } = anAccount();
    await note('alice');
    await start();
    await note('bob');
    expect(await start()).toMatchObject({ started: [], postponed: [{ configRuleName: STACK }] });
    const starts = account.calls.filter(({ operation }) => operation === 'StartConfigRulesEvaluation');
    expect(starts).toHaveLength(1);
  });

  it('and that was deleted meanwhile is none of ours any more', async () => {
    const { note, start, owedBy } = anAccount([STACK], async (operation) => {
      const gone = new NoSuchConfigRuleException({ message: 'gone', $metadata: { httpStatusCode: 400 } });
      if (operation === 'StartConfigRulesEvaluation') throw gone;
    });
    await note('alice');
    expect(await start()).toEqual({ started: [], postponed: [], errors: [] });
    expect(await owedBy(STACK)).toBe(0);
  });
});

describe('a start that fails', () => {
  it.each<[string, Fault]>([
    ['denied', { kind: 'deny' }],
    ['throttled', { kind: 'throttle' }],
    ['failed', { kind: 'fail', applied: false }],
    ['a lost answer', { kind: 'reset', applied: true }],
  ])('%s: the other rule is started, and a notification that comes begins a sweep', async (_title, fault) => {
    const { account, note, start, owedBy } = anAccount([STACK, PACK]);
    await note('alice');
    account.faults.add(({ operation, input }) =>
      operation === 'StartConfigRulesEvaluation' && JSON.stringify(input).includes(PACK) ? fault : undefined,
    );
    expect(await start()).toMatchObject({ started: [STACK], postponed: [], errors: [expect.any(Error)] });
    expect([await owedBy(STACK), await owedBy(PACK)]).toEqual([1, 0]);
  });
});

describe('more users than one run takes on', () => {
  it.each([
    [MAX_CLAIMS, []],
    [MAX_CLAIMS + 1, [{ configRuleName: STACK, notBefore: undefined, isRefused: false }]],
  ])('%d: postponed %j', async (count, postponed) => {
    const { ledger, start } = anAccount();
    for (let index = 0; index < count; index += 1) {
      await tellRule(ledger, STACK, { user: `user-${index}`, at: NOW, nonce: `n-${index}` });
    }
    expect(await start()).toEqual({ started: [STACK], postponed, errors: [] });
  });
});

describe('a change of a user whom nobody can name', () => {
  it('begins a sweep, which no start is owed, and looks again a minute later', async () => {
    const { account, note, start, owedBy } = anAccount();
    sweptAt(account, -HOUR);
    await note(ANYONE);
    expect(await start()).toEqual({
      started: [STACK],
      postponed: [{ configRuleName: STACK, notBefore: undefined, isRefused: false }],
      errors: [],
    });
    expect(await owedBy(STACK)).toBe(0);
  });

  it('begins a sweep of a rule of which nothing is known', async () => {
    const { note, start, owedBy } = anAccount();
    await note(ANYONE);
    expect(await start()).toMatchObject({ started: [STACK], postponed: [{ configRuleName: STACK }] });
    expect(await owedBy(STACK)).toBe(0);
  });

  it('sweeps at most hourly', async () => {
    const { account, note, start } = anAccount();
    sweptAt(account, 1 - HOUR);
    await note(ANYONE);
    const notBefore = new Date(NOW.getTime() + 1);
    expect(await start()).toEqual({
      started: [],
      postponed: [{ configRuleName: STACK, notBefore, isRefused: false }],
      errors: [],
    });
  });

  it('does not keep the others waiting for the hour', async () => {
    const { account, note, start, owedBy } = anAccount();
    sweptAt(account, 0);
    await note(ANYONE);
    await note('alice');
    expect(await start()).toMatchObject({
      started: [STACK],
      postponed: [{ notBefore: new Date(NOW.getTime() + HOUR) }],
    });
    expect(await owedBy(STACK)).toBe(1);
  });

  it('is done when a sweep began after the rule was told, and costs one sweep', async () => {
    const { account, note, start } = anAccount();
    sweptAt(account, -HOUR);
    await note(ANYONE);
    await start();
    account.clock.advance(60_000);
    sweptAt(account, 1);
    expect(await start()).toEqual({ started: [], postponed: [], errors: [] });
    expect(itemsOfKind(account, 'PENDING')).toEqual([]);
  });

  it('is not done by the sweep that was known when the rule was told', async () => {
    const { account, note, start } = anAccount();
    sweptAt(account, 0);
    await note(ANYONE);
    for (let count = 0; count < 2; count += 1) expect((await start()).postponed).toHaveLength(1);
    expect(itemsOfKind(account, 'PENDING')).toHaveLength(1);
  });
});

describe('an item that nobody understands', () => {
  it('among the notes: the user is evaluated, and the error names the item', async () => {
    const { account, start } = anAccount();
    putItem(account, { pk: 'CHANGED', sk: 'alice', at: 'yesterday' });
    const { started, errors } = await start();
    expect(started).toEqual([STACK]);
    expect(String(errors[0])).toContain(
      'MalformedItemError: item pk="CHANGED" sk="alice" of the ledger, nonce: expected',
    );
    expect(itemsOfKind(account, 'CHANGED')).toEqual(['alice']);
  });

  it('in place of the state of the rule: the next run is a sweep, and the item is replaced', async () => {
    const { account, ledger, note, start } = anAccount();
    putItem(account, { pk: 'RULE', sk: STACK, nonce: 'n', owed: 'x' });
    await note('alice');
    expect(await start()).toMatchObject({ started: [STACK], errors: [{ name: 'MalformedItemError' }] });
    expect(await readRule(ledger, STACK)).toMatchObject({
      state: { lastSweepAt: undefined },
      malformed: undefined,
    });
  });
});
