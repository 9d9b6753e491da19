import { describe, expect, it } from 'vitest';
import { putItem, recordsIn, states } from '../../support/ledger.ts';
import {
  activeKeys,
  deactivate,
  failCall,
  noteTouchOf,
  reactivate,
  withAlice,
  withJustDeactivatedKey,
} from '../../support/remediation.ts';

describe('the refusal of an undo', () => {
  const whatToDo = 'Ask whether the key may be used again; then reactivate it with Force=true.';

  it('of a key without a record says what to do', async () => {
    const { account, alice } = await withJustDeactivatedKey();
    const other = account.backdoor.createAccessKey('alice', {});
    account.backdoor.setKeyStatus(other, 'Inactive');
    expect(await reactivate(account, alice.userId, other)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'NotDeactivatedByUs',
      reason: `Expected a key that One Active Key deactivated; received ${other}: the ledger has no record of it. ${whatToDo}`,
    });
  });

  it('of a key of which nobody can tell who deactivated it says what to do', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    const [{ pk = '', sk = '', ...record } = {}] = recordsIn(account);
    putItem(account, { pk, sk, ...(record as Record<string, string>), state: 'unproven' });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'NotDeactivatedByUs',
      reason: `Expected a key that One Active Key deactivated; received ${key}: the ledger has it as unproven. ${whatToDo}`,
    });
  });

  it('of a key that somebody else changed names who and when', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    await noteTouchOf(account, key, 'arn:aws:iam::111122223333:user/operator');
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      refusalCode: 'TouchedSince',
      reason: `arn:aws:iam::111122223333:user/operator changed the status of ${key} at 2026-11-21T12:01Z, when or after One Active Key deactivated it. ${whatToDo}`,
    });
  });

  /** A key with a note of a change that the ledger does not write so. */
  async function withUnreadableTouch() {
    const deactivated = await withJustDeactivatedKey();
    const sk = `${deactivated.key}#nonsense`;
    putItem(deactivated.account, { pk: 'TOUCHED', sk, nonce: 'n', by: '', isOurs: 'true' });
    return {
      ...deactivated,
      item: `MalformedItemError: item pk="TOUCHED" sk="${sk}" of the ledger, sk: expected `,
    };
  }

  it('by a note of a change that cannot be read is an error, which names the item', async () => {
    const { account, alice, key, item } = await withUnreadableTouch();
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow(item);
    expect(activeKeys(account, 'alice')).not.toContain(key);
  });

  it('with Force, a note of a change that cannot be read bars no undo, and the receipt names the item', async () => {
    const { account, alice, key, item } = await withUnreadableTouch();
    const { outcome, reason } = await reactivate(account, alice.userId, key, { force: 'true' });
    expect(outcome).toBe('Reactivated');
    expect(reason).toContain(`${key} is Active again. Force=true was given. ${item}`);
    expect(reason).toContain(' Find out who wrote the item, and delete it. Exempt until 2026-11-28.');
  });

  it('by a ledger that does not answer who changed the key is an error, with Force, too', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    failCall(account, 'Query', { kind: 'deny' }, { n: 2 });
    await expect(reactivate(account, alice.userId, key, { force: 'true' })).rejects.toThrow(
      'could not read the ledger',
    );
    expect(activeKeys(account, 'alice')).not.toContain(key);
  });

  it('does not come for a deactivation that is only written, and that IAM shows late', async () => {
    const { account, alice, surplus } = withAlice();
    const [key = ''] = surplus;
    const stale = {
      AccessKeyMetadata: account.backdoor.keysOf('alice').map(({ accessKeyId, createdAt }) => {
        return { UserName: 'alice', AccessKeyId: accessKeyId, Status: 'Active', CreateDate: createdAt };
      }),
    };
    failCall(account, 'PutItem', { kind: 'deny' }, { n: 5 });
    await expect(deactivate(account, alice.userId)).rejects.toThrow('UnrecordedDeactivationError');
    expect(states(account)).toEqual(['written']);
    failCall(account, 'ListAccessKeys', { kind: 'answer', output: stale }, { n: 1 });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
    expect(activeKeys(account, 'alice')).toContain(key);
  });
});
