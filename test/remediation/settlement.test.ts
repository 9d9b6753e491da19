/**
 * What becomes of the records that interrupted runs leave open: no run and no daily pass writes to IAM to
 * settle them.
 */

import { describe, expect, it } from 'vitest';
import { isOpen, KEY_STATES, type KeyRecord, type KeyState } from '../../ledger/key-records.ts';
import { DAY_MS } from '../../policy/policy.ts';
import type { DailyPassReport } from '../../remediation/daily-pass/report.ts';
import type { RemediationLine } from '../../remediation/run-line.ts';
import { settledState } from '../../remediation/shared/settle-records.ts';
import { leases, putItem, recordsIn, states } from '../support/ledger.ts';
import {
  activeKeys,
  beforeCall,
  deactivate,
  deleteDeactivated,
  failCall,
  keyIdsOf,
  noteTouchOf,
  reactivate,
  runDailyPass,
  withAlice,
  writes,
} from '../support/remediation.ts';
import { addUser, callCounts } from '../support/rule.ts';
import { killAt } from '../support/schedules.ts';
import { doneAt } from './delete/classified-records.ts';

/** After this time the lease of an interrupted run has expired, and IAM shows what it wrote. */
const LEASE_MS = 1_080_000;

describe('the state of a record after a settlement', () => {
  const at = new Date('2026-11-21T12:00:00.000Z');
  const minutesLater = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
  /**
   * A record that was intended at noon; IAM accepted the deactivation at noon, unless it is only intended or
   * unproven.
   */
  const recordIn = (state: KeyState): KeyRecord => {
    const isAccepted = state !== 'intended' && state !== 'unproven';
    return { ...doneAt(at), state, deactivatedAt: isAccepted ? at : undefined };
  };

  it.each<[KeyState, KeyState, KeyState, KeyState]>([
    // The state before; then the state after if the key is Active, Inactive, or no longer exists.
    ['intended', 'undone', 'unproven', 'gone'],
    ['written', 'undone', 'done', 'gone'],
    ['done', 'undone', 'done', 'gone'],
    ['unproven', 'undone', 'unproven', 'gone'],
    ['undoing', 'undone', 'undone', 'gone'],
    ['deleting', 'undone', 'done', 'gone'],
    ['undone', 'undone', 'undone', 'undone'],
    ['deleted', 'deleted', 'deleted', 'deleted'],
    ['gone', 'gone', 'gone', 'gone'],
  ])('%s: Active → %s, Inactive → %s, no such key → %s', (state, ...after) => {
    const states = ['Active', 'Inactive', undefined].map((status) =>
      settledState(recordIn(state), status, minutesLater(20)),
    );
    expect(states).toEqual(after);
  });

  it.each<[KeyState, number]>([
    // Ten minutes in which IAM may be late, and five by which clocks may differ; for what is only intended,
    // also the time in which a run writes, 130 seconds, and in which its request may land, 30.
    ['written', 15 * 60],
    ['done', 15 * 60],
    ['intended', 15 * 60 + 160],
    ['unproven', 15 * 60 + 160],
  ])('%s: a key that IAM shows as Active proves nothing for %d seconds', (state, seconds) => {
    const minutes = seconds / 60;
    const almost = new Date(minutesLater(minutes).getTime() - 1);
    expect(settledState(recordIn(state), 'Active', almost)).toBe(state);
    expect(settledState(recordIn(state), 'Active', minutesLater(minutes))).toBe('undone');
  });

  it.each<[KeyState, number]>([
    // Five minutes by which clocks may differ; for a write that IAM accepted, also the time in which a run
    // writes, 130 seconds, and in which its request may land, 30.
    ['intended', 300],
    ['unproven', 300],
    ['written', 460],
    ['done', 460],
  ])(
    '%s: a record that is dated %d seconds ahead is recent, but no later one, which is not ours',
    (state, seconds) => {
      const earlier = new Date(at.getTime() - seconds * 1_000);
      expect(settledState(recordIn(state), 'Active', earlier)).toBe(state);
      expect(settledState(recordIn(state), 'Active', new Date(earlier.getTime() - 1))).toBe('undone');
    },
  );

  it('is open only while nobody can tell', () => {
    for (const state of KEY_STATES) {
      for (const status of ['Active', 'Inactive', 'Expired', undefined]) {
        expect(
          isOpen({ ...recordIn(state), state: settledState(recordIn(state), status, minutesLater(20)) }),
        ).toBe(false);
      }
    }
  });
});

const isPass = (line: RemediationLine): line is DailyPassReport => line.operation === 'DailyPass';

