import { describe, expect, it } from 'vitest';
import {
  activeKeys,
  beforeCall,
  deactivate,
  deleteDeactivated,
  EXECUTION,
  failCall,
  reactivate,
  writes,
} from '../../support/remediation.ts';
import { addUser, callCounts, deployed } from '../../support/rule.ts';

const DAY = 86_400_000;

/** alice, whose second key was deactivated by the runbook so many days ago. */
async function withDeactivatedKey(daysAgo = 14, keys = 2) {
  const { account, deployment } = deployed();
  const alice = addUser(account, 'alice', keys);
  const { deactivatedAccessKeyIds } = await deactivate(account, alice.userId);
  account.clock.advance(daysAgo * DAY);
  const [key = ''] = deactivatedAccessKeyIds;
  return { account, deployment, alice, key, others: alice.keys.filter((id) => id !== key) };
}

const keysOf = ({ backdoor }: ReturnType<typeof deployed>['account']) =>
  backdoor.keysOf('alice').map(({ accessKeyId }) => accessKeyId);

describe('outcome Deleted', () => {
  it('the soaked key is gone, its record too, the survivor Active; the receipt says all of it', async () => {
    const { account, alice, key, others } = await withDeactivatedKey();
    expect(await deleteDeactivated(account, alice.userId)).toEqual({
      outcome: 'Deleted',
      refusalCode: '',
      userId: alice.userId,
      userName: 'alice',
      keptAccessKeyId: '',
      plannedAccessKeyIds: [],
      deactivatedAccessKeyIds: [],
      reactivatedAccessKeyIds: [],
      deletedAccessKeyIds: [key],
      reason: `${key} deleted for good.`,
      undo: '',
    });
    expect(keysOf(account)).toEqual(others);
    expect(activeKeys(account, 'alice')).toEqual(others);
    expect(account.backdoor.tagsOf('alice')).toEqual({});
  });

  it('announces itself, deletes, and removes announcement and record in one call', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    const before = account.calls.length;
    await deleteDeactivated(account, alice.userId);
    const calls = account.calls.slice(before);
    expect(calls.map(({ operation }) => operation)).toEqual([
      'ListUsers',
      ...['ListAccessKeys', 'ListUserTags', 'GetAccessKeyLastUsed'],
      'TagUser',
      ...['ListAccessKeys', 'ListUserTags', 'GetAccessKeyLastUsed'],
      ...['ListAccessKeys', 'DeleteAccessKey'],
      ...['ListAccessKeys', 'ListAccessKeys'],
      'UntagUser',
    ]);
    expect(calls.at(-1)?.input).toMatchObject({
      TagKeys: [expect.stringMatching(/^one-active-key:run\//), `one-active-key:deactivated/${key}`],
    });
  });

  it('three of four keys', async () => {
    const { account, alice, others } = await withDeactivatedKey(14, 4);
    const { plannedAccessKeyIds, reason } = await deleteDeactivated(account, alice.userId, {
      dryRun: 'true',
    });
    expect(reason).toBe(`To be deleted for good: ${plannedAccessKeyIds.join(', ')}.`);
    const deleted = await deleteDeactivated(account, alice.userId);
    expect(deleted.reason).toBe(`${deleted.deletedAccessKeyIds.join(', ')} deleted for good.`);
    expect(deleted.deletedAccessKeyIds.toSorted()).toEqual(alice.keys.slice(1).toSorted());
    expect(keysOf(account)).toEqual(others.slice(0, 1));
  });

  it('soaked for one of two keys, on the day of the other one', async () => {
    const { account, alice, key } = await withDeactivatedKey(7);
    const later = account.backdoor.createAccessKey('alice', {});
    account.clock.advance(8 * DAY);
    await deactivate(account, alice.userId, { protectUsedWithinDays: '0' });
    const { deletedAccessKeyIds, reason } = await deleteDeactivated(account, alice.userId);
    expect(deletedAccessKeyIds).toEqual([key]);
    expect(reason).toMatch(
      new RegExp(`^${key} deleted for good\\. ${later} soaks until 2026-12-20T12:00Z\\.$`),
    );
  });

  it('a record that cannot be removed: deleted all the same, and the receipt says so', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    failCall(account, 'UntagUser', { kind: 'deny' }, { andAfter: true });
    const { outcome, reason } = await deleteDeactivated(account, alice.userId);
    expect(outcome).toBe('Deleted');
    expect(reason).toContain(`${key} deleted for good. Our tags could not be removed: AccessDenied`);
  });

  it('waits out reads that are up to ten seconds old', async () => {
    const { account } = deployed({ account: { consistencyLagMs: 10_000 } });
    const alice = addUser(account, 'alice', 2);
    account.clock.advance(20_000);
    await deactivate(account, alice.userId);
    account.clock.advance(14 * DAY);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'Deleted' });
  });

  it('an announcement that a killed run left behind a day ago is cleared away', async () => {
    const { account, alice } = await withDeactivatedKey();
    const at = new Date(account.clock.now().getTime() - DAY).toISOString();
    account.backdoor.tagUser('alice', { 'one-active-key:run/killed': `${at} keeps AKIAIOSFODNN7EXAMPLE` });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'Deleted' });
    expect(account.backdoor.tagsOf('alice')).toEqual({});
  });
});

