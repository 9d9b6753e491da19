import { describe, expect, it } from 'vitest';
import {
  EXECUTION,
  failCall,
  reactivate,
  withJustDeactivatedKey,
  writes,
} from '../../support/remediation.ts';
import { dashboard, evaluate } from '../../support/rule.ts';
import { exemptUntil } from '../../support/users.ts';

describe('the exemption of a reactivation', () => {
  it('an invocation without an automation execution: the reason of the exemption says so', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    await reactivate(account, alice.userId, key, { automationExecutionId: '' });
    expect(account.backdoor.tagsOf('alice')).toMatchObject({
      'one-active-key:exempt-reason': 'reactivated by automation execution none',
    });
  });

  it('exemptForDays 0 → no exemption', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    expect(await reactivate(account, alice.userId, key, { exemptForDays: '0' })).toMatchObject({
      reason: `${key} is Active again.`,
    });
    expect(account.backdoor.tagsOf('alice')).toEqual({});
  });

  it('exemptForDays 30 → thirty days', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    await reactivate(account, alice.userId, key, { exemptForDays: '30' });
    expect(account.backdoor.tagsOf('alice')).toMatchObject({ 'one-active-key:exempt-until': '2026-12-21' });
  });

  it('exemptForDays greater than exemptionMaxDays → exempt for exemptionMaxDays, and the receipt says so', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    const parameters = { exemptForDays: '30', exemptionMaxDays: '5' };
    expect(await reactivate(account, alice.userId, key, parameters)).toMatchObject({
      reason: `${key} is Active again. Exempt until 2026-11-26, as long as exemptionMaxDays allows.`,
    });
  });

  it('exemptForDays equal to exemptionMaxDays → exempt for exemptForDays, and the rule accepts it', async () => {
    const { account, alice, key } = await withJustDeactivatedKey({ parameters: { exemptionMaxDays: '5' } });
    const parameters = { exemptForDays: '5', exemptionMaxDays: '5' };
    expect(await reactivate(account, alice.userId, key, parameters)).toMatchObject({
      reason: `${key} is Active again. Exempt until 2026-11-26.`,
    });
    await evaluate(account);
    expect(dashboard(account)).toEqual({ alice: 'NOT_APPLICABLE' });
  });

  it.each(['2026-12-31', '2026-11-28', '2026-11-29T00:00:00Z'])(
    'an exemption until %s, which is not shorter, stays unchanged',
    async (until) => {
      const { account, alice, key } = await withJustDeactivatedKey();
      account.backdoor.tagUser('alice', exemptUntil(until));
      expect(await reactivate(account, alice.userId, key)).toMatchObject({
        reason: `${key} is Active again. Exempt until ${until} already.`,
      });
      expect(account.backdoor.tagsOf('alice')).toEqual(exemptUntil(until));
      expect(writes(account)).not.toContain('TagUser');
    },
  );

  it.each(['2026-11-27', '2026-11-28T23:59:59Z', '2027-11-28', 'nonsense', ''])(
    'an exemption until %j, which is shorter, too far ahead or invalid, is replaced',
    async (until) => {
      const { account, alice, key } = await withJustDeactivatedKey();
      account.backdoor.tagUser('alice', exemptUntil(until));
      await reactivate(account, alice.userId, key);
      expect(account.backdoor.tagsOf('alice')).toMatchObject({ 'one-active-key:exempt-until': '2026-11-28' });
    },
  );

  it('an exemption that is not shorter, but has no reason, keeps its end and gets one', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.backdoor.tagUser('alice', { 'one-active-key:exempt-until': '2026-12-31' });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      reason: `${key} is Active again. Exempt until 2026-12-31.`,
    });
    expect(account.backdoor.tagsOf('alice')).toMatchObject({
      'one-active-key:exempt-until': '2026-12-31',
      'one-active-key:exempt-reason': `reactivated by automation execution ${EXECUTION}`,
    });
  });

  it('the exemption is denied: the key is Active, since somebody may need it, and the receipt says so', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    failCall(account, 'TagUser', { kind: 'deny' }, { andAfter: true });
    const { outcome, reason } = await reactivate(account, alice.userId, key);
    expect(outcome).toBe('Reactivated');
    expect(reason).toContain(
      'The exemption may be missing, so the rule may report the key again: AccessDenied',
    );
    // The exemption is attempted once: IAM would also deny it without its reason.
    expect(writes(account).filter((write) => write === 'TagUser')).toHaveLength(1);
  });

  it('the tags cannot be read, and no exemption was requested: the receipt does not mention an exemption', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    failCall(account, 'GetUser', { kind: 'deny' }, { andAfter: true });
    expect(await reactivate(account, alice.userId, key, { exemptForDays: '0' })).toMatchObject({
      reason: `${key} is Active again.`,
    });
  });

  it('a user with room for one tag only: the exemption is written without its reason', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    for (let n = 1; n < 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'Reactivated',
      reason: `${key} is Active again. Exempt until 2026-11-28. IAM allows 50 tags per user, so the tag with the reason could not be added: until it has one, the rule refuses to select a key.`,
    });
    expect(account.backdoor.tagsOf('alice')).toMatchObject({ 'one-active-key:exempt-until': '2026-11-28' });
  });
});