interface Killed {
  readonly operation: string;
  readonly n: number;
  /** The state that a settlement writes; undefined if there is nothing to settle. */
  readonly settled?: KeyState;
  readonly after: readonly KeyState[];
}

/**
 * Where a deactivation of a user with two keys may be killed: at the n-th call of an operation, which has no
 * effect any more.
 */
const KILLS: readonly (readonly [string, Killed])[] = [
  ['before its intention', { operation: 'PutItem', n: 2, after: [] }],
  ['before the write to IAM', { operation: 'UpdateAccessKey', n: 1, settled: 'undone', after: ['undone'] }],
  ['after IAM accepted the write', { operation: 'PutItem', n: 4, settled: 'unproven', after: ['unproven'] }],
  ['after it recorded that', { operation: 'ListAccessKeys', n: 3, settled: 'done', after: ['done'] }],
  ['after its verification', { operation: 'PutItem', n: 5, settled: 'done', after: ['done'] }],
  ['before the release of the lease', { operation: 'DeleteItem', n: 1, after: ['done'] }],
];

describe.each(KILLS)('a deactivation that is killed %s', (_, { operation, n, settled, after }) => {
  async function afterKill() {
    const { account, alice, kept } = withAlice();
    const revive = killAt(account, operation, { n });
    await deactivate(account, alice.userId).catch(() => {});
    revive();
    return { account, alice, kept };
  }

  it('leaves its lease, so that no other run begins for ten minutes, and a daily pass leaves the user alone', async () => {
    const { account, alice } = await afterKill();
    expect(leases(account)).toHaveLength(1);
    expect(await deactivate(account, alice.userId)).toMatchObject({ refusalCode: 'LeaseHeld' });
    expect(await runDailyPass(account, {})).toMatchObject({ settled: [] });
  });

  it('is settled by the next daily pass, without a write to IAM', async () => {
    const { account, alice } = await afterKill();
    account.clock.advance(LEASE_MS);
    const before = writes(account).length;
    const report = await runDailyPass(account, {});
    expect(report.settled.map(({ userId, state }) => [userId, state])).toEqual(
      settled ? [[alice.userId, settled]] : [],
    );
    expect([states(account), leases(account).length]).toEqual([after, settled ? 0 : 1]);
    expect(writes(account)).toHaveLength(before);
  });

  it('is settled by the next run, which leaves the user with one active key', async () => {
    const { account, alice, kept } = await afterKill();
    account.clock.advance(LEASE_MS);
    await deactivate(account, alice.userId);
    expect(activeKeys(account, 'alice')).toEqual([kept]);
    expect(recordsIn(account).map(({ state }) => state)).not.toContain('intended');
  });
});

