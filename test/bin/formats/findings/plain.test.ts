import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, plainEntries } from '../../../../bin/formats/findings/plain.ts';
import { hostileText } from './hostile-inventory.ts';

describe('a plain text', () => {
  it.each<[string, string, number, string | undefined]>([
    ['that fits', 'two words', 9, 'two words'],
    ['with what a console interprets', 'a\u001b[31mb\u202ec', 20, 'a [31mb c'],
    ['with words that do not fit', 'keep AKIAIOSFODNN7EXAMPLE', 20, 'keep …'],
    ['whose first word does not fit', 'x'.repeat(30), 10, `${'x'.repeat(9)}…`],
    ['that would be cut within a character', `${'x'.repeat(8)}😀😀`, 10, `${'x'.repeat(8)}…`],
    ['of nothing', '', 10, undefined],
    ['of nothing that can be seen', ' \u0000\n\u2028', 10, undefined],
  ])('%s', (_, text, limit, expected) => {
    expect(plain(text, limit)).toBe(expected);
  });

  it('is never longer than its limit, and never blank', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 300 }), (text, limit) => {
        const found = plain(text, limit) ?? 'x';
        expect(found.length).toBeLessThanOrEqual(limit);
        expect(found.trim()).not.toBe('');
      }),
    );
  });
});

describe('plain entries', () => {
  const limits = { entries: 2, key: 5, value: 5 };
  it.each<
    [string, readonly (readonly [string, string | null | undefined])[], Readonly<Record<string, string>>]
  >([
    ['all that say something', [['a', 'b']], { a: 'b' }],
    [
      'without a value',
      [
        ['a', ''],
        ['b', null],
        ['c', undefined],
        ['d', ' '],
      ],
      {},
    ],
    ['without a key', [[' ', 'b']], {}],
    ['that are too long', [['abcdefg', '1234567']], { 'abcd…': '1234…' }],
    [
      'more than fit, those without a value not counted',
      [
        ['a', '1'],
        ['b', ''],
        ['c', '3'],
        ['d', '4'],
      ],
      { a: '1', c: '3' },
    ],
  ])('%s', (_, entries, expected) => {
    expect(Object.entries(plainEntries(entries, limits))).toEqual(Object.entries(expected));
  });
});
