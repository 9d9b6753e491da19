import { describe, expect, it } from 'vitest';
import { itemsOf, states } from '../../support/ledger.ts';
import {
  beforeCall,
  deactivate,
  deleteDeactivated,
  keyIdsOf,
  noteTouchOf,
  reactivate,
  withAlice,
  withDeactivatedKey,
  writes,
} from '../../support/remediation.ts';
import { addUser, deployed } from '../../support/rule.ts';
import { exemptUntil } from '../../support/users.ts';

const DAY_MS = 86_400_000;

describe('outcomes that delete nothing', () => {
  it.each([
    ['fourteen days less a minute', 14 - 1 / 1_440, {}],
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
      reason: 'alice has no key that One Active Key deactivated.',
    });
    expect(writes(account)).toEqual([]);
  });

  it('NothingToDo: the deactivation was undone', async () => {
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
        new RegExp(`^${key} was used .*, after it was deactivated .*: if nobody needs it, delete it by hand`),
      ),
    });
  });

  it('NothingToDo: a person set the key to Active, so that it is not ours any more, even if a person deactivates it later', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: 'alice has no key that One Active Key deactivated.',
    });
    expect(states(account)).toEqual(['undone']);
    account.backdoor.setKeyStatus(key, 'Inactive');
    account.clock.advance(400 * DAY_MS);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(keyIdsOf(account)).toContain(key);
  });

  it('Refused: EventsNotSeen, no event of the deactivation has come from CloudTrail', async () => {
    const { account, alice, surplus } = withAlice();
    await deactivate(account, alice.userId);
    account.clock.advance(14 * DAY_MS);
    const [key = ''] = surplus;
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'EventsNotSeen',
      reason: `${key}: no event of its deactivation at 2026-11-21T12:00Z has come from CloudTrail, so a change by somebody else would not have been noticed either: check the stack's NearRealTime and its forwarding; if nobody needs it, delete it by hand.`,
    });
    expect(keyIdsOf(account)).toContain(key);
  });

  it('Refused: TouchedSince, a person deactivated the key, too, which may have been for a reason', async () => {
    const { account, alice, key } = await withDeactivatedKey(0);
    account.clock.advance(60_000);
    await noteTouchOf(account, key, 'arn:aws:iam::111122223333:user/operator');
    account.clock.advance(400 * DAY_MS);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'TouchedSince',
    });
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
    account.backdoor.tagUser('alice', exemptUntil('2026-12-31'));
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Exempt',
      reason: 'Exempt until 2026-12-31: no key is deleted before that time.',
    });
  });

  it('NothingToDo: an exemption does not keep the record of a key that is Active again', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    account.backdoor.tagUser('alice', exemptUntil('2026-12-31'));
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(states(account)).toEqual(['undone']);
  });

  it('Deleted: an exemption that has expired does not count', async () => {
    const { account, alice } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', exemptUntil('2026-12-04'));
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

  it('NothingToDo: a dry run for a user whose key is Active again writes nothing, neither to IAM nor to the ledger', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    const before = itemsOf(account);
    expect(await deleteDeactivated(account, alice.userId, { dryRun: 'true' })).toMatchObject({
      outcome: 'NothingToDo',
      reason: `${key} no longer exists or is Active again, so its record has ended.`,
    });
    expect(itemsOf(account)).toEqual(before);
  });

  it('UserGone: the user no longer exists', async () => {
    const { account, alice } = await withDeactivatedKey();
    account.backdoor.deleteUser('alice');
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'UserGone' });
  });

  it.each(['ListAccessKeys', 'GetUser', 'DeleteAccessKey'])(
    'UserGone: the user is deleted just before %s',
    async (operation) => {
      const { account, alice } = await withDeactivatedKey();
      beforeCall(account, operation, () => account.backdoor.deleteUser('alice'));
      expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'UserGone' });
    },
  );
});
