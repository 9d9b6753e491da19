/** Of which keys and exemptions the daily pass tells, and up to which moment. */

import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { automaticAccount, eventsOf } from '../../support/automatic.ts';
import { putItem, recordsIn } from '../../support/ledger.ts';
import { beforeCall, deactivate, EXECUTION, failCall, runDailyPass } from '../../support/remediation.ts';
import { addUser, callCounts, evaluate } from '../../support/rule.ts';
import { killAt } from '../../support/schedules.ts';
import { exemptUntil } from '../../support/users.ts';

/** An account with users, whose second keys the runbook has just deactivated. */
async function withDeactivatedKeys(names: readonly string[] = ['alice']) {
  const given = await automaticAccount();
  const users = names.map((name) => addUser(given.account, name, 2));
  for (const { userId } of users) await deactivate(given.account, userId);
  return { ...given, users, key: users[0]?.keys[1] ?? '' };
}

/** Sets the clock to so many milliseconds after the deactivation of the only key on record. */
function goTo(account: SandboxAccount, milliseconds: number): void {
  const [record] = recordsIn(account);
  const deactivatedAt = Date.parse(record?.['deactivatedAt'] ?? '');
  account.clock.advance(deactivatedAt + milliseconds - account.clock.now().getTime());
}

const useNow = ({ backdoor, clock }: SandboxAccount, key: string) =>
  backdoor.useKey(key, { at: clock.now(), service: 's3', region: 'us-east-1' });

describe('of a soak of 14 days the pass tells', () => {
  it.each<[string, number, readonly string[]]>([
    ['nothing more than three days before its end', 11 * DAY_MS - 1, []],
    ['its end three days before', 11 * DAY_MS, ['SoakEnding']],
    ['its end an instant before', 14 * DAY_MS - 1, ['SoakEnding']],
    ['nothing at its end', 14 * DAY_MS, []],
  ])('%s', async (_title, milliseconds, events) => {
    const { account, messages } = await withDeactivatedKeys();
    goTo(account, milliseconds);
    await runDailyPass(account).catch(() => {});
    expect(messages.map(({ event }) => event).filter((event) => event === 'SoakEnding')).toEqual(events);
  });

  it('what the key is, which key stays, and by which execution it was deactivated', async () => {
    const { account, messages, users, key } = await withDeactivatedKeys(['alice', 'bob']);
    account.clock.advance(12 * DAY_MS);
    await runDailyPass(account);
    expect(eventsOf(messages, 'bob')).toEqual(['Deactivated', 'SoakEnding']);
    expect(messages.filter(({ event, userName }) => event === 'SoakEnding' && userName === 'alice')).toEqual([
      expect.objectContaining({
        keptAccessKeyId: users[0]?.keys[0],
        reason: `${key} was deactivated at 2026-11-21T12:00Z and is deleted after 14 days.`,
        automationExecutionId: EXECUTION,
      }),
    ]);
  });

  it('without a survivor where the record has none', async () => {
    const { account, messages, key } = await withDeactivatedKeys();
    putItem(account, { ...(recordsIn(account)[0] as Record<string, string>), kept: '' });
    account.clock.advance(12 * DAY_MS);
    await runDailyPass(account);
    useNow(account, key);
    await runDailyPass(account);
    expect(messages.slice(1)).toMatchObject([
      { event: 'SoakEnding', keptAccessKeyId: '' },
      { event: 'DeactivatedKeyUsed', keptAccessKeyId: '', accessKeyIds: [key] },
    ]);
  });

  it.each(['written', 'unproven'])('nothing while its record is %s', async (state) => {
    const { account, messages } = await withDeactivatedKeys();
    putItem(account, { ...(recordsIn(account)[0] as Record<string, string>), state });
    account.clock.advance(12 * DAY_MS);
    await runDailyPass(account);
    expect(messages.map(({ event }) => event)).toEqual(['Deactivated']);
  });

  it('nothing where a run was interrupted before IAM accepted anything', async () => {
    const { account, messages } = await automaticAccount();
    const { userId } = addUser(account, 'alice', 2);
    const revive = killAt(account, 'PutItem', { n: 4 });
    await deactivate(account, userId).catch(() => {});
    revive();
    account.clock.advance(12 * DAY_MS);
    await runDailyPass(account);
    expect(messages).toEqual([]);
  });

  it('nothing when the time of the pass is over', async () => {
    const { account, messages } = await withDeactivatedKeys();
    account.clock.advance(12 * DAY_MS);
    beforeCall(account, 'ListUsers', () => account.clock.advance(201_000));
    await runDailyPass(account);
    expect(messages.map(({ event }) => event)).toEqual(['Deactivated']);
  });
});

