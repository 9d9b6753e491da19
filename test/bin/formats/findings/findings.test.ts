import { describe, expect, it } from 'vitest';
import { type Finding, findingsOf } from '../../../../bin/formats/findings/findings.ts';
import type { Inventory } from '../../../../bin/inventory/inventory.ts';
import type { InventoryUser } from '../../../../bin/inventory/inventory-user.ts';
import { joinInventories } from '../../../../bin/inventory/join.ts';
import { REMEDIATE, STEPS_AFTER_REFUSAL } from '../../../../bin/verification/next-step.ts';
import { anExemptUser, anInventory, aSurplusUser, aUser, NOW } from '../../inventories.ts';

/** The findings about users, and those about accounts. */
function split(inventory: Inventory): { users: readonly Finding[]; accounts: readonly Finding[] } {
  const all = findingsOf(inventory);
  return {
    users: all.filter(({ user }) => user !== null),
    accounts: all.filter(({ user }) => user === null),
  };
}

const REFUSED = aSurplusUser({ plan: { action: 'refuse', code: 'KeysInUse', reason: 'Both are in use.' } });
const ROTATING = aSurplusUser({ complianceType: 'COMPLIANT', situation: 'RotationInProgress', plan: null });

describe('a finding about a user', () => {
  it.each<[string, InventoryUser, Partial<Finding>]>([
    [
      'a plan',
      aSurplusUser(),
      { status: 'failed', severity: 'medium', code: 'SurplusKeys', nextStep: REMEDIATE },
    ],
    [
      'a plan for a privileged user',
      aSurplusUser({ privileged: 'yes' }),
      { status: 'failed', severity: 'high' },
    ],
    [
      'a plan for a user who may be privileged',
      aSurplusUser({ privileged: 'unknown' }),
      { status: 'failed', severity: 'medium' },
    ],
    [
      'a refusal',
      REFUSED,
      { status: 'failed', severity: 'medium', code: 'KeysInUse', nextStep: STEPS_AFTER_REFUSAL.KeysInUse },
    ],
    [
      'an exemption',
      anExemptUser('2026-12-31', 'migration'),
      { status: 'exempt', severity: 'informational', code: 'Exempt', nextStep: null },
    ],
    [
      'a rotation',
      ROTATING,
      { status: 'passed', severity: 'informational', code: 'RotationInProgress', nextStep: null },
    ],
    ['one active key', aUser(), { status: 'passed', code: 'AtMostOneActiveKey', nextStep: null }],
    [
      'one active key of a privileged user',
      aUser({ privileged: 'yes' }),
      { status: 'passed', severity: 'informational' },
    ],
  ])('%s', (_, user, expected) => {
    expect(split(anInventory([user])).users).toMatchObject([expected]);
  });

  it('has the same id in every run, whatever the user is called now', () => {
    const idOf = (changes: Partial<InventoryUser>) =>
      split(anInventory([aSurplusUser(changes)])).users[0]?.id;
    expect(idOf({})).toBe('one-active-key/111122223333/AIDAALICE0000EXAMPLE');
    expect(idOf({ userName: 'renamed', path: '/x/', complianceType: 'COMPLIANT' })).toBe(idOf({}));
    expect(idOf({ userId: 'AIDAALICE0001EXAMPLE' })).not.toBe(idOf({}));
    expect(idOf({ accountId: '123456789012' })).not.toBe(idOf({}));
  });
});

describe('a finding about an account', () => {
  const failures = ['bob', 'carol'].map((userName) => ({
    accountId: '111122223333',
    userName,
    reason: 'Throttling',
  }));
  it.each<[string, Inventory, Partial<Finding>]>([
    [
      'every user was read',
      anInventory([aUser()]),
      { status: 'passed', severity: 'informational', code: 'AllRead', description: '1 user read.' },
    ],
    ['no user, and everything was read', anInventory([]), { status: 'passed', description: '0 users read.' }],
    [
      'users that could not be read',
      anInventory([aUser()], { failures }),
      {
        status: 'unknown',
        severity: 'medium',
        code: 'UsersNotRead',
        description: '2 users could not be read: bob: Throttling; carol: Throttling',
      },
    ],
    [
      'an interruption',
      anInventory([aUser()], { isComplete: false }, { isComplete: false }),
      {
        status: 'unknown',
        code: 'Interrupted',
        description: 'The reading was interrupted, so there may be more users.',
      },
    ],
    [
      'an account that was not read',
      anInventory([], {}, { failure: 'no role', isComplete: false }),
      { status: 'unknown', code: 'AccountNotRead', description: 'The account was not read: no role' },
    ],
  ])('%s', (_, inventory, expected) => {
    expect(split(inventory).accounts).toMatchObject([{ id: 'one-active-key/111122223333', ...expected }]);
  });

  it.each([
    ['that nobody can use', { failure: 'The account is closed.', isComplete: true }],
    ['whose id is not known', { accountId: '' }],
  ])('%s: none', (_, account) => {
    expect(split(anInventory([], {}, account)).accounts).toEqual([]);
  });

  it('a user that could not be read has no finding of its own', () => {
    expect(split(anInventory([], { failures })).users).toEqual([]);
  });

  it('names only the users of its account', () => {
    const other = anInventory([], {}, { accountId: '123456789012' });
    const joined = joinInventories(
      { schemaVersion: '2.0', generatedAt: NOW, tagColumns: [] },
      [anInventory([], { failures }), other],
      [],
    );
    expect(split(joined).accounts.map(({ accountId, status }) => `${accountId} ${status}`)).toEqual([
      '111122223333 unknown',
      '123456789012 passed',
    ]);
  });
});
