import { describe, expect, it } from 'vitest';
import { toHtml } from '../../../bin/formats/html.ts';
import { toText } from '../../../bin/formats/text.ts';
import type { AccountAttributes, Inventory } from '../../../bin/inventory/inventory.ts';
import type { InventoryUser } from '../../../bin/inventory/inventory-user.ts';
import type { Privilege } from '../../../bin/privileges/privileges.ts';
import { ATTRIBUTES, anExemptUser, anInventory, aSurplusUser, aUser, daysAgo } from '../inventories.ts';
import { textOf, textOfPart } from './html-text.ts';

const aPrivilege = (changes: Partial<Privilege> = {}): Privilege => ({
  policy: 'arn:aws:iam::aws:policy/AdministratorAccess',
  kind: 'attached',
  group: null,
  allows: 'AWS policy',
  isConditional: false,
  ...changes,
});

/** The table without its frame, on one line. */
const tableOf = (inventory: Inventory) => toText(inventory, 1_000).replaceAll(/[│\s]+/g, ' ');

/** An inventory of these users, of whose account this was read. */
const inventoryWith = (users: readonly InventoryUser[], attributes: Partial<AccountAttributes>) =>
  anInventory(users, {}, { attributes: { ...ATTRIBUTES, ...attributes } });

describe('what the table says of a user', () => {
  const privileged = (...privileges: Privilege[]) => ({ privileged: 'yes', privileges }) as const;
  it.each<[string, Partial<InventoryUser>, string]>([
    ['nothing special', {}, 'User since 2024-06-04. Privileged: no. Console access: no.'],
    ['a path', { path: '/ci/' }, 'User of /ci/ since 2024-06-04.'],
    ['an attached policy', privileged(aPrivilege()), 'Privileged: yes, by AdministratorAccess.'],
    [
      'a policy of a group',
      privileged(aPrivilege({ group: 'admins' })),
      'Privileged: yes, by AdministratorAccess through the group admins.',
    ],
    [
      'an inline policy with a condition, and another one',
      privileged(
        aPrivilege({ policy: 'all', kind: 'inline', allows: 'iam:*', isConditional: true }),
        aPrivilege(),
      ),
      'yes, by inline policy all (iam:*, under a condition); AdministratorAccess.',
    ],
    [
      'a policy that could not be read',
      { privileged: 'unknown', unreadPolicies: ['all: malformed: x'] },
      'Privileged: unknown, since a policy could not be read: all: malformed: x.',
    ],
    ['console access', { consoleAccess: 'yes' }, 'Console access: yes.'],
    ['production', { production: 'yes' }, 'Production.'],
    [
      'tags of columns, in any case',
      { tags: { OWNER: 'team-a', costcenter: '4711', Team: 'x' } },
      'Owner=team-a, CostCenter=4711.',
    ],
  ])('%s', (_, changes, expected) => {
    expect(tableOf(anInventory([aSurplusUser(changes)]))).toContain(expected);
  });

  it('an exemption: the days that are left', () => {
    expect(tableOf(anInventory([anExemptUser('2026-12-31', 'why')]))).toContain(
      '40 days of the exemption left.',
    );
  });

  it('nothing, if only the keys were read', () => {
    const text = tableOf(anInventory([aSurplusUser()], {}, { attributes: null }));
    expect(text).not.toMatch(/Privileged|console|root/i);
  });

  it('no control character and no text that changes its direction', () => {
    const text = '\u001b[31m\u202e\u0007';
    const hostile = { path: `/${text}/`, tags: { Owner: text }, unreadPolicies: [text] };
    const lines = toText(
      inventoryWith([aSurplusUser(hostile)], { unread: [{ what: 'privileges', reason: text }] }),
      200,
    );
    expect(lines.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});

describe('what table and page say of the account', () => {
  it.each([
    ['no', 'root user: none.', 'access keys: none'],
    ['yes', 'root user: present', 'The root user has access keys.'],
    ['unknown', 'root user: not known.', 'access keys: not known'],
  ] as const)('keys of the root user: %s', (rootAccessKeys, inText, inHtml) => {
    const inventory = inventoryWith([aUser()], { rootAccessKeys });
    expect(tableOf(inventory)).toContain(inText);
    expect(textOf(toHtml(inventory))).toContain(inHtml);
  });

  it.each([
    [0, '2026-11-21T09:00Z, less than an hour old'],
    [1 / 24, '2026-11-21T08:00Z, 1 hour old'],
    [3.9 / 24, '2026-11-21T05:06Z, 3 hours old'],
    [-1, '2026-11-22T09:00Z, less than an hour old'],
  ])('a credential report of %d days ago: its age', (days, expected) => {
    const inventory = inventoryWith([aUser()], { credentialReportAt: daysAgo(days) });
    expect(tableOf(inventory)).toContain(expected);
    expect(textOf(toHtml(inventory))).toContain(expected);
  });

  it.each([
    ['privileges', 'who is privileged', 'iam:GetAccountAuthorizationDetails'],
    ['consoleAccess', 'who has access to the console', 'iam:GenerateCredentialReport'],
    ['rootAccessKeys', 'whether the root user has access keys', 'iam:GetAccountSummary'],
  ] as const)('%s could not be read: what is not known, the permission and the reason', (what, ...texts) => {
    const inventory = inventoryWith([aUser()], { unread: [{ what, reason: 'AccessDenied: no' }] });
    for (const each of [...texts, 'AccessDenied: no']) {
      expect(tableOf(inventory)).toContain(each);
      expect(textOf(toHtml(inventory))).toContain(each);
    }
  });

  it('counts privileged users and users of whom it is not known', () => {
    const users = [
      aUser({ privileged: 'yes', consoleAccess: 'yes' }),
      aUser({ privileged: 'unknown' }),
      aUser(),
    ];
    const text = tableOf(anInventory(users));
    expect(text).toContain(
      'Privileged users: 1 of 3 listed, not known of 1. Privileged means administrator-like',
    );
    expect(text).toContain('Users with access to the console: 1 of 3 listed, by');
  });
});

describe('the page', () => {
  it('lists the users that are privileged or of whom it is not known, whatever their keys', () => {
    const users = [
      aUser({ userName: 'admin', privileged: 'yes', privileges: [aPrivilege()], tags: { owner: 'team-a' } }),
      aUser({ userName: 'odd', privileged: 'unknown', unreadPolicies: ['all: malformed'] }),
      aUser({ userName: 'harmless' }),
    ];
    const part = textOfPart(toHtml(anInventory(users)), 'privileged');
    expect(part).toMatch(/^ Privileged users 2 Privileged means administrator-like/);
    expect(part).toMatch(/admin yes, by AdministratorAccess no Owner=team-a odd unknown, since/);
    expect(part).not.toContain('harmless');
  });

  it.each([
    ['nobody is', anInventory([aUser()]), /^ Privileged users 0 None of the users listed here is privileged/],
    [
      'it could not be read',
      inventoryWith([aUser()], { unread: [{ what: 'privileges', reason: 'x' }] }),
      /^ Privileged users It is not known who is privileged/,
    ],
  ])('has no table of privileged users if %s', (_, inventory, expected) => {
    expect(textOfPart(toHtml(inventory), 'privileged')).toMatch(expected);
  });

  it('has the ARN and all tags of every user', () => {
    const html = toHtml(anInventory([aUser({ path: '/ci/', tags: { Team: 'x', Owner: 'y' } })]));
    expect(html).toContain('title="arn:aws:iam::111122223333:user/alice"');
    expect(textOfPart(html, 'all')).toContain('/ci/, since 2024-06-04, Team=x, Owner=y');
  });
});
