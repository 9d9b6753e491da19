import { describe, expect, it } from 'vitest';
import { changeRule, readRule } from '../../../ledger/evaluations/rule-item.ts';
import { NOTHING_KNOWN, type RuleState, type RunRecord } from '../../../ledger/evaluations/rule-state.ts';
import { MAX_CLAIMS } from '../../../ledger/evaluations/transitions.ts';
import { aLedger } from '../../support/ledger.ts';
import { NOW } from '../../support/users.ts';

const RULE = 'iam-user-one-active-access-key';

function aRule() {
  const { account, ledger, items, put } = aLedger();
  let count = 0;
  const randomId = () => {
    count += 1;
    return `nonce-${count}`;
  };
  const change = (state: RuleState) => changeRule({ ledger, randomId }, RULE, () => ({ state }));
  return {
    account,
    ledger,
    items,
    put,
    change,
    services: { ledger, randomId },
    read: () => readRule(ledger, RULE),
  };
}

const FULL: RuleState = {
  lastSweepAt: NOW,
  newestAt: new Date(NOW.getTime() + 1),
  owed: [{ nonce: 'n', startedAt: NOW, awaitedSince: NOW, isAccepted: true, frequencyMs: 3_600_000 }],
  runs: [
    {
      id: 'a#b',
      kind: 'targeted',
      notifiedAt: NOW,
      beganAt: NOW,
      isCompleted: false,
      claims: [{ user: 'alice', nonce: 'm' }],
    },
    { id: 'c', kind: 'sweep', notifiedAt: NOW, beganAt: NOW, isCompleted: true, claims: [] },
  ],
};

describe('what is known of a rule', () => {
  it.each<[string, RuleState]>([
    ['everything', FULL],
    ['nothing', NOTHING_KNOWN],
  ])('is read as it was written: %s', async (_title, state) => {
    const { change, read } = aRule();
    await change(state);
    expect(await read()).toEqual({ state, nonce: 'nonce-1', malformed: undefined });
  });

  it('is nothing if there is no item', async () => {
    expect(await aRule().read()).toEqual({ state: NOTHING_KNOWN, nonce: undefined, malformed: undefined });
  });

  it('is in one item with these attributes', async () => {
    const { change, items } = aRule();
    await change(FULL);
    expect(items()).toEqual([
      {
        pk: 'RULE',
        sk: RULE,
        nonce: 'nonce-1',
        lastSweepAt: NOW.toISOString(),
        newestAt: FULL.newestAt?.toISOString(),
        owed: JSON.stringify(FULL.owed),
        runs: JSON.stringify(FULL.runs),
      },
    ]);
  });

  it('fits into an item, with the longest names and all claims that are kept', () => {
    const claims = Array.from({ length: MAX_CLAIMS }, () => ({
      user: 'x'.repeat(64),
      nonce: 'n'.repeat(36),
    }));
    const runs = Array.from(
      { length: 120 },
      (_, index): RunRecord => ({
        ...(FULL.runs[0] as RunRecord),
        id: `2026-11-21T12:00:00.000Z#${'0'.repeat(16)}`,
        claims: index < 100 ? [] : claims,
      }),
    );
    expect(JSON.stringify(runs).length).toBeLessThan(400_000);
  });
});

