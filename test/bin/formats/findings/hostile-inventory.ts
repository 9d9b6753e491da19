import fc from 'fast-check';
import type { Inventory } from '../../../../bin/inventory/inventory.ts';
import type { InventoryUser } from '../../../../bin/inventory/inventory-user.ts';
import { anExemptUser, anInventory, aSurplusUser, aUser } from '../../inventories.ts';

const PARTS = [
  '\u001b[31m',
  '\u202e',
  '\u2028',
  '\ud800',
  '\n',
  '\t',
  ' ',
  '"',
  '\\',
  '=cmd|x',
  '😀',
  'AKIAIOSFODNN7EXAMPLE',
];

/**
 * Texts of which every part is one that some console, shell or parser interprets, up to several thousand
 * characters.
 */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.constantFrom(...PARTS), { maxLength: 300 }).map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom(...PARTS), fc.nat({ max: 3_000 })).map(([part, times]) => part.repeat(times)),
);

const hostileTags = fc.dictionary(hostileText, hostileText, { maxKeys: 60 });

const hostileUser: fc.Arbitrary<InventoryUser> = fc
  .record({
    text: hostileText,
    tags: fc.option(hostileTags),
    kind: fc.constantFrom('surplus', 'refused', 'exempt', 'fine'),
  })
  .map(({ text, tags, kind }): InventoryUser => {
    const changes = {
      userName: text,
      path: `/${text}/`,
      tags,
      explanation: text,
      arn: `arn:aws:iam::111122223333:user/${text}`,
    };
    if (kind === 'exempt') return { ...anExemptUser(text, text, text), ...changes };
    if (kind === 'fine') return aUser(changes);
    if (kind === 'surplus') return aSurplusUser(changes);
    return aSurplusUser({ ...changes, plan: { action: 'refuse', code: 'KeysInUse', reason: text } });
  });

/** An inventory in which each text that others write is hostile. */
export const hostileInventory: fc.Arbitrary<Inventory> = fc
  .record({
    users: fc.array(hostileUser, { maxLength: 4 }),
    text: hostileText,
    isUnread: fc.boolean(),
    failure: fc.option(hostileText),
  })
  .map(({ users, text, isUnread, failure }) => {
    const failures = isUnread ? [{ accountId: '111122223333', userName: text, reason: text }] : [];
    const account = { accountName: text, accountAlias: text, failure, isComplete: failure === null };
    return anInventory(users, { failures }, account);
  });
