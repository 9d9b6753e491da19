import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { automaticAccount, automaticPass, receiptsOf } from '../../support/automatic.ts';
import { receiptsIn } from '../../support/ledger.ts';
import {
  deactivate,
  deleteDeactivated,
  EXECUTION,
  noteTouchOf,
  reactivate,
} from '../../support/remediation.ts';
import { addUser, evaluate } from '../../support/rule.ts';
import { exemptUntil } from '../../support/users.ts';

const withAlice = async (options: Parameters<typeof automaticAccount>[0] = {}) => {
  const given = await automaticAccount(options);
  const alice = addUser(given.account, 'alice', 2);
  const [kept = '', key = ''] = alice.keys;
  return { ...given, alice, kept, key };
};

/** A tag with which no key can be chosen. */
const NO_KEY = { 'one-active-key:keep': 'x' };

const AUTOMATIC = 'as an automatic run (Automatic=true)';

const tag = (tags: Record<string, string>) => (account: SandboxAccount) =>
  account.backdoor.tagUser('alice', tags);

describe('what a run tells of', () => {
  it('a deactivation, an undo and a deletion, with their keys, the undo command and the execution', async () => {
    const { account, alice, kept, key, messages } = await withAlice();
    const receipts = [await deactivate(account, alice.userId), await reactivate(account, alice.userId, key)];
    account.backdoor.untagUser('alice', Object.keys(exemptUntil('')));
    account.clock.advance(DAY_MS);
    receipts.push(await deactivate(account, alice.userId));
    await noteTouchOf(account, key);
    account.clock.advance(14 * DAY_MS);
    receipts.push(await deleteDeactivated(account, alice.userId));
    const common = { userId: alice.userId, userName: 'alice', automationExecutionId: EXECUTION };
    expect(messages).toMatchObject([
      {
        ...common,
        event: 'Deactivated',
        keptAccessKeyId: kept,
        accessKeyIds: [key],
        undo: expect.stringMatching(/^aws ssm/),
      },
      { ...common, event: 'Reactivated', accessKeyIds: [key] },
      { ...common, event: 'Deactivated' },
      { ...common, event: 'Deleted', accessKeyIds: [key] },
    ]);
    expect(messages.map(({ time }) => time)).toEqual(receipts.map(({ at }) => at));
  });

  it.each([
    ['a run by hand: nothing', {}, {}, { event: 'Deactivated', started: '' }],
    ['an automatic run', { automatic: 'true' }, {}, { event: 'Deactivated', started: AUTOMATIC }],
    ['a refusal by hand: nothing', {}, NO_KEY, { event: 'Refused', started: '' }],
    [
      'the refusal of an automatic run',
      { automatic: 'true' },
      NO_KEY,
      { event: 'Refused', started: AUTOMATIC },
    ],
  ])('how it was started, as far as it knows it: %s', async (_, parameters, tags, expected) => {
    const { account, alice, messages } = await withAlice({ noticeDays: 0 });
    account.backdoor.tagUser('alice', tags);
    const { at: time } = await deactivate(account, alice.userId, parameters);
    expect(messages).toMatchObject([{ ...expected, time }]);
  });

  it('every refusal of a run by hand', async () => {
    const { account, alice, messages } = await withAlice();
    account.backdoor.tagUser('alice', NO_KEY);
    for (let run = 0; run < 2; run += 1) await deactivate(account, alice.userId);
    expect(messages.map(({ event }) => event)).toEqual(['Refused', 'Refused']);
  });

  it('every deactivation of an automatic run', async () => {
    const { account, alice, key, messages } = await withAlice({ noticeDays: 0 });
    for (let run = 0; run < 2; run += 1) {
      account.backdoor.setKeyStatus(key, 'Active');
      expect(await deactivate(account, alice.userId, { automatic: 'true' })).toMatchObject({
        outcome: 'Deactivated',
      });
      account.clock.advance(DAY_MS);
    }
    expect(messages.map(({ event }) => event)).toEqual(['Deactivated', 'Deactivated']);
  });

  it('a refusal of the daily pass, and that it was the pass', async () => {
    const { account, messages } = await withAlice();
    account.backdoor.tagUser('alice', NO_KEY);
    await evaluate(account);
    const began = account.clock.now().toISOString();
    await automaticPass(account);
    expect(messages).toMatchObject([
      { event: 'Refused', started: 'by the daily pass', automationExecutionId: '' },
    ]);
    expect(messages[0]?.time.slice(0, 16)).toBe(began.slice(0, 16));
  });

  it.each<[string, (account: SandboxAccount) => unknown, Record<string, string>, readonly string[]]>([
    ['a refusal about which the owner has to decide', tag(NO_KEY), {}, ['Refused']],
    ['not a refusal of a value that a run gave', () => {}, { keepAccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }, []],
    [
      'not a run that had nothing to do',
      (account) =>
        account.backdoor.setKeyStatus(account.backdoor.keysOf('alice')[0]?.accessKeyId ?? '', 'Inactive'),
      {},
      [],
    ],
    ['not an exemption', tag(exemptUntil('2026-12-01')), {}, []],
    ['not a dry run', () => {}, { dryRun: 'true' }, []],
    ['not a dry run that refuses', tag(NO_KEY), { dryRun: 'true' }, []],
  ])('%s', async (_, prepare, parameters, events) => {
    const { account, alice, messages } = await withAlice();
    prepare(account);
    await deactivate(account, alice.userId, parameters);
    expect(messages.map(({ event }) => event)).toEqual(events);
  });
});

describe('a message that cannot be published', () => {
  it('does not change the outcome of the act: the receipt, in the ledger too, says what failed', async () => {
    const { account, deployment, alice, key } = await withAlice({
      publish() {
        throw new Error('topic arn:aws:sns:us-east-1:111122223333:gone: NotFound');
      },
    });
    const receipt = await deactivate(account, alice.userId);
    expect(receipt).toMatchObject({ outcome: 'Deactivated', deactivatedAccessKeyIds: [key] });
    expect(receipt.reason).toContain('People could not be told of this: InvokedFunctionError: the function');
    expect(receipt.reason).toContain('topic arn:aws:sns:us-east-1:111122223333:gone: NotFound');
    expect(receiptsIn(account)).toEqual([receipt]);
    expect(receiptsOf({ deployment })).toEqual([receipt]);
  });

  it.each<[string, (account: SandboxAccount) => unknown]>([
    [
      'the function may not be invoked',
      (account) =>
        account.faults.add(({ operation }) => (operation === 'Invoke' ? { kind: 'deny' } : undefined)),
    ],
    [
      'the function does not answer',
      (account) =>
        account.faults.add(({ operation }) =>
          operation === 'Invoke' ? { kind: 'fail', applied: false } : undefined,
        ),
    ],
  ])('%s: the same', async (_, disturb) => {
    const { account, alice } = await withAlice();
    disturb(account);
    const receipt = await deactivate(account, alice.userId);
    expect(receipt.outcome).toBe('Deactivated');
    expect(receipt.reason).toContain('People could not be told of this: ');
  });

  it('nor does the ledger, if it fails at the same time', async () => {
    const { account, alice } = await withAlice({
      publish() {
        account.faults.add(({ operation }) => (operation === 'PutItem' ? { kind: 'deny' } : undefined));
        throw new Error('NotFound');
      },
    });
    const receipt = await deactivate(account, alice.userId);
    expect(receipt.outcome).toBe('Deactivated');
    expect(receipt.reason).toContain('People could not be told of this');
    expect(receipt.reason).toContain('This receipt could not be kept in the ledger');
  });
});