describe('a settlement that finds no active key', () => {
  async function lockedOut() {
    const { account, alice, kept, surplus } = withAlice();
    const revive = killAt(account, 'ListAccessKeys', { n: 3 });
    await deactivate(account, alice.userId).catch(() => {});
    revive();
    account.backdoor.setKeyStatus(kept, 'Inactive');
    account.clock.advance(LEASE_MS);
    return { account, alice, kept, key: surplus[0] ?? '' };
  }
  const message = (key: string) =>
    `NoActiveKeyLeftError: user alice has no active access key, and a run that was interrupted had begun to deactivate ${key}. If nobody wanted that, run OneActiveKey-ReactivateAccessKey with Force=true, or: aws iam update-access-key --user-name alice --access-key-id ${key} --status Active`;

  it('in the daily pass: the pass fails, once, and writes nothing to IAM', async () => {
    const { account, key } = await lockedOut();
    const before = writes(account).length;
    await expect(runDailyPass(account, {})).rejects.toThrow(
      `1 failures (records settled: 1, deletions started: 0): ${message(key)}`,
    );
    expect(writes(account)).toHaveLength(before);
    expect(await runDailyPass(account, {})).toMatchObject({ settled: [] });
  });

  it('in the next deactivation: the run fails, once', async () => {
    const { account, alice, key } = await lockedOut();
    await expect(deactivate(account, alice.userId)).rejects.toThrow(message(key).replace(/^\w+: /, ''));
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
  });

  it('in the next deletion: the run fails, once, and deletes nothing, although the soak is over', async () => {
    const { account, alice, key } = await lockedOut();
    await noteTouchOf(account, key);
    account.clock.advance(14 * DAY_MS);
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      message(key).replace(/^\w+: /, ''),
    );
    expect(keyIdsOf(account)).toContain(key);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ deletedAccessKeyIds: [key] });
  });

  it('in an undo that is refused: the receipt says so', async () => {
    const { account, alice, kept, key } = await lockedOut();
    account.backdoor.setKeyStatus(kept, 'Inactive');
    expect(await reactivate(account, alice.userId, kept)).toMatchObject({
      outcome: 'Refused',
      reason: expect.stringContaining(message(key).replace(/^\w+: /, '')),
    });
  });

  it('of a run that was interrupted at its second key: both keys are named', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    const revive = killAt(account, 'UpdateAccessKey', { n: 2, isApplied: true });
    await deactivate(account, alice.userId).catch(() => {});
    revive();
    account.backdoor.setKeyStatus(kept, 'Inactive');
    account.clock.advance(LEASE_MS);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `had begun to deactivate ${surplus.toSorted().join(', ')}. If nobody wanted that`,
    );
  });

  it('nor any other key: no failure, since nobody can reactivate a key that is deleted', async () => {
    const { account, alice, kept, key } = await lockedOut();
    for (const each of [kept, key]) account.backdoor.deleteAccessKey(each);
    const settled = [{ userId: alice.userId, accessKeyId: key, state: 'gone' }];
    expect(await runDailyPass(account, {})).toMatchObject({ settled });
  });

  it('of many users, and a start that fails: every user is named, and the report is in the log', async () => {
    const { account, deployment } = withAlice();
    const names = ['b', 'c', 'd', 'e', 'f'];
    for (const name of names) {
      const { userId, keys } = addUser(account, name, 2);
      const revive = killAt(account, 'PutItem', { n: 4 });
      await deactivate(account, userId).catch(() => {});
      revive();
      for (const key of keys) account.backdoor.setKeyStatus(key, 'Inactive');
    }
    for (let n = 0; n < 4; n += 1) putItem(account, { pk: 'KEY', sk: `nonsense-${n}`, nonce: 'n' });
    account.clock.advance(LEASE_MS);
    const { message: told } = (await runDailyPass(account, {}).catch((error: Error) => error)) as Error;
    for (const name of names) expect(told).toContain(`user ${name} has no active access key`);
    const [{ settled = [] } = {}] = deployment.lines.remediation.filter(isPass);
    expect(settled).toHaveLength(5);
  });

  it('in an undo: the undo does what it is asked for, which ends the lock-out untold', async () => {
    const { account, alice, key } = await lockedOut();
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'Reactivated',
      reason: `${key} is Active again. Exempt until 2026-11-28.`,
    });
    expect(activeKeys(account, 'alice')).toEqual([key]);
  });
});

describe('a run on a user whose records have all ended', () => {
  it('has nothing to settle, and looks at the keys only for its plan, as if there were no record', async () => {
    const { account, alice, surplus } = withAlice();
    const [key = ''] = surplus;
    const looksOf = async (run: () => Promise<unknown>) => {
      const before = callCounts(account)['ListAccessKeys'] ?? 0;
      await run();
      return (callCounts(account)['ListAccessKeys'] ?? 0) - before;
    };
    const first = await looksOf(() => deactivate(account, alice.userId));
    await reactivate(account, alice.userId, key, { exemptForDays: '0' });
    expect(states(account)).toEqual(['undone']);
    expect(await looksOf(() => deactivate(account, alice.userId))).toBe(first);
  });
});

