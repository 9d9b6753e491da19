import { describe, expect, it } from 'vitest';
import type { AccessKey } from '../../policy/access-key.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { endOfProtection, endsOfProtection } from '../../policy/protection.ts';
import { aKey, daysAgo, KEY, usedAt } from '../support/users.ts';
import { neverUsed } from '../support/verdicts.ts';

const usedKey = (createdDaysAgo: number, usedDaysAgo: number) =>
  aKey({ createdAt: daysAgo(createdDaysAgo), lastUse: usedAt(daysAgo(usedDaysAgo)) });

const policyOf = (protectUsedWithinDays: number) => ({ ...DEFAULT_POLICY, protectUsedWithinDays });

describe('the ends of the protection of a key: of its use, and of its newness', () => {
  it.each<[string, number, AccessKey, readonly Date[]]>([
    ['a used key', 7, usedKey(30, 1), [daysAgo(-6), daysAgo(23)]],
    ['a key that was never used', 7, neverUsed(KEY.a, 2), [daysAgo(-5)]],
    ['a used key, without protection', 0, usedKey(30, 1), []],
    ['a key that was never used, without protection: an hour', 0, neverUsed(KEY.a, 2), [daysAgo(2, -1)]],
  ])('%s', (_title, days, key, ends) => {
    expect(endsOfProtection(key, policyOf(days))).toEqual(ends);
  });
});

describe('the end of the protection of some keys', () => {
  // In AWS's examples a last use has whole minutes, so that it may lie before the creation of the key.
  it.each<[string, readonly AccessKey[], Date]>([
    ['a key in use: its last use decides', [usedKey(3, 1)], daysAgo(-6)],
    ['a key whose last use lies before its creation: the creation decides', [usedKey(1, 3)], daysAgo(-6)],
    ['a new key', [neverUsed(KEY.a, 3)], daysAgo(-4)],
    ['two keys: the later end decides', [neverUsed(KEY.a, 1), neverUsed(KEY.b, 3)], daysAgo(-6)],
  ])('%s', (_title, keys, end) => {
    expect(endOfProtection(keys, policyOf(7))).toEqual(end);
  });
});
