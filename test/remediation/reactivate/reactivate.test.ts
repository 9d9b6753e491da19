import { describe, expect, it } from 'vitest';
import {
  activeKeys,
  beforeCall,
  deactivate,
  EXECUTION,
  failCall,
  reactivate,
  writes,
} from '../../support/remediation.ts';
import { addUser, dashboard, deployed, evaluate } from '../../support/rule.ts';
import { NOW } from '../../support/users.ts';

/** alice, whose second key was deactivated by the runbook a while ago. */
async function withDeactivatedKey(options: Parameters<typeof deployed>[0] = {}) {
  const { account, deployment } = deployed(options);
  const alice = addUser(account, 'alice', 2);
  account.clock.advance(10_000);
  const { deactivatedAccessKeyIds } = await deactivate(account, alice.userId);
  account.clock.advance(60_000);
  await account.configRules.runStarted();
  return { account, deployment, alice, key: deactivatedAccessKeyIds[0] ?? '' };
}

describe('outcome Reactivated', () => {
  it('the key is Active again, the user exempt for seven days, the record gone', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    expect(await reactivate(account, alice.userId, key)).toEqual({
      outcome: 'Reactivated',
      refusalCode: '',
      userId: alice.userId,
      userName: 'alice',
      keptAccessKeyId: '',
      plannedAccessKeyIds: [],
      deactivatedAccessKeyIds: [],
      reactivatedAccessKeyIds: [key],
      deletedAccessKeyIds: [],
      reason: `${key} is Active again. Exempt until 2026-11-28.`,
      undo: '',
    });
    expect(activeKeys(account, 'alice')).toHaveLength(2);
    expect(account.backdoor.tagsOf('alice')).toEqual({
      'one-active-key:exempt-until': '2026-11-28',
      'one-active-key:exempt-reason': `reactivated by automation execution ${EXECUTION}`,
    });
  });

  it('the next evaluation does not cut it off: NOT_APPLICABLE, and the remediation says Exempt', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    await reactivate(account, alice.userId, key);
    await evaluate(account);
    expect(dashboard(account)).toEqual({ alice: 'NOT_APPLICABLE' });
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Exempt' });
  });

  it('takes the record away, then exempts, then activates: no deletion and no evaluation come in between', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    const before = writes(account).length;
    await reactivate(account, alice.userId, key);
    expect(writes(account).slice(before)).toEqual([
      'UntagUser',
      'TagUser',
      'UpdateAccessKey Active',
      'UntagUser',
    ]);
  });

  it('starts the evaluation of our rule', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    await reactivate(account, alice.userId, key);
    expect(await account.configRules.runStarted()).toEqual(['iam-user-one-active-access-key']);
  });

  it('by hand, without an execution: the exemption says so', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    await reactivate(account, alice.userId, key, { automationExecutionId: '' });
    expect(account.backdoor.tagsOf('alice')).toMatchObject({
      'one-active-key:exempt-reason': 'reactivated by automation execution none',
    });
  });

  it('exemptForDays 0 → no exemption', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    expect(await reactivate(account, alice.userId, key, { exemptForDays: '0' })).toMatchObject({
      reason: `${key} is Active again.`,
    });
    expect(account.backdoor.tagsOf('alice')).toEqual({});
  });

  it('exemptForDays 30 → thirty days', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    await reactivate(account, alice.userId, key, { exemptForDays: '30' });
    expect(account.backdoor.tagsOf('alice')).toMatchObject({ 'one-active-key:exempt-until': '2026-12-21' });
  });

  it('exemptForDays beyond exemptionMaxDays → no longer than the rule allows, and the receipt says so', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    const more = { exemptForDays: '30', exemptionMaxDays: '5' };
    expect(await reactivate(account, alice.userId, key, more)).toMatchObject({
      reason: `${key} is Active again. Exempt until 2026-11-26, as long as exemptionMaxDays allows.`,
    });
  });

  it('exemptForDays of exactly exemptionMaxDays → as asked, and the rule takes it', async () => {
    const { account, alice, key } = await withDeactivatedKey({ parameters: { exemptionMaxDays: '5' } });
    const more = { exemptForDays: '5', exemptionMaxDays: '5' };
    expect(await reactivate(account, alice.userId, key, more)).toMatchObject({
      reason: `${key} is Active again. Exempt until 2026-11-26.`,
    });
    await evaluate(account);
    expect(dashboard(account)).toEqual({ alice: 'NOT_APPLICABLE' });
  });

  it.each(['2026-12-31', '2026-11-28', '2026-11-29T00:00:00Z'])(
    'an exemption until %s, which is no shorter, is left alone',
    async (until) => {
      const { account, alice, key } = await withDeactivatedKey();
      account.backdoor.tagUser('alice', { 'one-active-key:exempt-until': until });
      expect(await reactivate(account, alice.userId, key)).toMatchObject({
        reason: `${key} is Active again. Exempt until ${until} already.`,
      });
      expect(account.backdoor.tagsOf('alice')).toEqual({ 'one-active-key:exempt-until': until });
      // The one of the deactivation and its record.
      expect(writes(account).filter((write) => write === 'TagUser')).toHaveLength(2);
    },
  );

  it.each(['2026-11-27', '2026-11-28T23:59:59Z', '2027-11-28', 'nonsense', ''])(
    'an exemption until %j, shorter, further away than the rule allows or nonsense, is written anew',
    async (until) => {
      const { account, alice, key } = await withDeactivatedKey();
      account.backdoor.tagUser('alice', { 'one-active-key:exempt-until': until });
      await reactivate(account, alice.userId, key);
      expect(account.backdoor.tagsOf('alice')).toMatchObject({ 'one-active-key:exempt-until': '2026-11-28' });
    },
  );

  it('the exemption is denied: the key is Active all the same, for somebody waits for it, and the receipt says so', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    failCall(account, 'TagUser', { kind: 'deny' }, { andAfter: true });
    const { outcome, reason } = await reactivate(account, alice.userId, key);
    expect(outcome).toBe('Reactivated');
    expect(reason).toContain(
      'The user could not be exempted, so the rule may report the key again: AccessDenied',
    );
    // Without the reason it would be denied, too: the two of the deactivation, and one.
    expect(writes(account).filter((write) => write === 'TagUser')).toHaveLength(3);
  });

  it('the tags cannot be read, and no exemption was asked for: nothing is said of one', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    failCall(account, 'ListUserTags', { kind: 'deny' }, { andAfter: true });
    expect(await reactivate(account, alice.userId, key, { exemptForDays: '0' })).toMatchObject({
      reason: `${key} is Active again.`,
    });
  });

  it('the record cannot be removed: the receipt says so', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    failCall(account, 'UntagUser', { kind: 'deny' }, { andAfter: true });
    expect((await reactivate(account, alice.userId, key)).reason).toContain(
      'The record of the deactivation could not be removed: AccessDenied',
    );
  });

  it('waits out reads that are up to four seconds old', async () => {
    const { account, alice, key } = await withDeactivatedKey({ account: { consistencyLagMs: 4_000 } });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
  });
});

