import { describe, expect, it } from 'vitest';
import { toHtml } from '../../../bin/formats/html.ts';
import type { Inventory } from '../../../bin/inventory/inventory.ts';
import { anInventory, aSurplusUser, aUser } from '../inventories.ts';
import { textOf } from './html-text.ts';

describe('the summary', () => {
  it('contains every number', () => {
    const summary = {
      users: 1111,
      verdicts: { COMPLIANT: 2222, NON_COMPLIANT: 3333, NOT_APPLICABLE: 4444 },
      activeKeys: { none: 5555, one: 6666, more: 7777 },
      unread: 8888,
    };
    const text = textOf(toHtml({ ...anInventory([]), summary }));
    for (const figure of [
      'Users 1111',
      'COMPLIANT 2222',
      'NON_COMPLIANT 3333',
      'NOT_APPLICABLE 4444',
      'With no active key 5555',
      'With one active key 6666',
      'With more active keys 7777',
      'Not read 8888',
    ]) {
      expect(text).toContain(figure);
    }
  });

  it('colours only numbers greater than zero', () => {
    const figures = (inventory: Inventory) =>
      Array.from(toHtml(inventory).matchAll(/<div class="figure ([a-z_]+)">/g), ([, kind]) => kind);
    expect(figures(anInventory([aUser()]))).toEqual(['compliant']);
    expect(figures(anInventory([aSurplusUser()], { failures }))).toEqual(['non_compliant', 'unread']);
  });

  const refused = aSurplusUser({
    userName: 'bob',
    plan: { action: 'refuse', code: 'KeysInUse', reason: 'why' },
  });
  const failures = [{ accountId: '111122223333', userName: 'carol', reason: 'AccessDenied' }];
  it.each<[string, Inventory, string]>([
    ['no users', anInventory([]), 'There is no IAM user. A remediation would do nothing'],
    [
      'every user complies',
      anInventory([aUser()]),
      'No user is NON_COMPLIANT. A remediation would do nothing',
    ],
    [
      'one user does not comply',
      anInventory([aSurplusUser()]),
      '1 of 1 user is NON_COMPLIANT. A remediation would deactivate 1 key of 1 user.',
    ],
    [
      'one refusal',
      anInventory([refused]),
      'A remediation would refuse for 1 user, whose owners have to decide first.',
    ],
    [
      'one deactivation and one refusal',
      anInventory([aSurplusUser(), refused]),
      '2 of 2 users are NON_COMPLIANT. A remediation would deactivate 1 key of 1 user and refuse for 1 user',
    ],
    [
      'one user could not be read',
      anInventory([aUser()], { failures }),
      'None of the users that were read is NON_COMPLIANT, but not all users were read.',
    ],
    [
      'interrupted',
      anInventory([aUser()], { isComplete: false }),
      'None of the users that were read is NON_COMPLIANT, but not all users were read.',
    ],
  ])('%s', (_, inventory, sentence) => {
    expect(textOf(toHtml(inventory))).toContain(sentence);
  });

  it('begins with a warning if users are missing, and only then', () => {
    const warningsOf = (inventory: Inventory) =>
      Array.from(
        toHtml(inventory).matchAll(/<p class="warning">.*?<\/p>(?=.*<p class="lead">)/gs),
        ([each]) => textOf(`<body>${each}`),
      );
    expect(warningsOf(anInventory([aUser()]))).toEqual([]);
    expect(warningsOf(anInventory([aUser()], { isComplete: false }))).toEqual([
      expect.stringContaining('Not complete.'),
    ]);
    expect(warningsOf(anInventory([aUser()], { failures }))).toEqual([
      expect.stringContaining('1 user could not be read'),
    ]);
    const all = anInventory([aUser(), aSurplusUser({ userName: 'bob' })]);
    expect(warningsOf({ ...all, users: all.users.slice(1) })).toEqual([
      expect.stringContaining('1 of 2 users were left out of the lists'),
    ]);
  });
});
