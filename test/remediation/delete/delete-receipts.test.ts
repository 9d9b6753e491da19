import { describe, expect, it } from 'vitest';
import { NO_ROOM_FOR_TAG } from '../../../remediation/delete/blockers.ts';
import { beforeCall, deactivate, deleteDeactivated } from '../../support/remediation.ts';
import { addUser, callCounts, deployed } from '../../support/rule.ts';

const DAY_MS = 86_400_000;

/** An account with the user alice; the runbook deactivated two of her three keys `daysAgo` days ago. */
async function withTwoRecords(daysAgo = 14) {
  const { account } = deployed();
  const { userId } = addUser(account, 'alice', 3);
  const { deactivatedAccessKeyIds } = await deactivate(account, userId);
  account.clock.advance(daysAgo * DAY_MS);
  const [first = '', second = ''] = deactivatedAccessKeyIds;
  return { account, userId, first, second };
}

const tagOf = (key: string) => `one-active-key:deactivated/${key}`;
const invalid = (key: string) =>
  `Tag ${tagOf(key)}: expected a time since the key was created, kept= and execution=; received "see OPS-4711".`;

describe('the receipt of a deletion with several sentences', () => {
  it('Planned: first the keys to delete, then the keys that are not deleted', async () => {
    const { account, userId, first, second } = await withTwoRecords();
    account.backdoor.tagUser('alice', { [tagOf(second)]: 'see OPS-4711' });
    expect(await deleteDeactivated(account, userId, { dryRun: 'true' })).toMatchObject({
      outcome: 'Planned',
      plannedAccessKeyIds: [first],
      reason: `To be deleted permanently: ${first}. ${invalid(second)}`,
    });
  });

  it('Refused: first the invalid record, then the key that soaks', async () => {
    const { account, userId, first, second } = await withTwoRecords(1);
    account.backdoor.tagUser('alice', { [tagOf(second)]: 'see OPS-4711' });
    expect(await deleteDeactivated(account, userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'InvalidRecord',
      reason: `${invalid(second)} ${first} soaks until 2026-12-05T12:00Z.`,
    });
  });

  it('Refused: one record is invalid, and the due key became Active directly before its deletion', async () => {
    const { account, userId, first, second } = await withTwoRecords();
    account.backdoor.tagUser('alice', { [tagOf(second)]: 'see OPS-4711' });
    const { ListAccessKeys: before = 0 } = callCounts(account);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(first, 'Active'), 3);
    expect(await deleteDeactivated(account, userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'InvalidRecord',
      deletedAccessKeyIds: [],
      reason: `${invalid(second)} ${first} has just become Active and stays.`,
    });
    // The run deleted no key, so that it has nothing to verify.
    expect(callCounts(account)['ListAccessKeys']).toBe(before + 3);
  });

  it('Refused: an obsolete record is not mentioned if the user has 50 tags', async () => {
    const { account, userId, first } = await withTwoRecords();
    account.backdoor.setKeyStatus(first, 'Active');
    for (let n = 2; n < 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    expect(await deleteDeactivated(account, userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'NoRoomForTag',
      reason: NO_ROOM_FOR_TAG.reason,
    });
  });
});
