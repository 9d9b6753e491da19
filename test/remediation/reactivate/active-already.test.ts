import { describe, expect, it } from 'vitest';
import { putItem, recordsIn, states } from '../../support/ledger.ts';
import {
  EXECUTION,
  failCall,
  noteTouchOf,
  reactivate,
  withAlice,
  withJustDeactivatedKey,
  writes,
} from '../../support/remediation.ts';
import { addUser, dashboard, deployed, evaluate } from '../../support/rule.ts';
import { exemptUntil } from '../../support/users.ts';

/** A key that One Active Key has set to Active again, of a user who is not exempt; an hour later. */
async function withUndoneKey() {
  const deactivated = await withJustDeactivatedKey();
  const { account, alice, key } = deactivated;
  await noteTouchOf(account, key);
  await reactivate(account, alice.userId, key, { exemptForDays: '0' });
  await noteTouchOf(account, key);
  account.clock.advance(3_600_000);
  return { ...deactivated, before: writes(account).length };
}

const TAGS =
  'aws iam tag-user --user-name alice --tags Key=one-active-key:exempt-until,Value=2026-11-28 ' +
  'Key=one-active-key:exempt-reason,Value=REASON';

describe('an undo of a key that is Active already', () => {
  it('One Active Key reactivated it without an exemption: exempts the user, and starts an evaluation', async () => {
    const { account, alice, key, before } = await withUndoneKey();
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'NothingToDo',
      reactivatedAccessKeyIds: [],
      reason: expect.stringContaining(`${key} is Active already. Exempt until 2026-11-28.`),
    });
    expect(writes(account).slice(before)).toEqual(['TagUser']);
    expect(account.backdoor.tagsOf('alice')).toMatchObject({
      'one-active-key:exempt-reason': `reactivated by automation execution ${EXECUTION}`,
    });
    expect(await account.configRules.runStarted()).toContain('iam-user-one-active-access-key');
    await evaluate(account);
    expect(dashboard(account)).toEqual({ alice: 'NOT_APPLICABLE' });
  });

  it('the tags of the reactivation were denied: exempts the user now', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    failCall(account, 'TagUser', { kind: 'deny' });
    const { outcome, reason } = await reactivate(account, alice.userId, key);
    expect({ outcome, reason }).toEqual({
      outcome: 'Reactivated',
      reason: expect.stringMatching(
        new RegExp(`The exemption may be missing, so the rule may report the key again: .* ${TAGS}$`),
      ),
    });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'NothingToDo',
      reason: expect.stringContaining(`${key} is Active already. Exempt until 2026-11-28.`),
    });
  });

  it.each([
    ['a valid exemption, however short, stays', { exemptForDays: '30' }, exemptUntil('2026-11-22'), true],
    ['exemptForDays 0: no exemption was requested', { exemptForDays: '0' }, {}, false],
  ])('%s', async (_, parameters, tags, isExempt) => {
    const { account, alice, key, before } = await withUndoneKey();
    account.backdoor.tagUser('alice', tags);
    expect(await reactivate(account, alice.userId, key, parameters)).toMatchObject({
      outcome: 'NothingToDo',
      reason: `${key} is Active already.${isExempt ? ' Exempt until 2026-11-22 already.' : ''}`,
    });
    expect(writes(account).slice(before)).toEqual([]);
  });

  it('the only Active key of its user: nothing would deactivate it, so the user is not exempted', async () => {
    const { account, alice, key, before } = await withUndoneKey();
    for (const { accessKeyId } of account.backdoor.keysOf('alice'))
      if (accessKeyId !== key) account.backdoor.setKeyStatus(accessKeyId, 'Inactive');
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'NothingToDo',
      reason: `${key} is Active already.`,
    });
    expect(writes(account).slice(before)).toEqual([]);
  });

  it('no record of the key: exempts nobody, with Force neither, and says so', async () => {
    const { account, alice, kept } = withAlice();
    for (const force of ['false', 'true']) {
      expect(await reactivate(account, alice.userId, kept, { force })).toMatchObject({
        outcome: 'NothingToDo',
        reason:
          `${kept} is Active already. The user is not exempt, and the key may be deactivated again. The ledger has no record of ` +
          `${kept}. To exempt the user, set the tags: ${TAGS}`,
      });
      expect(writes(account)).toEqual([]);
      expect(recordsIn(account)).toEqual([]);
    }
  });

  it.each([
    ['--all', "--user-name='--all' --tags"],
    ['=cmd', "--user-name='=cmd' --tags"],
    ['a+b@c', '--user-name a+b@c --tags'],
  ])('the command that tags the user %s takes the name for a name', async (userName, words) => {
    const { account } = deployed();
    const { userId, keys } = addUser(account, userName, 2);
    const { reason } = await reactivate(account, userId, keys[0] ?? '');
    expect(reason).toContain(`aws iam tag-user ${words}`);
  });

  it('somebody else set it to Active: exempts nobody, and names who it was', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    await noteTouchOf(account, key);
    account.clock.advance(3_600_000);
    account.backdoor.setKeyStatus(key, 'Active');
    await noteTouchOf(account, key, 'arn:aws:iam::111122223333:user/mallory');
    const { outcome, reason } = await reactivate(account, alice.userId, key);
    expect(outcome).toBe('NothingToDo');
    expect(reason).toContain(
      'The user is not exempt, and the key may be deactivated again. arn:aws:iam::111122223333:user/mallory changed the ' +
        `status of ${key} at `,
    );
    expect(states(account)).toEqual(['undone']);
    expect(account.backdoor.tagsOf('alice')).toEqual({});
  });

  it('nobody can tell whether the user is exempt: exempts nobody, and fails', async () => {
    const { account, alice, key, before } = await withUndoneKey();
    failCall(account, 'GetUser', { kind: 'deny' });
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow(/GetUser/);
    expect(writes(account).slice(before)).toEqual([]);
  });

  it('a note of a change that cannot be read: exempts nobody, and names the item', async () => {
    const { account, alice, key, before } = await withUndoneKey();
    putItem(account, { pk: 'TOUCHED', sk: `${key}#nonsense`, nonce: 'n', by: '', isOurs: 'true' });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'NothingToDo',
      reason: expect.stringMatching(
        new RegExp(
          `may be deactivated again\\. MalformedItemError: item pk="TOUCHED" sk="${key}#nonsense" of the ledger, sk: ` +
            'expected .*, and delete it\\. To exempt the user, set the tags: ',
        ),
      ),
    });
    expect(writes(account).slice(before)).toEqual([]);
  });

  it('the ledger does not answer who changed the key: exempts nobody, and fails', async () => {
    const { account, alice, key, before } = await withUndoneKey();
    failCall(account, 'Query', { kind: 'deny' }, { n: 2 });
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow('could not read the ledger');
    expect(writes(account).slice(before)).toEqual([]);
  });
});
