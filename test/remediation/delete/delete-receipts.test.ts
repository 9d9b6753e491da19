import { describe, expect, it } from 'vitest';
import {
  beforeCall,
  deactivate,
  deleteDeactivated,
  noteTouchOf,
  withAlice,
} from '../../support/remediation.ts';
import { callCounts } from '../../support/rule.ts';
import { exemptUntil } from '../../support/users.ts';

const DAY_MS = 86_400_000;
const OPERATOR = 'arn:aws:iam::111122223333:user/operator';

/**
 * The user alice; the runbook deactivated two of her three keys `daysAgo` days ago, and a person then changed
 * the second one.
 */
async function withTwoRecords(daysAgo = 14) {
  const { account, alice } = withAlice(3);
  const { deactivatedAccessKeyIds } = await deactivate(account, alice.userId);
  const [first = '', second = ''] = deactivatedAccessKeyIds;
  for (const key of [first, second]) await noteTouchOf(account, key);
  account.clock.advance(60_000);
  await noteTouchOf(account, second, OPERATOR);
  account.clock.advance(daysAgo * DAY_MS);
  return { account, userId: alice.userId, first, second };
}

const touched = (key: string) =>
  `${OPERATOR} changed the status of ${key} at 2026-11-21T12:01Z, when or after One Active Key deactivated it: if nobody needs it, delete it by hand.`;

describe('the receipt of a deletion with several sentences', () => {
  it('Planned: first the keys to delete, then the keys that are not deleted', async () => {
    const { account, userId, first, second } = await withTwoRecords();
    expect(await deleteDeactivated(account, userId, { dryRun: 'true' })).toMatchObject({
      outcome: 'Planned',
      plannedAccessKeyIds: [first],
      reason: `To be deleted permanently: ${first}. ${touched(second)}`,
    });
  });

  it('Deleted: one key is deleted, and the other is not, and the receipt says why', async () => {
    const { account, userId, first, second } = await withTwoRecords();
    expect(await deleteDeactivated(account, userId)).toMatchObject({
      outcome: 'Deleted',
      refusalCode: '',
      deletedAccessKeyIds: [first],
      reason: `Deleted permanently: ${first}. ${touched(second)}`,
    });
  });

  it('Refused: the owner keeps one key, and a person changed the other', async () => {
    const { account, userId, first, second } = await withTwoRecords();
    account.backdoor.tagUser('alice', { 'one-active-key:keep': first });
    expect(await deleteDeactivated(account, userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'TouchedSince',
      reason: `${first} is named in tag one-active-key:keep. ${touched(second)}`,
    });
  });

  it('Exempt: a dry run also says of a key that it is Active again', async () => {
    const { account, userId, first } = await withTwoRecords();
    account.backdoor.setKeyStatus(first, 'Active');
    account.backdoor.tagUser('alice', exemptUntil('2026-12-31'));
    expect(await deleteDeactivated(account, userId, { dryRun: 'true' })).toMatchObject({
      outcome: 'Exempt',
      reason: `Exempt until 2026-12-31: no key is deleted before that time. ${first} no longer exists or is Active again, so its record has ended.`,
    });
  });

  it('NothingToDo: both keys soak, and nobody has to look at the changed one yet', async () => {
    const { account, userId } = await withTwoRecords(1);
    expect(await deleteDeactivated(account, userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: expect.stringMatching(/^\w+ soaks until \S+\. \w+ soaks until \S+$/),
    });
  });

  it('Refused: one key was changed, and the due key became Active directly before its deletion', async () => {
    const { account, userId, first, second } = await withTwoRecords();
    const { ListAccessKeys: before = 0 } = callCounts(account);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(first, 'Active'), 3);
    expect(await deleteDeactivated(account, userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'TouchedSince',
      deletedAccessKeyIds: [],
      reason: `${touched(second)} ${first} has just become Active and stays.`,
    });
    // The run deleted no key, so that it has nothing to verify.
    expect(callCounts(account)['ListAccessKeys']).toBe(before + 3);
  });
});