describe('outcomes that leave all keys as they are', () => {
  it('NothingToDo: Active already; the record, which says nothing any more, is removed, and the user exempt', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    const before = writes(account).length;
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'NothingToDo',
      reason: `${key} is Active already. Exempt until 2026-11-28.`,
      reactivatedAccessKeyIds: [],
    });
    expect(writes(account).slice(before)).toEqual(['UntagUser', 'TagUser']);
    expect(Object.keys(account.backdoor.tagsOf('alice'))).toEqual([
      'one-active-key:exempt-until',
      'one-active-key:exempt-reason',
    ]);
  });

  it('with room for one tag only: exempt, without the reason', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    for (let n = 1; n < 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'Reactivated',
      reason: `${key} is Active again. Exempt until 2026-11-28. There was no room for the reason: IAM allows 50 tags.`,
    });
    expect(account.backdoor.tagsOf('alice')).toMatchObject({ 'one-active-key:exempt-until': '2026-11-28' });
  });

  it('Refused: a key of somebody else', async () => {
    const { account, alice } = await withDeactivatedKey();
    const bob = addUser(account, 'bob', 1);
    expect(await reactivate(account, alice.userId, bob.keys[0] ?? '')).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'ForeignAccessKey',
      reason: expect.stringMatching(
        new RegExp(
          `^ForeignAccessKey: expected an access key of alice \\(\\w+, \\w+\\); received ${bob.keys[0]}, which belongs to user bob\\.$`,
        ),
      ),
    });
  });

  it('Refused: a key that IAM does not list, though it says that it is the user’s', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    failCall(account, 'ListAccessKeys', { kind: 'answer', output: { AccessKeyMetadata: [] } });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'UnknownAccessKey',
      reason: `UnknownAccessKey: expected an access key of alice (none); received ${key}, which is not among them.`,
    });
  });

  it('Refused: a key that was deleted, the last one', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    for (const { accessKeyId } of account.backdoor.keysOf('alice'))
      account.backdoor.deleteAccessKey(accessKeyId);
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'UnknownAccessKey',
      reason: `UnknownAccessKey: expected an access key of alice (none); received ${key}, which was deleted or never was in this account.`,
    });
  });

  it('Refused: a key of another account, on which IAM denies any word', async () => {
    const { account, alice } = await withDeactivatedKey();
    failCall(account, 'GetAccessKeyLastUsed', { kind: 'deny' }, { andAfter: true });
    expect(await reactivate(account, alice.userId, 'AKIAIOSFODNN7EXAMPLE')).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'UnknownAccessKey',
      reason: expect.stringMatching(/^UnknownAccessKey: /),
    });
  });

  it('UserGone', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.deleteUser('alice');
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'UserGone', userName: '' });
  });

  it.each(['ListAccessKeys', 'ListUserTags', 'UpdateAccessKey'])(
    'UserGone: deleted just before %s',
    async (operation) => {
      const { account, alice, key } = await withDeactivatedKey();
      beforeCall(account, operation, () => account.backdoor.deleteUser('alice'));
      expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'UserGone' });
    },
  );
});