describe('a daily pass', () => {
  it('reads the ledger only, if no key on record may still exist', async () => {
    const { account } = withAlice();
    expect(await runDailyPass(account, {})).toEqual({
      operation: 'DailyPass',
      usersOnRecord: 0,
      settled: [],
      started: [],
      refused: [],
      usersLeft: 0,
      paused: '',
    });
    expect(account.calls.map(({ operation }) => operation)).toEqual(['Query']);
  });

  it('settles records of keys that IAM shows without a question for the name: a key never changes its user', async () => {
    const { account, alice } = withAlice();
    const revive = killAt(account, 'UpdateAccessKey');
    await deactivate(account, alice.userId).catch(() => {});
    revive();
    account.clock.advance(LEASE_MS);
    const before = account.calls.length;
    expect(await runDailyPass(account, {})).toMatchObject({ settled: [{ state: 'undone' }] });
    const questions = account.calls.slice(before).filter(({ service }) => service === 'iam');
    expect(questions.map(({ operation }) => operation)).toEqual(['ListUsers', 'ListAccessKeys']);
  });

  it('ends the records of a user whom two listings lack', async () => {
    const { account, alice } = withAlice();
    await deactivate(account, alice.userId);
    account.backdoor.deleteUser('alice');
    const before = account.calls.length;
    expect(await runDailyPass(account, {})).toMatchObject({ settled: [{ state: 'gone' }] });
    const listings = account.calls.slice(before).filter(({ operation }) => operation === 'ListUsers');
    expect(listings).toHaveLength(2);
    expect(await runDailyPass(account, {})).toMatchObject({ usersOnRecord: 0 });
  });

  it('keeps the records of a user whom one listing lacks', async () => {
    const { account, alice } = withAlice();
    await deactivate(account, alice.userId);
    failCall(account, 'ListUsers', { kind: 'answer', output: { Users: [] } });
    // The deactivation has made the first listing.
    expect(await runDailyPass(account, {})).toMatchObject({ settled: [] });
    expect(states(account)).toEqual(['done']);
  });

  it('settles the other users and fails at the end, if one cannot be read and the ledger has a malformed item', async () => {
    const { account, alice } = withAlice();
    const bob = addUser(account, 'bob', 2);
    for (const { userId } of [alice, bob]) {
      const revive = killAt(account, 'UpdateAccessKey');
      await deactivate(account, userId).catch(() => {});
      revive();
    }
    account.clock.advance(LEASE_MS);
    putItem(account, { pk: 'KEY', sk: 'nonsense', nonce: 'n' });
    account.faults.add(({ operation, input }) =>
      operation === 'ListAccessKeys' && (input as { UserName: string }).UserName === 'bob'
        ? { kind: 'deny' }
        : undefined,
    );
    await expect(runDailyPass(account, {})).rejects.toThrow(
      /^2 failures \(records settled: 1, deletions started: 0\): MalformedItemError: item pk="KEY" sk="nonsense" of the ledger, sk: expected the ids of a user and of an access key, AIDA…#AKIA…; received "nonsense"\. .*; bob: AccessDenied/,
    );
    expect(states(account).toSorted()).toEqual(['intended', 'undone', undefined]);
  });

  it('settles both records of a user, under a lease of its own', async () => {
    const { account, alice, surplus } = withAlice(3);
    const revive = killAt(account, 'UpdateAccessKey', { n: 2 });
    await deactivate(account, alice.userId).catch(() => {});
    revive();
    account.clock.advance(LEASE_MS);
    const held: unknown[] = [];
    beforeCall(account, 'ListAccessKeys', () => held.push(...leases(account)));
    const { settled } = await runDailyPass(account, {});
    expect(settled.map(({ accessKeyId, state }) => [accessKeyId, state])).toEqual(
      surplus.toSorted().map((key) => [key, key === surplus[0] ? 'done' : 'undone']),
    );
    expect(held).toEqual([
      expect.objectContaining({ sk: alice.userId, operation: 'DailyPass', execution: '' }),
    ]);
  });

  it('settles the open record of a user whose other record is done', async () => {
    const { account, alice, surplus } = withAlice();
    await deactivate(account, alice.userId);
    account.backdoor.createAccessKey('alice', { createdAt: new Date(0) });
    account.clock.advance(LEASE_MS);
    const revive = killAt(account, 'UpdateAccessKey');
    await deactivate(account, alice.userId).catch(() => {});
    revive();
    account.clock.advance(LEASE_MS);
    const { settled } = await runDailyPass(account, {});
    expect(settled).toHaveLength(1);
    expect(settled[0]?.accessKeyId).not.toBe(surplus[0]);
  });

  it('names a user by the id if the listing lacks the user and the second one fails', async () => {
    const { account, alice } = withAlice();
    await deactivate(account, alice.userId);
    account.backdoor.deleteUser('alice');
    failCall(account, 'ListUsers', { kind: 'deny' }, { n: 2, andAfter: true });
    await expect(runDailyPass(account, {})).rejects.toThrow(`: ${alice.userId}: AccessDenied`);
  });

  it('ends within its time and says so, and the next pass goes on', async () => {
    const { account, deployment } = withAlice();
    const users = Array.from({ length: 30 }, (_, n) => addUser(account, `user-${n}`, 2));
    for (const { userId } of users) {
      const revive = killAt(account, 'UpdateAccessKey');
      await deactivate(account, userId).catch(() => {});
      revive();
    }
    account.clock.advance(LEASE_MS);
    const stop = account.faults.add(({ operation }) =>
      operation === 'ListAccessKeys' ? { kind: 'delay', ms: 10_000 } : undefined,
    );
    const failure = await runDailyPass(account, {}).catch(String);
    const [{ settled = [] } = {}] = deployment.lines.remediation.filter(isPass);
    expect(failure).toContain(
      `the time of the pass is over, and ${30 - settled.length} users are not settled. The next daily pass tries again`,
    );
    expect(settled.length).toBeGreaterThan(15);
    expect(settled.length).toBeLessThan(25);
    stop();
    expect((await runDailyPass(account, {})).settled).toHaveLength(30 - settled.length);
  });
});
