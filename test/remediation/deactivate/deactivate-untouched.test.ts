import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../policy/policy.ts';
import {
  activeKeys,
  beforeCall,
  deactivate,
  EXECUTION,
  withAlice,
  writes,
} from '../../support/remediation.ts';
import { callCounts, evaluate } from '../../support/rule.ts';
import { daysAgo, exemptUntil, NOW } from '../../support/users.ts';

const EMPTY_FIELDS = {
  operation: 'Deactivate',
  accountId: '111122223333',
  region: 'us-east-1',
  at: expect.stringMatching(/^2026-11-21T12:00:/),
  automationExecutionId: EXECUTION,
  parameters: expect.objectContaining({ selectionStrategy: 'LeastRecentlyUsed' }),
  keptAccessKeyId: '',
  plannedAccessKeyIds: [],
  deactivatedAccessKeyIds: [],
  reactivatedAccessKeyIds: [],
  deletedAccessKeyIds: [],
  undo: '',
};

describe('outcomes that leave all keys as they are', () => {
  it('NothingToDo: one active key', async () => {
    const { account, alice } = withAlice(1);
    expect(await deactivate(account, alice.userId)).toEqual({
      outcome: 'NothingToDo',
      refusalCode: '',
      userId: alice.userId,
      userName: 'alice',
      reason: '1 active access key.',
      ...EMPTY_FIELDS,
    });
    expect(writes(account)).toEqual([]);
  });

  it('NothingToDo: no key', async () => {
    const { account, alice } = withAlice(0);
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: 'No active access key.',
    });
  });

  it('NothingToDo: a rotation in progress', async () => {
    const { account, alice } = withAlice(1);
    account.backdoor.createAccessKey('alice', {});
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: expect.stringContaining('Rotation in progress until 2026-11-22T12:00Z'),
    });
    expect(writes(account)).toEqual([]);
  });

  it('NothingToDo: a person deactivated the surplus key after the evaluation', async () => {
    const { account, alice, surplus } = withAlice();
    await evaluate(account);
    account.backdoor.setKeyStatus(surplus[0] ?? '', 'Inactive');
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
  });

  it('Exempt: the owner exempted the user', async () => {
    const { account, alice } = withAlice();
    account.backdoor.tagUser('alice', exemptUntil('2026-12-01'));
    expect(await deactivate(account, alice.userId)).toEqual({
      outcome: 'Exempt',
      refusalCode: '',
      userId: alice.userId,
      userName: 'alice',
      reason: '2 active access keys. Exempt until 2026-12-01: migration',
      ...EMPTY_FIELDS,
    });
    expect(writes(account)).toEqual([]);
  });

  const refusals: [string, Record<string, string>][] = [
    ['InvalidExemption', { 'one-active-key:exempt-until': 'nonsense' }],
    ['InvalidKeepTag', { 'one-active-key:keep': 'nonsense' }],
  ];
  it.each(refusals)('Refused: %s, an invalid tag is no error', async (code, tags) => {
    const { account, alice } = withAlice();
    account.backdoor.tagUser('alice', tags);
    const receipt = await deactivate(account, alice.userId);
    expect(receipt).toEqual({
      outcome: 'Refused',
      refusalCode: code,
      userId: alice.userId,
      userName: 'alice',
      reason: receipt.reason,
      ...EMPTY_FIELDS,
    });
    expect(receipt.reason).toMatch(/^Tag one-active-key:[a-z-]+ is "nonsense"; expected /);
    expect(writes(account)).toEqual([]);
  });

  it('Refused: Indistinguishable', async () => {
    const { account, alice } = withAlice(0);
    for (let n = 0; n < 2; n += 1) account.backdoor.createAccessKey('alice', { createdAt: daysAgo(30) });
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'Indistinguishable',
      reason: expect.stringContaining('have the same creation and last use'),
    });
    expect(writes(account)).toEqual([]);
  });

  it('Refused: KeysInUse', async () => {
    const { account, alice, surplus } = withAlice();
    account.backdoor.useKey(surplus[0] ?? '', {
      at: new Date(NOW.getTime() - 7_200_000),
      service: 'sts',
      region: 'eu-west-1',
    });
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'KeysInUse',
      reason: expect.stringContaining('were used in the last 7 days'),
    });
    expect(await deactivate(account, alice.userId, { protectUsedWithinDays: '0' })).toMatchObject({
      outcome: 'Deactivated',
    });
  });

  it('Refused: NewKey', async () => {
    const { account, alice } = withAlice(1);
    const accessKeyId = account.backdoor.createAccessKey('alice', { createdAt: daysAgo(2) });
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'NewKey',
      reason: `A rotation may be under way: ${accessKeyId} (created 2026-11-19) is not in use yet. If it stays unused, it can be selected from 2026-11-26T12:00Z; or name the survivor in tag one-active-key:keep.`,
    });
    expect(writes(account)).toEqual([]);
  });

  it('a new key in use, whose first use IAM does not show yet, stays, whatever the parameters', async () => {
    const { account, alice } = withAlice(1);
    const [old = ''] = activeKeys(account, 'alice');
    const createdAt = new Date(NOW.getTime() - 180_000);
    const fresh = account.backdoor.createAccessKey('alice', { createdAt });
    const off = { rotationGraceHours: '0', protectUsedWithinDays: '0' };
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(await deactivate(account, alice.userId, off)).toMatchObject({ refusalCode: 'NewKey' });
    account.clock.advance(25 * HOUR_MS);
    expect(await deactivate(account, alice.userId)).toMatchObject({ refusalCode: 'NewKey' });
    expect(activeKeys(account, 'alice')).toEqual([old, fresh]);
  });

  it('UserGone: the user no longer exists', async () => {
    const { account, alice } = withAlice();
    account.backdoor.deleteUser('alice');
    expect(await deactivate(account, alice.userId)).toEqual({
      outcome: 'UserGone',
      refusalCode: '',
      userId: alice.userId,
      userName: '',
      reason: `No IAM user of this account has the id ${alice.userId}.`,
      ...EMPTY_FIELDS,
    });
  });

  it.each(['ListAccessKeys', 'GetUser', 'UpdateAccessKey'])(
    'UserGone: the user is deleted just before %s',
    async (operation) => {
      const { account, alice } = withAlice();
      beforeCall(account, operation, () => account.backdoor.deleteUser('alice'));
      expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'UserGone' });
    },
  );

  it('UserGone: the user is deleted before the keys are read again', async () => {
    const { account, alice } = withAlice();
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.deleteUser('alice'), 3);
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'UserGone' });
  });

  it('Planned: a dry run names the keys that it would deactivate, and writes nothing', async () => {
    const { account, alice, kept, surplus } = withAlice();
    const receipt = await deactivate(account, alice.userId, { dryRun: 'true' });
    expect(receipt).toEqual({
      ...EMPTY_FIELDS,
      outcome: 'Planned',
      refusalCode: '',
      userId: alice.userId,
      userName: 'alice',
      keptAccessKeyId: kept,
      plannedAccessKeyIds: surplus,
      reason: receipt.reason,
    });
    expect(writes(account)).toEqual([]);
    expect(callCounts(account)).not.toHaveProperty('StartConfigRulesEvaluation');
  });
});