describe('a deletion under way', () => {
  const announcement = (minutesAgo: number) => ({
    'one-active-key:run/other': `${new Date(NOW.getTime() + 70_000 - minutesAgo * 60_000).toISOString()} deletes deactivated keys`,
  });

  it('an announced deletion: the undo steps back before it writes a key, and says when to try again', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', announcement(1));
    const before = writes(account).length;
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow(
      `this run reactivates ${key} while another run on the same user says`,
    );
    expect(writes(account).slice(before)).toEqual(['UntagUser']);
    expect(activeKeys(account, 'alice')).toHaveLength(1);
  });

  it('a deactivation under way is none', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    const [tag, value] = Object.entries(announcement(1))[0] ?? ['', ''];
    account.backdoor.tagUser('alice', { [tag]: value.replace(/deletes.*/, 'keeps AKIAIOSFODNN7EXAMPLE') });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
  });

  it('without an exemption, too', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', announcement(1));
    await expect(reactivate(account, alice.userId, key, { exemptForDays: '0' })).rejects.toThrow(
      'deletes deactivated keys',
    );
  });

  it('one that is dated ahead of any clock does not count', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', announcement(-2));
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
  });

  it('one that was killed six minutes ago does not count', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', announcement(6));
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
  });
});

describe('failures', () => {
  it('the key cannot be set to Active: an error, never a receipt', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    failCall(account, 'UpdateAccessKey', { kind: 'deny' }, { andAfter: true });
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow(
      `${key} may be Active or Inactive; look at it, and start again. Exempt until 2026-11-28.`,
    );
    expect(activeKeys(account, 'alice')).toHaveLength(1);
  });

  it('a key that never shows as Active', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys') account.backdoor.setKeyStatus(key, 'Inactive');
      return undefined;
    });
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow(
      `IAM did not show ${key} as Active within 31 seconds of the write`,
    );
  });
});
