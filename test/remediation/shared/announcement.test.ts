import { describe, expect, it } from 'vitest';
import { RUN_TAG_PREFIX } from '../../../product/tags.ts';
import { assertNoConflictingRun, DELETION_INTENT } from '../../../remediation/shared/announcement.ts';
import { activeKeys, deactivate, withAlice } from '../../support/remediation.ts';
import { NOW } from '../../support/users.ts';

describe('another run on the same user', () => {
  const announcement = (keeps: string, at = NOW) => ({
    [`${RUN_TAG_PREFIX}other`]: `${at.toISOString()} keeps ${keeps}`,
  });

  it('that keeps another key: this run stops and retracts its announcement', async () => {
    const { account, alice, surplus } = withAlice();
    account.backdoor.tagUser('alice', announcement(surplus[0] ?? ''));
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      /^ConcurrentRunError: .* the other run ends within six minutes, start again then\. This run changed no key$/,
    );
    expect(activeKeys(account, 'alice')).toHaveLength(2);
    expect(account.backdoor.tagsOf('alice')).toEqual(announcement(surplus[0] ?? ''));
  });

  it('that keeps the same key: both runs continue', async () => {
    const { account, alice, kept } = withAlice();
    account.backdoor.tagUser('alice', announcement(kept));
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
  });

  it('that was killed six minutes ago: it does not count, and its announcement is removed', async () => {
    const { account, alice, surplus } = withAlice();
    account.backdoor.tagUser(
      'alice',
      announcement(surplus[0] ?? '', new Date(NOW.getTime() + 2_000 - 6 * 60_000)),
    );
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
    expect(Object.keys(account.backdoor.tagsOf('alice'))).toEqual([
      `one-active-key:deactivated/${surplus[0]}`,
    ]);
  });

  it('that was killed a millisecond less than six minutes ago: it counts', async () => {
    const { account, alice, surplus } = withAlice();
    account.backdoor.tagUser(
      'alice',
      announcement(surplus[0] ?? '', new Date(NOW.getTime() + 2_001 - 6 * 60_000)),
    );
    await expect(deactivate(account, alice.userId)).rejects.toThrow('ConcurrentRunError');
  });

  it('that keeps the same key: this run continues even if it has no room for its own announcement', async () => {
    const { account, alice, kept } = withAlice();
    account.backdoor.tagUser('alice', announcement(kept));
    for (let n = 1; n < 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
  });

  it('whose clock is less than a minute ahead: it counts', async () => {
    const { account, alice, surplus } = withAlice();
    account.backdoor.tagUser('alice', announcement(surplus[0] ?? '', new Date(NOW.getTime() + 61_999)));
    await expect(deactivate(account, alice.userId)).rejects.toThrow('ConcurrentRunError');
  });

  it('whose clock is a minute ahead: it does not count', async () => {
    const { account, alice, surplus } = withAlice();
    account.backdoor.tagUser('alice', announcement(surplus[0] ?? '', new Date(NOW.getTime() + 62_000)));
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
  });

  const others: [string, string][] = [
    ['in another form', 'nonsense'],
    ['of next year', `2027-11-21T12:00:00.000Z keeps AKIADECAF0000EXAMPLE`],
  ];
  it.each(others)('an announcement %s is not one of our own and is removed', async (_title, value) => {
    const { account, alice, surplus } = withAlice();
    account.backdoor.tagUser('alice', { [`${RUN_TAG_PREFIX}other`]: value });
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
    expect(Object.keys(account.backdoor.tagsOf('alice'))).toEqual([
      `one-active-key:deactivated/${surplus[0]}`,
    ]);
  });
});

it('a run never conflicts with its own announcement, even if IAM shows an old value', () => {
  const own = { tag: `${RUN_TAG_PREFIX}own`, intent: DELETION_INTENT } as const;
  const tags = new Map([[own.tag, `${NOW.toISOString()} keeps AKIAIOSFODNN7EXAMPLE`]]);
  expect(() => assertNoConflictingRun(own, tags, NOW)).not.toThrow();
});
