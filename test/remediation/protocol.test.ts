/** The schedules that break a plainer protocol of lease and record, in the order of docs/architecture.md. */

import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../sandbox/account.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { leases, putItem, receiptsIn, recordsIn, states } from '../support/ledger.ts';
import {
  activeKeys,
  beforeCall,
  deactivate,
  deleteDeactivated,
  failCall,
  keyIdsOf,
  reactivate,
  runDailyPass,
  withAlice,
  withDeactivatedKey,
  withJustDeactivatedKey,
  writes,
} from '../support/remediation.ts';
import { killAt } from '../support/schedules.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LEASE_MS = 10 * MINUTE_MS;

const isNote = (input: unknown) => (input as { Item?: { pk: { S: string } } }).Item?.pk.S === 'CHANGED';

describe('1. a conditional write takes effect, its answer is lost, and the SDK repeats it', () => {
  const LOST: Fault[] = [
    { kind: 'reset', applied: true },
    { kind: 'fail', applied: true },
  ];
  for (const fault of LOST) {
    it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
      `write %i of a deactivation (${fault.kind}): the run goes on`,
      async (n) => {
        const { account, alice } = withAlice();
        failCall(account, 'PutItem', fault, { n });
        expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
        expect([states(account), leases(account), receiptsIn(account).length]).toEqual([['done'], [], 1]);
      },
    );
  }

  it('the release of the lease: the run goes on', async () => {
    const { account, alice } = withAlice();
    failCall(account, 'DeleteItem', { kind: 'reset', applied: true });
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
    expect(leases(account)).toEqual([]);
  });
});

describe('2. a run intends, a person sets the key to Inactive, and the run is killed', () => {
  async function afterKill() {
    const { account, alice, surplus } = withAlice();
    const [key = ''] = surplus;
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(key, 'Inactive'));
    const revive = killAt(account, 'UpdateAccessKey');
    await expect(deactivate(account, alice.userId)).rejects.toThrow();
    revive();
    account.clock.advance(LEASE_MS);
    return { account, alice, key };
  }

  it('the undo refuses, and does it with Force=true', async () => {
    const { account, alice, key } = await afterKill();
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'NotDeactivatedByUs',
      reason: expect.stringContaining('the ledger has it as unproven'),
    });
    expect(await reactivate(account, alice.userId, key, { force: 'true' })).toMatchObject({
      outcome: 'Reactivated',
    });
  });

  it('the key is never deleted', async () => {
    const { account, alice, key } = await afterKill();
    account.clock.advance(400 * DAY_MS);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(keyIdsOf(account)).toContain(key);
  });
});

describe('3. an undo sets the key to Active and is killed before it records that', () => {
  it('a person then deactivates the key: it is never deleted', async () => {
    const { account, alice, key } = await withDeactivatedKey(0);
    const revive = killAt(account, 'UpdateAccessKey', { isApplied: true });
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow();
    revive();
    expect([activeKeys(account, 'alice').includes(key), states(account)]).toEqual([true, ['undoing']]);
    account.backdoor.setKeyStatus(key, 'Inactive');
    account.clock.advance(400 * DAY_MS);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect([keyIdsOf(account).includes(key), states(account)]).toEqual([true, ['undone']]);
  });
});

describe('4. one attempt is not one effect', () => {
  it('a request lands after its caller has given up: nobody claims it, and the run says so', async () => {
    const { account, alice, kept, surplus } = withAlice();
    failCall(account, 'UpdateAccessKey', { kind: 'reset', applied: false });
    const land = () => account.backdoor.setKeyStatus(surplus[0] ?? '', 'Inactive');
    beforeCall(account, 'ListAccessKeys', land, 3);
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      deactivatedAccessKeyIds: [],
      reason: expect.stringContaining('To undo this, reactivate it with Force=true.'),
    });
    expect([activeKeys(account, 'alice'), states(account)]).toEqual([[kept], ['unproven']]);
  });

  it('the last answer is lost: no other run works on the user until the request can no longer land', async () => {
    const { account, alice, surplus } = withAlice();
    failCall(account, 'UpdateAccessKey', { kind: 'reset', applied: false }, { andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow('may be Inactive');
    expect(await reactivate(account, alice.userId, surplus[0] ?? '')).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'LeaseHeld',
    });
  });
});

describe('5. the lease alone does not cure late reads', () => {
  /** The keys of alice as IAM shows them late: all Active. */
  const allActive = (account: SandboxAccount) => ({
    AccessKeyMetadata: account.backdoor.keysOf('alice').map(({ accessKeyId, createdAt }) => {
      return { UserName: 'alice', AccessKeyId: accessKeyId, Status: 'Active', CreateDate: createdAt };
    }),
  });

  it.each([
    ['written, since it could not record that it was done', 'PutItem', 5, 2_000, 'written'],
    ['intended, since it was killed when IAM had accepted the write', 'PutItem', 4, 600_000, 'intended'],
  ])(
    'a run before left the key as %s: its owner names it, and it is not the survivor',
    async (...[, operation, n, pauseMs, state]) => {
      const { account, alice, kept, surplus } = withAlice();
      const stale = allActive(account);
      const revive = killAt(account, operation, { n });
      await expect(deactivate(account, alice.userId)).rejects.toThrow();
      revive();
      for (const key of surplus) account.backdoor.setKeyStatus(key, 'Inactive');
      account.clock.advance(pauseMs);
      account.backdoor.tagUser('alice', { 'one-active-key:keep': surplus[0] ?? '' });
      failCall(account, 'ListAccessKeys', { kind: 'answer', output: stale }, { andAfter: true });
      await deactivate(account, alice.userId).catch(() => {});
      expect([activeKeys(account, 'alice'), states(account)]).toEqual([[kept], [state]]);
    },
  );

  it('an incident responder took the survivor, and Config tries again at once: the run does not begin', async () => {
    const { account, alice, kept, surplus } = withAlice();
    const stale = allActive(account);
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    await expect(deactivate(account, alice.userId)).rejects.toThrow('SurvivorLostError');
    failCall(account, 'ListAccessKeys', { kind: 'answer', output: stale }, { andAfter: true });
    expect(await deactivate(account, alice.userId)).toMatchObject({ refusalCode: 'LeaseHeld' });
    expect(activeKeys(account, 'alice')).toEqual(surplus);
  });

  it('a run that reads the key of the run before as still Active changes nothing, and says so', async () => {
    const { account, alice, kept, surplus } = withAlice();
    const stale = allActive(account);
    await deactivate(account, alice.userId);
    failCall(account, 'ListAccessKeys', { kind: 'answer', output: stale }, { andAfter: true });
    expect(await deactivate(account, alice.userId, { selectionStrategy: 'Oldest' })).toMatchObject({
      outcome: 'NothingToDo',
      reason: `1 active access key. ${surplus[0]} does not count until 2026-11-21T12:15Z: One Active Key has deactivated it, or begun to, and IAM may show that late.`,
    });
    expect([activeKeys(account, 'alice'), states(account)]).toEqual([[kept], ['done']]);
  });
});

