import { describe, expect, it } from 'vitest';
import type { AccessKey } from '../../policy/access-key.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { rotationGraceOf } from '../../policy/rotation.ts';
import { aKey, daysAgo, KEY } from '../support/users.ts';

const a = aKey({ id: KEY.a, createdAt: daysAgo(2) });
const b = aKey({ id: KEY.b, createdAt: daysAgo(1) });
const c = aKey({ id: KEY.c, createdAt: daysAgo(0) });
const twin = { ...b, id: KEY.a };

const granted = (newest: AccessKey, until: Date) => ({ kind: 'Granted', newest, until });

describe('the grace of a rotation', () => {
  it.each<[string, number, readonly AccessKey[], object]>([
    ['two keys: from the creation of the newest one', 24, [a, b], granted(b, daysAgo(0))],
    ['the same keys in the other order', 24, [b, a], granted(b, daysAgo(0))],
    ['a grace that is over has its end, too', 1, [a, b], granted(b, daysAgo(1, -1))],
    [
      'of two keys of the same age, the smaller id counts as the newest',
      24,
      [twin, b],
      granted(b, daysAgo(0)),
    ],
    ['the same two keys in the other order', 24, [b, twin], granted(b, daysAgo(0))],
    ['no key', 24, [], { kind: 'NotTwoKeys' }],
    ['one key', 24, [a], { kind: 'NotTwoKeys' }],
    ['three keys', 24, [a, b, c], { kind: 'NotTwoKeys' }],
    ['no hour', 0, [a, b], { kind: 'SwitchedOff' }],
    ['no hour, and three keys', 0, [a, b, c], { kind: 'SwitchedOff' }],
  ])('%s', (_title, rotationGraceHours, keys, grace) => {
    expect(rotationGraceOf(keys, { ...DEFAULT_POLICY, rotationGraceHours })).toEqual(grace);
  });
});
