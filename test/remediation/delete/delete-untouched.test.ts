import { describe, expect, it } from 'vitest';
import {
  beforeCall,
  deleteDeactivated,
  keyIdsOf,
  reactivate,
  withDeactivatedKey,
  writes,
} from '../../support/remediation.ts';
import { addUser, deployed } from '../../support/rule.ts';

const DAY_MS = 86_400_000;

describe('outcomes that delete nothing', () => {
  it.each([
    ['fourteen days less a second', 14 - 1 / 86_400, {}],
    ['13.9 days, since the default is fourteen days', 13.9, {}],
    ['29.9 days of thirty requested days', 29.9, { soakDays: '30' }],
  ])('NothingToDo: %s', async (_, days, parameters) => {
    const { account, alice, key } = await withDeactivatedKey(days);
    const before = writes(account).length;
    const { outcome, reason } = await deleteDeactivated(account, alice.userId, parameters);
    expect(outcome).toBe('NothingToDo');
    expect(reason).toMatch(new RegExp(`^${key} soaks until \\d{4}-\\d\\d-\\d\\dT12:00Z\\.$`));
    expect(writes(account)).toHaveLength(before);
  });

  it('NothingToDo: a person deactivated the key, so that it has no record', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 2);
    for (const key of alice.keys) account.backdoor.setKeyStatus(key, 'Inactive');
    account.clock.advance(400 * DAY_MS);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: 'alice has no record of a deactivation by One Active Key.',
    });
    expect(writes(account)).toEqual([]);
  });

  it('NothingToDo: the deactivation was undone, which removes the record', async () => {
    const { account, alice, key } = await withDeactivatedKey(1);
    await reactivate(account, alice.userId, key, { exemptForDays: '0' });
    account.backdoor.setKeyStatus(key, 'Inactive');
    account.clock.advance(400 * DAY_MS);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(keyIdsOf(account)).toContain(key);
  });

  it('NothingToDo: the key was used after its deactivation', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    const at = new Date(account.clock.now().getTime() - DAY_MS);
    account.backdoor.useKey(key, { at, service: 's3', region: 'us-east-1' });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: expect.stringMatching(
        new RegExp(`^${key} was used .*, after it was deactivated .*: delete it manually`),
      ),
    });
  });

  it('NothingToDo: a person set the key to Active; the obsolete record is removed', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: `${key} no longer exists or is Active again, so its record is obsolete.`,
    });
    expect(account.backdoor.tagsOf('alice')).toEqual({});
    account.backdoor.setKeyStatus(key, 'Inactive');
    account.clock.advance(400 * DAY_MS);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(keyIdsOf(account)).toContain(key);
  });

  it('NothingToDo: the keep tag names the key', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', { 'one-active-key:keep': key });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: `${key} is named in tag one-active-key:keep.`,
    });
  });

  it('Exempt: the owner exempted the user', async () => {
    const { account, alice } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', { 'one-active-key:exempt-until': '2026-12-31' });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Exempt',
      reason: 'Exempt until 2026-12-31: no key is deleted before that time.',
    });
  });

  it('Exempt: an obsolete record is removed in spite of the exemption', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    account.backdoor.tagUser('alice', { 'one-active-key:exempt-until': '2026-12-31' });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Exempt',
      reason: `Exempt until 2026-12-31: no key is deleted before that time. ${key} no longer exists or is Active again, so its record is obsolete.`,
    });
    expect(Object.keys(account.backdoor.tagsOf('alice'))).toEqual(['one-active-key:exempt-until']);
  });

  it('Deleted: an exemption that has expired does not count', async () => {
    const { account, alice } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', { 'one-active-key:exempt-until': '2026-12-04' });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'Deleted' });
  });

  it.each(['soon', '', '2036-01-01'])('Refused: InvalidExemption, %j', async (until) => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', { 'one-active-key:exempt-until': until });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'InvalidExemption',
      reason: expect.stringMatching(/^Tag one-active-key:exempt-until is /),
    });
    expect(keyIdsOf(account)).toContain(key);
  });

  it.each([
    ['in lower case', (key: string) => key.toLowerCase()],
    ['with a space', (key: string) => `${key} `],
    ['with further words', (key: string) => `${key} - ticket 1`],
    ['without its last letter', (key: string) => key.slice(0, -1)],
  ])('Refused: InvalidKeepTag, the key ID %s', async (_, write) => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', { 'one-active-key:keep': write(key) });
    for (const dryRun of ['true', 'false']) {
      expect(await deleteDeactivated(account, alice.userId, { dryRun })).toMatchObject({
        outcome: 'Refused',
        refusalCode: 'InvalidKeepTag',
        reason: expect.stringMatching(/^Tag one-active-key:keep is /),
      });
    }
    expect(keyIdsOf(account)).toContain(key);
  });

  it('Refused: NoRoomForTag, also in a dry run', async () => {
    const { account, alice } = await withDeactivatedKey();
    for (let n = 1; n < 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    expect(await deleteDeactivated(account, alice.userId, { dryRun: 'true' })).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'NoRoomForTag',
      reason: expect.stringMatching(/^The user has 50 tags/),
    });
  });

  it('Refused: InvalidRecord, a record that somebody has overwritten', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', { [`one-active-key:deactivated/${key}`]: 'see OPS-4711' });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'InvalidRecord',
      reason: `Tag one-active-key:deactivated/${key}: expected a time since the key was created, kept= and execution=; received "see OPS-4711".`,
    });
  });

  it('Refused: NoRoomForTag, since a deletion that cannot announce itself does not begin', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    for (let n = 1; n < 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'NoRoomForTag',
      reason: expect.stringMatching(/^The user has 50 tags/),
    });
    expect(keyIdsOf(account)).toContain(key);
  });

  it('Planned: a user with 50 tags, one of which is the announcement of another run', async () => {
    const { account, alice } = await withDeactivatedKey();
    const at = account.clock.now().toISOString();
    account.backdoor.tagUser('alice', { 'one-active-key:run/other': `${at} deletes deactivated keys` });
    for (let n = 1; n < 49; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    expect(await deleteDeactivated(account, alice.userId, { dryRun: 'true' })).toMatchObject({
      outcome: 'Planned',
    });
  });

  it.each([
    ['NoRoomForTag', 50, {}, 0],
    ['InvalidExemption', 2, { 'one-active-key:exempt-until': 'soon' }, 2],
  ])('Refused: %s, for a user with an obsolete record and %i tags', async (code, tagCount, tags, written) => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    account.backdoor.tagUser('alice', tags);
    const others = Object.keys(account.backdoor.tagsOf('alice')).length;
    for (let n = others; n < tagCount; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    const before = writes(account).length;
    const { outcome, refusalCode } = await deleteDeactivated(account, alice.userId);
    expect([outcome, refusalCode]).toEqual(['Refused', code]);
    expect(writes(account).slice(before)).toHaveLength(written);
  });

  it('Planned: a dry run names the keys that it would delete, and writes nothing', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    const before = writes(account).length;
    expect(await deleteDeactivated(account, alice.userId, { dryRun: 'true' })).toMatchObject({
      outcome: 'Planned',
      plannedAccessKeyIds: [key],
      deletedAccessKeyIds: [],
      reason: `To be deleted permanently: ${key}.`,
    });
    expect(writes(account)).toHaveLength(before);
  });

  it('NothingToDo: a dry run for a user with an obsolete record only writes nothing', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    const before = writes(account).length;
    expect(await deleteDeactivated(account, alice.userId, { dryRun: 'true' })).toMatchObject({
      outcome: 'NothingToDo',
    });
    expect(writes(account)).toHaveLength(before);
  });

  it('UserGone: the user no longer exists', async () => {
    const { account, alice } = await withDeactivatedKey();
    account.backdoor.deleteUser('alice');
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'UserGone' });
  });

  it.each(['ListAccessKeys', 'ListUserTags', 'TagUser', 'DeleteAccessKey'])(
    'UserGone: the user is deleted just before %s',
    async (operation) => {
      const { account, alice } = await withDeactivatedKey();
      beforeCall(account, operation, () => account.backdoor.deleteUser('alice'));
      expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'UserGone' });
    },
  );
});