describe('outcomes that delete nothing', () => {
  it.each([
    ['a second less than the soak', 14 - 1 / 86_400, {}],
    ['the default is fourteen days', 13.9, {}],
    ['thirty days asked for', 29.9, { soakDays: '30' }],
  ])('NothingToDo: %s', async (_, days, more) => {
    const { account, alice, key } = await withDeactivatedKey(days);
    const before = writes(account).length;
    const { outcome, reason } = await deleteDeactivated(account, alice.userId, more);
    expect(outcome).toBe('NothingToDo');
    expect(reason).toMatch(new RegExp(`^${key} soaks until \\d{4}-\\d\\d-\\d\\dT12:00Z\\.$`));
    expect(writes(account)).toHaveLength(before);
  });

  it('NothingToDo: deactivated by people, without a record of ours', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 2);
    for (const key of alice.keys) account.backdoor.setKeyStatus(key, 'Inactive');
    account.clock.advance(400 * DAY);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: 'alice has no key on record that this product deactivated.',
    });
    expect(writes(account)).toEqual([]);
  });

  it('NothingToDo: undone, since that takes the record away', async () => {
    const { account, alice, key } = await withDeactivatedKey(1);
    await reactivate(account, alice.userId, key, { exemptForDays: '0' });
    account.backdoor.setKeyStatus(key, 'Inactive');
    account.clock.advance(400 * DAY);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(keysOf(account)).toContain(key);
  });

  it('NothingToDo: used since it was deactivated', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    const at = new Date(account.clock.now().getTime() - DAY);
    account.backdoor.useKey(key, { at, service: 's3', region: 'us-east-1' });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: expect.stringMatching(
        new RegExp(`^${key} was used .*, after it was deactivated .*: delete it manually`),
      ),
    });
  });

  it('NothingToDo: set to Active by people; the record, which says nothing any more, is removed', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: `${key} is gone or Active again, and its record void.`,
    });
    expect(account.backdoor.tagsOf('alice')).toEqual({});
    account.backdoor.setKeyStatus(key, 'Inactive');
    account.clock.advance(400 * DAY);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(keysOf(account)).toContain(key);
  });

  it('NothingToDo: the owner names it in the keep tag', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', { 'one-active-key:keep': key });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: `${key} is named in tag one-active-key:keep.`,
    });
  });

  it('Exempt: the owner has the last word here, too', async () => {
    const { account, alice } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', { 'one-active-key:exempt-until': '2026-12-31' });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Exempt',
      reason: 'Exempt until 2026-12-31: no key is deleted before.',
    });
  });

  it('Exempt: a record that says nothing any more is removed all the same', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    account.backdoor.tagUser('alice', { 'one-active-key:exempt-until': '2026-12-31' });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Exempt',
      reason: `Exempt until 2026-12-31: no key is deleted before. ${key} is gone or Active again, and its record void.`,
    });
    expect(Object.keys(account.backdoor.tagsOf('alice'))).toEqual(['one-active-key:exempt-until']);
  });

  it('an exemption that has expired holds nothing up', async () => {
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
      reason: expect.stringMatching(/^InvalidExemption: tag one-active-key:exempt-until is /),
    });
    expect(keysOf(account)).toContain(key);
  });

  it.each([
    ['in small letters', (key: string) => key.toLowerCase()],
    ['with a space', (key: string) => `${key} `],
    ['with more words', (key: string) => `${key} - ticket 1`],
    ['without its last letter', (key: string) => key.slice(0, -1)],
  ])('Refused: InvalidKeepTag, the key %s', async (_, spelt) => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', { 'one-active-key:keep': spelt(key) });
    for (const dryRun of ['true', 'false']) {
      expect(await deleteDeactivated(account, alice.userId, { dryRun })).toMatchObject({
        outcome: 'Refused',
        refusalCode: 'InvalidKeepTag',
        reason: expect.stringMatching(/^InvalidKeepTag: /),
      });
    }
    expect(keysOf(account)).toContain(key);
  });

  it('Refused: NoRoomForTag, in a dry run, too', async () => {
    const { account, alice } = await withDeactivatedKey();
    for (let n = 1; n < 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    expect(await deleteDeactivated(account, alice.userId, { dryRun: 'true' })).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'NoRoomForTag',
      reason: expect.stringMatching(/^NoRoomForTag: /),
    });
  });

  it('Refused: InvalidRecord, a record that somebody has written over', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', { [`one-active-key:deactivated/${key}`]: 'see OPS-4711' });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'InvalidRecord',
      reason: `InvalidRecord: tag one-active-key:deactivated/${key}: expected a time since the key was created, kept= and execution=; received "see OPS-4711".`,
    });
  });

  it('Refused: NoRoomForTag, where the user has 50 tags, for an unannounced deletion does not begin', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    for (let n = 1; n < 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'NoRoomForTag',
      reason: expect.stringMatching(/^NoRoomForTag: expected room for one more tag/),
    });
    expect(keysOf(account)).toContain(key);
  });

  it('Refused: NoRoomForTag does not hold up a run that shares the tag of another one’s announcement', async () => {
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
  ])('Refused: %s, with a void record on %i tags', async (code, most, tags, written) => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    account.backdoor.tagUser('alice', tags);
    const others = Object.keys(account.backdoor.tagsOf('alice')).length;
    for (let n = others; n < most; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    const before = writes(account).length;
    const { outcome, reason } = await deleteDeactivated(account, alice.userId);
    expect([outcome, reason]).toEqual(['Refused', expect.stringContaining(code)]);
    expect(writes(account).slice(before)).toHaveLength(written);
  });

  it('Planned: a dry run names what it would delete and writes nothing', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    const before = writes(account).length;
    expect(await deleteDeactivated(account, alice.userId, { dryRun: 'true' })).toMatchObject({
      outcome: 'Planned',
      plannedAccessKeyIds: [key],
      deletedAccessKeyIds: [],
      reason: `To be deleted for good: ${key}.`,
    });
    expect(writes(account)).toHaveLength(before);
  });

  it('NothingToDo: a dry run with nothing but a void record writes nothing', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    const before = writes(account).length;
    expect(await deleteDeactivated(account, alice.userId, { dryRun: 'true' })).toMatchObject({
      outcome: 'NothingToDo',
    });
    expect(writes(account)).toHaveLength(before);
  });

  it('UserGone', async () => {
    const { account, alice } = await withDeactivatedKey();
    account.backdoor.deleteUser('alice');
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'UserGone' });
  });

  it.each(['ListAccessKeys', 'ListUserTags', 'TagUser', 'DeleteAccessKey'])(
    'UserGone: deleted just before %s',
    async (operation) => {
      const { account, alice } = await withDeactivatedKey();
      beforeCall(account, operation, () => account.backdoor.deleteUser('alice'));
      expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'UserGone' });
    },
  );
});

