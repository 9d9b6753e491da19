import { describe } from 'vitest';
import type { Policy } from '../../policy/policy.ts';
import { aKey, daysAgo, exemptUntil, KEY, usedAt } from '../support/users.ts';
import { inactive, neverUsed, specify, used } from '../support/verdicts.ts';

describe('selection by LeastRecentlyUsed', () => {
  specify([
    {
      title: 'one key was never used → the used key is the survivor',
      keys: [neverUsed(KEY.a), used(KEY.b, 1)],
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'the key that was never used is newer → the used key is the survivor',
      keys: [neverUsed(KEY.a, 8), used(KEY.b, 300)],
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'both keys were used → the more recently used key is the survivor',
      keys: [used(KEY.a, 100), used(KEY.b, 1)],
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'both keys were never used → the newer key is the survivor',
      keys: [neverUsed(KEY.a, 10), neverUsed(KEY.b, 20)],
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'both keys were used in the same second → the newer key is the survivor',
      keys: [
        aKey({ id: KEY.a, createdAt: daysAgo(20), lastUse: usedAt(daysAgo(9)) }),
        aKey({ id: KEY.b, createdAt: daysAgo(10), lastUse: usedAt(daysAgo(9)) }),
      ],
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'three active keys → the surplus keys begin with the least recently used key',
      keys: [used(KEY.a, 30), used(KEY.b, 1), neverUsed(KEY.c)],
      verdict: 'NON_COMPLIANT keep b, deactivate c,a',
    },
    {
      title: 'three active keys and an inactive key → the inactive key is not in the plan',
      keys: [used(KEY.a, 30), inactive(KEY.d), used(KEY.b, 1), neverUsed(KEY.c)],
      verdict: 'NON_COMPLIANT keep b, deactivate c,a',
    },
    {
      title: 'two surplus keys with equal times → their ids decide their order',
      keys: [neverUsed(KEY.a, 20), neverUsed(KEY.b, 20), used(KEY.c, 1)],
      verdict: 'NON_COMPLIANT keep c, deactivate b,a',
    },
    {
      title: 'two surplus keys with equal times, in the other order of the input → the same plan',
      keys: [used(KEY.c, 1), neverUsed(KEY.b, 20), neverUsed(KEY.a, 20)],
      verdict: 'NON_COMPLIANT keep c, deactivate b,a',
    },
  ]);
});

describe('selection by Oldest', () => {
  const policy: Partial<Policy> = { selectionStrategy: 'Oldest', protectUsedWithinDays: 0 };
  specify([
    {
      title: 'the older key is deactivated although it was used more recently',
      keys: [aKey({ id: KEY.a, createdAt: daysAgo(20), lastUse: usedAt(daysAgo(1)) }), neverUsed(KEY.b, 10)],
      policy,
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'both keys were created in the same second → the more recently used key is the survivor',
      keys: [used(KEY.a, 2), used(KEY.b, 3)],
      policy,
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'both keys were created in the same second, one was never used → the used key is the survivor',
      keys: [neverUsed(KEY.a), used(KEY.b, 300)],
      policy,
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
  ]);
});

describe('the keep tag of the owner', () => {
  const keep = (id: string) => ({ 'one-active-key:keep': id });
  specify([
    {
      title: 'names the least recently used key',
      keys: [used(KEY.a, 100), used(KEY.b, 1)],
      tags: keep(KEY.a),
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'has other upper and lower case in its tag key',
      keys: [used(KEY.a, 100), used(KEY.b, 1)],
      tags: { 'One-Active-Key:KEEP': KEY.a },
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'has the Kelvin sign for a k, so that it is another tag key',
      keys: [used(KEY.a, 100), used(KEY.b, 1)],
      tags: { 'one-active-\u212aey:keep': KEY.a },
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'takes precedence over Oldest',
      keys: [aKey({ id: KEY.a, createdAt: daysAgo(20) }), aKey({ id: KEY.b, createdAt: daysAgo(10) })],
      tags: keep(KEY.a),
      policy: { selectionStrategy: 'Oldest' },
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'names one of two indistinguishable keys',
      keys: [neverUsed(KEY.a), neverUsed(KEY.b)],
      tags: keep(KEY.b),
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'names an inactive key',
      keys: [used(KEY.a, 1), used(KEY.b, 99), inactive(KEY.c)],
      tags: keep(KEY.c),
      verdict: 'NON_COMPLIANT InvalidKeepTag',
    },
    {
      title: 'names a key of another user',
      keys: [used(KEY.a, 1), used(KEY.b, 99)],
      tags: keep(KEY.d),
      verdict: 'NON_COMPLIANT InvalidKeepTag',
    },
    {
      title: 'is empty',
      keys: [used(KEY.a, 1), used(KEY.b, 99)],
      tags: keep(''),
      verdict: 'NON_COMPLIANT InvalidKeepTag',
    },
    {
      title: 'has the id in lower case',
      keys: [used(KEY.a, 1), used(KEY.b, 99)],
      tags: keep(KEY.a.toLowerCase()),
      verdict: 'NON_COMPLIANT InvalidKeepTag',
    },
  ]);
});

describe('the KeepAccessKeyId of a run', () => {
  const keys = [used(KEY.a, 100), used(KEY.b, 1)];
  const keep = (id: string) => ({ 'one-active-key:keep': id });
  specify([
    {
      title: 'names the least recently used key',
      keys,
      keepAccessKeyId: KEY.a,
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'takes precedence over the keep tag',
      keys,
      tags: keep(KEY.b),
      keepAccessKeyId: KEY.a,
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'is valid, so that nobody looks at an invalid keep tag',
      keys,
      tags: keep('x'),
      keepAccessKeyId: KEY.b,
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'names a key of another user, so that nobody looks at a valid keep tag',
      keys,
      tags: keep(KEY.a),
      keepAccessKeyId: KEY.d,
      verdict: 'NON_COMPLIANT InvalidKeepAccessKeyId',
    },
    {
      title: 'names an inactive key',
      keys: [...keys, inactive(KEY.c)],
      keepAccessKeyId: KEY.c,
      verdict: 'NON_COMPLIANT InvalidKeepAccessKeyId',
    },
    {
      title: 'names one of two indistinguishable keys',
      keys: [neverUsed(KEY.a), neverUsed(KEY.b)],
      keepAccessKeyId: KEY.a,
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'does not override an exemption',
      keys,
      tags: exemptUntil('2026-12-01'),
      keepAccessKeyId: KEY.a,
      verdict: 'NOT_APPLICABLE Exempt',
    },
    {
      title: 'does not override an invalid exemption',
      keys,
      tags: exemptUntil('soon'),
      keepAccessKeyId: KEY.a,
      verdict: 'NON_COMPLIANT InvalidExemption',
    },
    {
      title: 'does not override the grace of a rotation',
      keys: [used(KEY.a, 1), neverUsed(KEY.b, 0.5)],
      keepAccessKeyId: KEY.b,
      verdict: 'COMPLIANT RotationInProgress',
    },
    {
      title: 'names an inactive key of a user with one active key',
      keys: [used(KEY.a, 1), inactive(KEY.b)],
      keepAccessKeyId: KEY.b,
      verdict: 'COMPLIANT AtMostOneActiveKey',
    },
  ]);
});
