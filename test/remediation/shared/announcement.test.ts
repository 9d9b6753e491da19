import { describe, expect, it } from 'vitest';
import { RUN_TAG_PREFIX } from '../../../product/tags.ts';
import { DELETES, yieldToOthers } from '../../../remediation/shared/announcement.ts';
import { activeKeys, deactivate, withAlice } from '../../support/remediation.ts';
import { NOW } from '../../support/users.ts';

describe('another run on the same user', () => {
  const announcement = (keeps: string, at = NOW) => ({
    [`${RUN_TAG_PREFIX}other`]: `${at.toISOString()} keeps ${keeps}`,
  });

  it('that keeps another key: this one steps back and takes its announcement back', async () => {
    const { account, alice, surplus } = withAlice();
    account.backdoor.tagUser('alice', announcement(surplus[0] ?? ''));
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      /^ConcurrentRunError: .* it is over within six minutes, try again then\. This run changed no key$/,
    );
    expect(activeKeys(account, 'alice')).toHaveLength(2);
    expect(account.backdoor.tagsOf('alice')).toEqual(announcement(surplus[0] ?? ''));
  });

  it('that keeps the same key: both go on', async () => {
    const { account, alice, kept } = withAlice();
    account.backdoor.tagUser('alice', announcement(kept));
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
  });

  it('that was killed six minutes ago does not count, and its announcement is cleared away', async () => {
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

  it('that was killed a millisecond later counts still', async () => {
    const { account, alice, surplus } = withAlice();
    account.backdoor.tagUser(
      'alice',
      announcement(surplus[0] ?? '', new Date(NOW.getTime() + 2_001 - 6 * 60_000)),
    );
    await expect(deactivate(account, alice.userId)).rejects.toThrow('ConcurrentRunError');
  });

  it('that keeps the same key: this one goes on, too, where there is no room for its own announcement', async () => {
    const { account, alice, kept } = withAlice();
    account.backdoor.tagUser('alice', announcement(kept));
    for (let n = 1; n < 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
  });

  it('whose clock is less than a minute ahead counts', async () => {
    const { account, alice, surplus } = withAlice();
    account.backdoor.tagUser('alice', announcement(surplus[0] ?? '', new Date(NOW.getTime() + 61_999)));
    await expect(deactivate(account, alice.userId)).rejects.toThrow('ConcurrentRunError');
  });

  it('whose clock is a minute ahead does not count', async () => {
    const { account, alice, surplus } = withAlice();
    account.backdoor.tagUser('alice', announcement(surplus[0] ?? '', new Date(NOW.getTime() + 62_000)));
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
  });

  const notOurs: [string, string][] = [
    ['nonsense', 'nonsense'],
    ['of next year', `2027-11-21T12:00:00.000Z keeps AKIADECAF0000EXAMPLE`],
  ];
  it.each(notOurs)('an announcement %s is none of ours and is cleared away', async (_title, value) => {
    const { account, alice, surplus } = withAlice();
    account.backdoor.tagUser('alice', { [`${RUN_TAG_PREFIX}other`]: value });
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
    expect(Object.keys(account.backdoor.tagsOf('alice'))).toEqual([
      `one-active-key:deactivated/${surplus[0]}`,
    ]);
  });
});

it('what IAM shows of a run’s own announcement, however old, is nobody to yield to', () => {
  const own = { tag: `${RUN_TAG_PREFIX}own`, intent: DELETES } as const;
  const tags = new Map([[own.tag, `${NOW.toISOString()} keeps AKIAIOSFODNN7EXAMPLE`]]);
  expect(() => yieldToOthers(own, tags, NOW)).not.toThrow();
});