describe('a change', () => {
  it('that another run makes at the same time is made after it', async () => {
    const { services, read, ledger } = aRule();
    let attempts = 0;
    await changeRule(services, RULE, async (state) => {
      attempts += 1;
      if (attempts === 1) {
        await changeRule({ ledger, randomId: () => 'other' }, RULE, () => ({ state: FULL }));
      }
      return { state: { ...state, lastSweepAt: new Date(0) } };
    });
    expect(attempts).toBe(2);
    expect((await read()).state).toEqual({ ...FULL, lastSweepAt: new Date(0) });
  });

  it('that others outrun thirty times is an error', async () => {
    const { services, ledger } = aRule();
    let others = 0;
    const outrun = changeRule(services, RULE, async (state) => {
      others += 1;
      await changeRule({ ledger, randomId: () => `other-${others}` }, RULE, () => ({ state }));
      return { state };
    });
    await expect(outrun).rejects.toMatchObject({
      name: 'ContendedRuleError',
      message: `other runs changed the item RULE of the rule ${RULE} 30 times in a row; start again`,
    });
    expect(others).toBe(30);
  });

  it('whose answer is lost is no conflict with itself', async () => {
    const { account, change, read } = aRule();
    const remove = account.faults.add(({ operation }) => {
      if (operation !== 'PutItem') return undefined;
      remove();
      return { kind: 'reset', applied: true };
    });
    await change(FULL);
    expect((await read()).state).toEqual(FULL);
  });
});

describe('an item that nobody understands: nothing is known, the error says why, and the next change replaces it', () => {
  const valid = { lastSweepAt: '', newestAt: '', owed: '[]', runs: '[]', nonce: 'n' };
  const run = FULL.runs[0];
  const withRun = (rest: object) => ({ runs: JSON.stringify([{ ...run, ...rest }]) });
  it.each<[string, Readonly<Record<string, string | undefined>>]>([
    ['no nonce', { nonce: undefined }],
    ['an empty nonce', { nonce: '' }],
    ['no time of the last sweep', { lastSweepAt: undefined }],
    ['a time that is none', { lastSweepAt: 'yesterday' }],
    ['a newest time in another form', { newestAt: '2026-11-21' }],
    ['no starts', { owed: undefined }],
    ['starts that are no JSON', { owed: '[' }],
    ['starts that are no list', { owed: '{}' }],
    ['a start that is null', { owed: '[null]' }],
    ['a start without a nonce', { owed: JSON.stringify([{ ...FULL.owed[0], nonce: '' }]) }],
    ['a start without a time', { owed: JSON.stringify([{ ...FULL.owed[0], startedAt: 7 }]) }],
    [
      'a start that is awaited since no time',
      { owed: JSON.stringify([{ ...FULL.owed[0], awaitedSince: '' }]) },
    ],
    ['a start whose frequency is a text', { owed: JSON.stringify([{ ...FULL.owed[0], frequencyMs: '1' }]) }],
    [
      'a start of which nobody knows whether it is accepted',
      { owed: JSON.stringify([{ ...FULL.owed[0], isAccepted: 1 }]) },
    ],
    ['a run without an id', withRun({ id: '' })],
    ['a run of an unknown kind', withRun({ kind: 'walk' })],
    ['a run without a time', withRun({ notifiedAt: 'x' })],
    ['a run that began at no time', withRun({ beganAt: undefined })],
    ['a run of which nobody knows whether it is completed', withRun({ isCompleted: 'true' })],
    ['a run without claims', withRun({ claims: undefined })],
    ['a claim that is null', withRun({ claims: [null] })],
    ['a claim without a user', withRun({ claims: [{ nonce: 'n' }] })],
    ['a claim without a nonce', withRun({ claims: [{ user: 'alice' }] })],
  ])('%s', async (_title, rest) => {
    const { put, read, change } = aRule();
    const attributes = Object.entries({ ...valid, ...rest }).filter(([, value]) => value !== undefined);
    put({ pk: 'RULE', sk: RULE, ...(Object.fromEntries(attributes) as Record<string, string>) });
    expect(await read()).toMatchObject({ state: NOTHING_KNOWN, malformed: { name: 'MalformedItemError' } });
    const expected = /: expected (a text|a time like .*|a list in the form that ledger.evaluations writes)/;
    expect((await read()).malformed?.message).toMatch(expected);
    expect((await change(FULL)).malformed).toBeDefined();
    expect(await read()).toMatchObject({ state: FULL, malformed: undefined });
  });
});
