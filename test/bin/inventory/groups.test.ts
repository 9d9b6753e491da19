import { describe, expect, it } from 'vitest';
import { GROUPS, groupOf, usersByGroup } from '../../../bin/inventory/groups.ts';
import { anExemptUser, anInventory, aSurplusUser, aUser, sandboxInventory } from '../inventories.ts';

const refused = aSurplusUser({ plan: { action: 'refuse', code: 'KeysInUse', reason: '' } });

describe('what is to be done about a user', () => {
  it.each([
    ['surplus keys that can be selected', aSurplusUser(), 'deactivate'],
    ['a refusal', refused, 'decide'],
    ['NON_COMPLIANT without a plan, which no decision makes', aSurplusUser({ plan: null }), 'decide'],
    ['a valid exemption', anExemptUser('2026-12-31', ''), 'exempt'],
    ['a rotation', aUser({ situation: 'RotationInProgress' }), 'fine'],
    ['one active key or none', aUser(), 'fine'],
  ])('%s', (_, user, expected) => {
    expect(groupOf(user)).toBe(expected);
  });

  it('every user of an inventory is in one group, and the groups agree with the verdicts', async () => {
    const inventory = await sandboxInventory();
    const groups = usersByGroup(inventory);
    expect(GROUPS.flatMap((each) => groups[each]).toSorted()).toHaveLength(inventory.users.length);
    const { NON_COMPLIANT, NOT_APPLICABLE, COMPLIANT } = inventory.summary.verdicts;
    expect([
      groups.deactivate.length + groups.decide.length,
      groups.exempt.length,
      groups.fine.length,
    ]).toEqual([NON_COMPLIANT, NOT_APPLICABLE, COMPLIANT]);
  });

  it('keeps the order of the inventory', () => {
    const users = ['b', 'a', 'c'].map((userName) => aSurplusUser({ userName }));
    expect(usersByGroup(anInventory(users)).deactivate).toEqual(users);
  });
});
