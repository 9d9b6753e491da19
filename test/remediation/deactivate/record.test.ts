import { describe, expect, it } from 'vitest';
import {
  activeKeys,
  deactivate,
  deleteDeactivated,
  EXECUTION,
  failCall,
  withDeactivatedKey,
  writes,
} from '../../support/remediation.ts';
import { addUser, deployed } from '../../support/rule.ts';

describe('the record of a new deactivation', () => {
  it('replaces the record of a key that a person had set to Active, so that the soak begins again', async () => {
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

  it('is written after the old record was removed and the key was deactivated', async () => {
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

  it('is written after the survivor’s old record was removed, since a person may deactivate the survivor later', async () => {
    const { account, alice, key, others } = await withDeactivatedKey(20);
    account.backdoor.setKeyStatus(key, 'Active');
    account.backdoor.tagUser('alice', { 'one-active-key:keep': key });
    expect(await deactivate(account, alice.userId)).toMatchObject({ keptAccessKeyId: key });
    const records = Object.keys(account.backdoor.tagsOf('alice')).filter((tag) =>
      tag.includes('deactivated/'),
    );
    expect(records).toEqual(others.map((id) => `one-active-key:deactivated/${id}`));
  });

  it('replaces a record that somebody has overwritten', async () => {
    const { account, alice, key } = await withDeactivatedKey(20);
    account.backdoor.setKeyStatus(key, 'Active');
    account.backdoor.tagUser('alice', { [`one-active-key:deactivated/${key}`]: 'see OPS-4711' });
    expect(await deactivate(account, alice.userId)).toMatchObject({ deactivatedAccessKeyIds: [key] });
    expect(account.backdoor.tagsOf('alice')[`one-active-key:deactivated/${key}`]).toMatch(/^2026-12-11T/);
  });

  it('does not replace a record that another run has just written', async () => {
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
  ])('keeps or removes a record written %s', async (_, age, remaining) => {
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
    expect(records).toHaveLength(remaining);
  });

  it.each([
    [49, 2],
    [48, 3],
  ])('with %i tags and %i keys is written after the announcement was retracted', async (tags, keys) => {
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

  it('with 49 tags and three keys is written for one key, and the receipt names the other key', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 3);
    for (let n = 1; n <= 49; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    const { reason } = await deactivate(account, alice.userId);
    expect(reason.match(/\w+: The record could not be written on the user: LimitExceeded/g)).toHaveLength(1);
    expect(reason.match(/AKIA\w+: /g)).toHaveLength(1);
    expect(Object.keys(account.backdoor.tagsOf('alice'))).toHaveLength(50);
  });

  it('with 50 tags and three keys is written for no key, and the receipt names each key', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 3);
    for (let n = 1; n <= 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    const { deactivatedAccessKeyIds, reason } = await deactivate(account, alice.userId);
    const unrecorded = reason.match(/ AKIA\w+: The record could not be written/g);
    expect(unrecorded).toEqual(
      deactivatedAccessKeyIds.map((id) => ` ${id}: The record could not be written`),
    );
  });

  it('is not written if the old record cannot be removed: no key is changed', async () => {
    const { account, alice, key } = await withDeactivatedKey(20);
    account.backdoor.setKeyStatus(key, 'Active');
    failCall(account, 'UntagUser', { kind: 'deny' }, { andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow('This run changed no key');
    expect(activeKeys(account, 'alice')).toContain(key);
  });
});
