import { describe, expect, it } from 'vitest';
import { toHtml } from '../../../bin/formats/html.ts';
import type { Inventory } from '../../../bin/inventory/inventory.ts';
import { anAccount, anInventory, aSurplusUser, aUser } from '../inventories.ts';
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
      'NON_COMPLIANT of 1111 users 3333',
      'Fine, COMPLIANT 2222',
      'Exempt, NOT_APPLICABLE 4444',
      'Users by active keys none 5555 one 6666 more 7777',
      'Not read 8888',
    ]) {
      expect(text).toContain(figure);
    }
  });

  it('colours only numbers greater than zero', () => {
    const figures = (inventory: Inventory) =>
      Array.from(toHtml(inventory).matchAll(/<div class="figure ([a-z_ ]+)">/g), ([, kind]) => kind);
    expect(figures(anInventory([aUser()]))).toEqual(['weighed', 'compliant']);
    expect(figures(anInventory([aSurplusUser(), refused], { failures }))).toEqual([
      'weighed non_compliant',
      'non_compliant',
      'refused',
      'unread',
    ]);
  });

  it.each([
    ['yes', '1'],
    ['no', '0'],
    ['unknown', '0 not known of 1'],
  ] as const)('counts NON_COMPLIANT users that are privileged: %s', (privileged, expected) => {
    const html = toHtml(anInventory([aSurplusUser({ privileged }), aUser({ privileged: 'yes' })]));
    expect(textOf(html)).toContain(
      `NON_COMPLIANT and privileged ${expected} NON_COMPLIANT and in production 0`,
    );
  });

  it('links to the list of what it counts', () => {
    const html = toHtml(anInventory([aSurplusUser()]));
    for (const id of ['deactivate', 'decide', 'exempt', 'fine', 'failures'])
      expect(html).toMatch(new RegExp(`<dt><a href="#${id}">`));
  });

  it('warns of each account that was not read; of many, once', () => {
    const failing = (n: number) =>
      Array.from({ length: n }, () =>
        anAccount({ accountId: '444455556666', failure: 'no role', isComplete: false }),
      );
    const warningsOf = (n: number) =>
      toHtml({ ...anInventory([]), accounts: [anAccount(), ...failing(n)] }).match(
        /<p class="warning">.*?<\/p>/gs,
      );
    expect(warningsOf(3)).toHaveLength(3);
    expect(textOf(`<body>${warningsOf(4)}`)).toContain(
      'Nothing is known of 4 of 5 accounts: the accounts and the',
    );
    expect(warningsOf(4)).toHaveLength(1);
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