describe('of the use of a deactivated key the pass', () => {
  it('tells nothing if it was used at the very time of the deactivation', async () => {
    const { account, messages, key } = await withDeactivatedKeys();
    const at = new Date(recordsIn(account)[0]?.['deactivatedAt'] ?? '');
    account.backdoor.useKey(key, { at, service: 's3', region: 'us-east-1' });
    await runDailyPass(account);
    expect(messages.map(({ event }) => event)).toEqual(['Deactivated']);
  });

  it.each([
    ['asks IAM thirty days after the deactivation', 30 * DAY_MS, 1],
    ['does not ask IAM a millisecond later', 30 * DAY_MS + 1, 0],
  ])('%s', async (_title, milliseconds, times) => {
    const { account } = await withDeactivatedKeys();
    goTo(account, milliseconds);
    const before = callCounts(account)['GetAccessKeyLastUsed'] ?? 0;
    await runDailyPass(account, {});
    expect((callCounts(account)['GetAccessKeyLastUsed'] ?? 0) - before).toBe(times);
  });

  it('tells nothing of a user who is gone', async () => {
    const { account, messages } = await withDeactivatedKeys();
    account.backdoor.deleteUser('alice');
    await runDailyPass(account, {});
    expect(messages.map(({ event }) => event)).toEqual(['Deactivated']);
  });

  it('tells nothing of a key that is deleted', async () => {
    const { account, messages, key } = await withDeactivatedKeys();
    account.backdoor.deleteAccessKey(key);
    await runDailyPass(account, {});
    expect(messages.map(({ event }) => event)).toEqual(['Deactivated']);
  });

  it('fails if IAM does not say it, and names the key', async () => {
    const { account, key } = await withDeactivatedKeys();
    failCall(account, 'GetAccessKeyLastUsed', { kind: 'deny' }, { andAfter: true });
    await expect(runDailyPass(account, {})).rejects.toThrow(`${key}: AccessDenied`);
  });
});

describe('of an exemption the pass', () => {
  const withExemptUsers = async (names: readonly string[] = ['alice']) => {
    const given = await automaticAccount();
    for (const name of names) {
      addUser(given.account, name, 2);
      given.account.backdoor.tagUser(name, exemptUntil('2026-11-22'));
    }
    await evaluate(given.account);
    return given;
  };
  const END = Date.parse('2026-11-23T00:00:00.000Z');

  it.each([
    ['an instant before its end: once', END - 1, ['ExemptionEnding'], 1],
    ['at its end: never, and asks nobody about it', END, [], 0],
  ])('tells %s', async (_title, time, events, reads) => {
    const { account, messages } = await withExemptUsers();
    account.clock.advance(time - account.clock.now().getTime());
    const before = account.calls.length;
    await runDailyPass(account, {});
    expect(messages.map(({ event }) => event)).toEqual(events);
    const calls = account.calls.slice(before).filter(({ operation }) => operation === 'GetUser');
    expect(calls).toHaveLength(reads);
  });

  it('tells each owner', async () => {
    const { account, messages } = await withExemptUsers(['alice', 'bob']);
    await runDailyPass(account, {});
    expect(messages.map(({ userName }) => userName).toSorted()).toEqual(['alice', 'bob']);
  });

  it('tells nobody where the user is gone, before or after the listing', async () => {
    const { account, messages } = await withExemptUsers(['alice', 'bob']);
    account.backdoor.deleteUser('bob');
    beforeCall(account, 'GetUser', () => account.backdoor.deleteUser('alice'));
    await runDailyPass(account, {});
    expect(messages).toEqual([]);
  });

  it('tells nobody where the owner has ended the exemption', async () => {
    const { account, messages } = await withExemptUsers();
    account.backdoor.untagUser('alice', Object.keys(exemptUntil('')));
    await runDailyPass(account, {});
    expect(messages).toEqual([]);
  });

  it('tells nobody where the owner has taken the reason away, without which there is no exemption', async () => {
    const { account, messages } = await withExemptUsers(['alice', 'bob']);
    account.backdoor.untagUser('alice', ['one-active-key:exempt-reason']);
    account.backdoor.tagUser('bob', { 'one-active-key:exempt-reason': ' ' });
    await runDailyPass(account, {});
    expect(messages).toEqual([]);
  });
});