describe('the soak begins again with each deactivation', () => {
  it('Active by hand, deactivated again by the runbook: the new record counts', async () => {
    const { account, alice, key } = await withDeactivatedKey(20);
    account.backdoor.setKeyStatus(key, 'Active');
    await deactivate(account, alice.userId);
    expect(account.backdoor.tagsOf('alice')).toEqual({
      [`one-active-key:deactivated/${key}`]: expect.stringMatching(
        new RegExp(`^2026-12-11T12:00:.* execution=${EXECUTION}$`),
      ),
    });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: expect.stringContaining('soaks until 2026-12-25'),
    });
  });

  it('the old record goes before the key is written, so that it cannot speak for the new deactivation', async () => {
    const { account, alice, key } = await withDeactivatedKey(20);
    account.backdoor.setKeyStatus(key, 'Active');
    const before = writes(account).length;
    await deactivate(account, alice.userId);
    expect(writes(account).slice(before)).toEqual([
      'TagUser',
      'UntagUser',
      'UpdateAccessKey Inactive',
      'TagUser',
      'UntagUser',
    ]);
  });

  it('the old record of the key that stays goes, too: a person may deactivate that one later', async () => {
    const { account, alice, key, others } = await withDeactivatedKey(20);
    account.backdoor.setKeyStatus(key, 'Active');
    account.backdoor.tagUser('alice', { 'one-active-key:keep': key });
    expect(await deactivate(account, alice.userId)).toMatchObject({ keptAccessKeyId: key });
    const records = Object.keys(account.backdoor.tagsOf('alice')).filter((tag) =>
      tag.includes('deactivated/'),
    );
    expect(records).toEqual(others.map((id) => `one-active-key:deactivated/${id}`));
  });

  it('the record that another run has just written stays', async () => {
    const { account, alice, key } = await withDeactivatedKey(0);
    account.backdoor.setKeyStatus(key, 'Active');
    account.faults.add(({ operation }) => {
      if (operation === 'UpdateAccessKey') account.backdoor.setKeyStatus(key, 'Inactive');
      return undefined;
    });
    await deactivate(account, alice.userId);
    expect(Object.keys(account.backdoor.tagsOf('alice'))).toEqual([`one-active-key:deactivated/${key}`]);
  });

  it.each([
    ['a millisecond less than six minutes before the end of the pause', 357_999, 1],
    ['six minutes before the end of the pause', 358_000, 0],
  ])('a record written %s: so many are left', async (_, age, left) => {
    const { account, alice, key } = await withDeactivatedKey(0);
    account.backdoor.setKeyStatus(key, 'Active');
    account.backdoor.tagUser('alice', {
      [`one-active-key:deactivated/${key}`]: `${new Date(account.clock.now().getTime() - age).toISOString()} kept=${key} execution=none`,
    });
    failCall(account, 'UpdateAccessKey', { kind: 'deny' }, { andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow('AccessDenied');
    const records = Object.keys(account.backdoor.tagsOf('alice')).filter((tag) =>
      tag.includes('deactivated/'),
    );
    expect(records).toHaveLength(left);
  });

  it.each([
    [49, 2],
    [48, 3],
  ])('with %i tags and %i keys the record is written once the announcement has gone', async (tags, keys) => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', keys);
    for (let n = 1; n <= tags; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    const { outcome, reason } = await deactivate(account, alice.userId);
    expect(outcome).toBe('Deactivated');
    expect(reason).not.toContain('record could not be written');
    expect(
      Object.keys(account.backdoor.tagsOf('alice')).filter((tag) => tag.includes('deactivated/')),
    ).toHaveLength(keys - 1);
  });

  it('with 49 tags and three keys one record fits, and the receipt names the key that has none', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 3);
    for (let n = 1; n <= 49; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    const { reason } = await deactivate(account, alice.userId);
    expect(reason.match(/\w+: The record could not be written on the user: LimitExceeded/g)).toHaveLength(1);
    expect(reason.match(/AKIA\w+: /g)).toHaveLength(1);
    expect(Object.keys(account.backdoor.tagsOf('alice'))).toHaveLength(50);
  });

  it('with 50 tags and three keys no record fits, and the receipt says so of each key', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 3);
    for (let n = 1; n <= 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    const { deactivatedAccessKeyIds, reason } = await deactivate(account, alice.userId);
    const unrecorded = reason.match(/ AKIA\w+: The record could not be written/g);
    expect(unrecorded).toEqual(
      deactivatedAccessKeyIds.map((id) => ` ${id}: The record could not be written`),
    );
  });

  it('an old record that cannot be removed: the deactivation does not begin', async () => {
    const { account, alice, key } = await withDeactivatedKey(20);
    account.backdoor.setKeyStatus(key, 'Active');
    failCall(account, 'UntagUser', { kind: 'deny' }, { andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow('This run changed no key');
    expect(activeKeys(account, 'alice')).toContain(key);
  });
});

describe('a user without anything to delete', () => {
  it('costs a listing and two calls', async () => {
    const { account, alice } = await withDeactivatedKey(1);
    const before = callCounts(account);
    await deleteDeactivated(account, alice.userId);
    const after = callCounts(account);
    const made = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(made.toSorted()).toEqual(['ListAccessKeys', 'ListUserTags', 'ListUsers']);
  });
});
