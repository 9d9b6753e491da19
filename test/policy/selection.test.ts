import { describe } from 'vitest';
import type { Policy } from '../../policy/policy.ts';
import { aKey, daysAgo, KEY, usedAt } from '../support/users.ts';
import { inactive, neverUsed, specify, used } from '../support/verdicts.ts';

describe('selection by LeastRecentlyUsed', () => {
  specify([
    {
      title: 'one never used, one used → the used one stays',
      keys: [neverUsed(KEY.a), used(KEY.b, 1)],
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'the never used one is newer → the used one stays all the same',
      keys: [neverUsed(KEY.a, 1), used(KEY.b, 300)],
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'both used, one long ago',
      keys: [used(KEY.a, 100), used(KEY.b, 1)],
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'both never used → the newer stays',
      keys: [neverUsed(KEY.a, 10), neverUsed(KEY.b, 20)],
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'used in the same second → the newer stays',
      keys: [
        aKey({ id: KEY.a, createdAt: daysAgo(20), lastUse: usedAt(daysAgo(9)) }),
        aKey({ id: KEY.b, createdAt: daysAgo(10), lastUse: usedAt(daysAgo(9)) }),
      ],
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'three active → one stays, the least recently used goes first',
      keys: [used(KEY.a, 30), used(KEY.b, 1), neverUsed(KEY.c)],
      verdict: 'NON_COMPLIANT keep b, deactivate c,a',
    },
    {
      title: 'three active and one inactive → the inactive one is left alone',
      keys: [used(KEY.a, 30), inactive(KEY.d), used(KEY.b, 1), neverUsed(KEY.c)],
      verdict: 'NON_COMPLIANT keep b, deactivate c,a',
    },
    {
      title: 'two equal below the top → the top alone matters, ids order the rest',
      keys: [neverUsed(KEY.a, 20), neverUsed(KEY.b, 20), used(KEY.c, 1)],
      verdict: 'NON_COMPLIANT keep c, deactivate b,a',
    },
    {
      title: 'two equal below the top, listed the other way round → the same',
      keys: [used(KEY.c, 1), neverUsed(KEY.b, 20), neverUsed(KEY.a, 20)],
      verdict: 'NON_COMPLIANT keep c, deactivate b,a',
    },
  ]);
});

describe('selection by Oldest', () => {
  const policy: Partial<Policy> = { selectionStrategy: 'Oldest', protectUsedWithinDays: 0 };
  specify([
    {
      title: 'the older goes though it was used last',
      keys: [aKey({ id: KEY.a, createdAt: daysAgo(20), lastUse: usedAt(daysAgo(1)) }), neverUsed(KEY.b, 10)],
      policy,
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'created in the same second → the more recently used stays',
      keys: [used(KEY.a, 2), used(KEY.b, 3)],
      policy,
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'created in the same second, one never used → the used one stays',
      keys: [neverUsed(KEY.a), used(KEY.b, 300)],
      policy,
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
  ]);
});

describe("the owner's word", () => {
  const keep = (id: string) => ({ 'one-active-key:keep': id });
  specify([
    {
      title: 'keep names the least recently used key',
      keys: [used(KEY.a, 100), used(KEY.b, 1)],
      tags: keep(KEY.a),
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'keep in other letters of the same tag key',
      keys: [used(KEY.a, 100), used(KEY.b, 1)],
      tags: { 'One-Active-Key:KEEP': KEY.a },
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'keep with the Kelvin sign for its k, which is another tag key',
      keys: [used(KEY.a, 100), used(KEY.b, 1)],
      tags: { 'one-active-\u212aey:keep': KEY.a },
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'keep wins over Oldest',
      keys: [aKey({ id: KEY.a, createdAt: daysAgo(20) }), aKey({ id: KEY.b, createdAt: daysAgo(10) })],
      tags: keep(KEY.a),
      policy: { selectionStrategy: 'Oldest' },
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'keep tells indistinguishable keys apart',
      keys: [neverUsed(KEY.a), neverUsed(KEY.b)],
      tags: keep(KEY.b),
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'keep names an inactive key',
      keys: [used(KEY.a, 1), used(KEY.b, 99), inactive(KEY.c)],
      tags: keep(KEY.c),
      verdict: 'NON_COMPLIANT InvalidKeepTag',
    },
    {
      title: 'keep names a key of somebody else',
      keys: [used(KEY.a, 1), used(KEY.b, 99)],
      tags: keep(KEY.d),
      verdict: 'NON_COMPLIANT InvalidKeepTag',
    },
    {
      title: 'keep is empty',
      keys: [used(KEY.a, 1), used(KEY.b, 99)],
      tags: keep(''),
      verdict: 'NON_COMPLIANT InvalidKeepTag',
    },
    {
      title: 'keep in lower case',
      keys: [used(KEY.a, 1), used(KEY.b, 99)],
      tags: keep(KEY.a.toLowerCase()),
      verdict: 'NON_COMPLIANT InvalidKeepTag',
    },
  ]);
});