describe('6. busy is no failure, since five failures would make AWS Config block the user', () => {
  it.each(['Deactivate', 'Reactivate', 'DeleteDeactivated'])(
    '%s: Refused, with who holds the lease and until when',
    async (operation) => {
      const { account, alice, key } = await withDeactivatedKey();
      const until = new Date(account.clock.now().getTime() + LEASE_MS).toISOString();
      putItem(account, {
        pk: 'LEASE',
        sk: alice.userId,
        nonce: 'other',
        until,
        operation: 'Deactivate',
        execution: '4105a4fc-f944-11e6-9d32-0a1b2c3d4950',
      });
      const before = writes(account).length;
      const runs: Record<string, () => Promise<object>> = {
        Deactivate: () => deactivate(account, alice.userId),
        Reactivate: () => reactivate(account, alice.userId, key),
        DeleteDeactivated: () => deleteDeactivated(account, alice.userId),
      };
      expect(await runs[operation]?.()).toMatchObject({
        outcome: 'Refused',
        refusalCode: 'LeaseHeld',
        userId: alice.userId,
        userName: '',
        reason: `Another run works on this user, or failed and left its lease (Deactivate, automation execution 4105a4fc-f944-11e6-9d32-0a1b2c3d4950). The lease ends at ${until} at the latest; start again then.`,
      });
      expect(writes(account)).toHaveLength(before);
    },
  );

  it('Refused also if the user cannot be noted for the next evaluation, which the reason says', async () => {
    const { account, alice } = withAlice();
    const until = new Date(account.clock.now().getTime() + LEASE_MS).toISOString();
    const lease = { pk: 'LEASE', sk: alice.userId, nonce: 'other', until };
    putItem(account, { ...lease, operation: 'Deactivate', execution: '' });
    account.faults.add(({ input }) => (isNote(input) ? { kind: 'deny' } : undefined));
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'LeaseHeld',
      reason: expect.stringContaining(
        'The user could not be noted for the next evaluation: LedgerUnavailableError',
      ),
    });
  });

  it('a run that waits gets the lease when the other run ends within a quarter of a minute', async () => {
    const { account, alice } = withAlice();
    putItem(account, {
      pk: 'LEASE',
      sk: alice.userId,
      nonce: 'other',
      until: new Date(account.clock.now().getTime() + 10_000).toISOString(),
      operation: 'Reactivate',
      execution: '',
    });
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
  });
});

describe('7. an incident responder deactivates the survivor, and the run gives its key back', () => {
  it('says what it set to Active and why, and takes back only what it certainly wrote', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    const [first = '', second = ''] = surplus;
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 2);
    failCall(account, 'UpdateAccessKey', { kind: 'reset', applied: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      new RegExp(
        `it set ${second} to Active again\\. ${first} may be Inactive: .* To whoever deactivated or deleted ${kept}: ${second} of user alice is Active because this run had deactivated it`,
      ),
    );
    expect(activeKeys(account, 'alice')).toEqual([second]);
    // Nobody knows of the first key whose write it was, so the lease is left to expire before a run settles
    // it.
    expect([recordsIn(account).length, leases(account).length]).toEqual([2, 1]);
    account.clock.advance(LEASE_MS);
    await runDailyPass(account, {});
    expect(Object.fromEntries(recordsIn(account).map(({ sk, state }) => [sk?.split('#')[1], state]))).toEqual(
      {
        [first]: 'unproven',
        [second]: 'undone',
      },
    );
  });
});

describe('an undo that certainly wrote nothing can be repeated', () => {
  it.each([
    ['a minute after the deactivation, without a look before it', withJustDeactivatedKey],
    ['two weeks after the deactivation, after a look that shows the key as Inactive', withDeactivatedKey],
  ])('IAM denies the write %s: the key stays deactivated by us', async (_, prepare) => {
    const { account, alice, key } = await prepare();
    failCall(account, 'UpdateAccessKey', { kind: 'deny' });
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow('AccessDenied');
    expect([states(account), leases(account)]).toEqual([['done'], []]);
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
  });

  it('no proof of the lease after the intention: the key stays ours, and nobody is exempt', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    const before = writes(account).length;
    failCall(account, 'PutItem', { kind: 'deny' }, { n: 3 });
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow('LedgerUnavailableError');
    expect([states(account), writes(account).slice(before)]).toEqual([['done'], []]);
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
  });
});
