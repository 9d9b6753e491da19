import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../rule/parameters.ts';
import type { AccessKey } from '../../../rule/policy/access-key.ts';
import type { Policy } from '../../../rule/policy/policy.ts';
import { judge, type Verdict } from '../../../rule/policy/verdict.ts';
import { aKey, aUser, daysAgo, KEY, NOW, usedAt } from '../../support/users.ts';

/** A verdict in one line: compliance type, then what stays and goes, or the refusal's code. */
function inShort(verdict: Verdict): string {
  if (verdict.situation !== 'SurplusKeys') return `${verdict.complianceType} ${verdict.situation}`;
  const { plan } = verdict;
  if (plan.action === 'refuse') return `${verdict.complianceType} ${plan.refusal.code}`;
  const names = Object.entries(KEY);
  const name = (key: AccessKey) => names.find(([, id]) => id === key.id)?.[0];
  return `${verdict.complianceType} keep ${name(plan.survivor)}, deactivate ${plan.surplus.map(name)}`;
}

interface Row {
  readonly title: string;
  readonly keys: readonly AccessKey[];
  readonly tags?: Record<string, string>;
  readonly policy?: Partial<Policy>;
  readonly verdict: string;
}

function specify(rows: readonly Row[]): void {
  for (const { title, keys, tags, policy, verdict } of rows) {
    it(`${title} → ${verdict}`, () => {
      expect(inShort(judge(aUser(keys, tags), { ...DEFAULT_POLICY, ...policy }, NOW))).toBe(verdict);
    });
  }
}

const used = (id: AccessKey['id'], days: number) => aKey({ id, lastUse: usedAt(daysAgo(days)) });
const neverUsed = (id: AccessKey['id'], createdDaysAgo = 365) =>
  aKey({ id, lastUse: null, createdAt: daysAgo(createdDaysAgo) });
const inactive = (id: AccessKey['id']) => aKey({ id, status: 'Inactive' });

describe('how many keys are active', () => {
  specify([
    { title: 'no key', keys: [], verdict: 'COMPLIANT AtMostOneActiveKey' },
    { title: 'one active key', keys: [used(KEY.a, 1)], verdict: 'COMPLIANT AtMostOneActiveKey' },
    {
      title: 'one active, one inactive',
      keys: [used(KEY.a, 1), inactive(KEY.b)],
      verdict: 'COMPLIANT AtMostOneActiveKey',
    },
    {
      title: 'two inactive',
      keys: [inactive(KEY.a), inactive(KEY.b)],
      verdict: 'COMPLIANT AtMostOneActiveKey',
    },
    {
      title: 'one active, one of status Expired',
      keys: [used(KEY.a, 1), aKey({ id: KEY.b, status: 'Expired' })],
      verdict: 'COMPLIANT AtMostOneActiveKey',
    },
    {
      title: 'one active, one of a status that AWS has yet to invent',
      keys: [used(KEY.a, 1), aKey({ id: KEY.b, status: 'ACTIVE' })],
      verdict: 'COMPLIANT AtMostOneActiveKey',
    },
    {
      title: 'one active, nonsense tags',
      keys: [used(KEY.a, 1)],
      tags: { 'one-active-key:keep': 'nonsense', 'one-active-key:exempt-until': 'nonsense' },
      verdict: 'COMPLIANT AtMostOneActiveKey',
    },
  ]);
});

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

describe('refusals, in this order', () => {
  const same = [neverUsed(KEY.a), neverUsed(KEY.b)];
  const inUse = [used(KEY.a, 1), used(KEY.b, 2)];
  specify([
    { title: 'all times equal at the top', keys: same, verdict: 'NON_COMPLIANT Indistinguishable' },
    {
      title: 'three, two of them equal at the top',
      keys: [...same, neverUsed(KEY.c, 400)],
      verdict: 'NON_COMPLIANT Indistinguishable',
    },
    {
      title: 'all times equal, by Oldest',
      keys: same,
      policy: { selectionStrategy: 'Oldest' },
      verdict: 'NON_COMPLIANT Indistinguishable',
    },
    { title: 'both used this week', keys: inUse, verdict: 'NON_COMPLIANT KeysInUse' },
    {
      title: 'one of two surplus keys used this week',
      keys: [...inUse, neverUsed(KEY.c)],
      verdict: 'NON_COMPLIANT KeysInUse',
    },
    {
      title: 'both used this week, protection off',
      keys: inUse,
      policy: { protectUsedWithinDays: 0 },
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'both used this week, the owner named the survivor',
      keys: inUse,
      tags: { 'one-active-key:keep': KEY.b },
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'malformed exemption before an invalid keep tag',
      keys: inUse,
      tags: { 'one-active-key:exempt-until': 'soon', 'one-active-key:keep': 'x' },
      verdict: 'NON_COMPLIANT InvalidExemption',
    },
    {
      title: 'invalid keep tag before indistinguishable keys',
      keys: same,
      tags: { 'one-active-key:keep': 'x' },
      verdict: 'NON_COMPLIANT InvalidKeepTag',
    },
    {
      title: 'indistinguishable before in use',
      keys: [used(KEY.a, 1), used(KEY.b, 1)],
      verdict: 'NON_COMPLIANT Indistinguishable',
    },
  ]);
});

describe('exemption and rotation come before any plan, in this order', () => {
  const twoYoung = [neverUsed(KEY.a, 0.5), used(KEY.b, 1)];
  const exempt = { 'one-active-key:exempt-until': '2026-12-01' };
  specify([
    { title: 'exempt', keys: twoYoung, tags: exempt, verdict: 'NOT_APPLICABLE Exempt' },
    {
      title: 'exempt and rotating',
      keys: twoYoung,
      tags: exempt,
      policy: { rotationGraceHours: 24 },
      verdict: 'NOT_APPLICABLE Exempt',
    },
    {
      title: 'exempt, with a keep tag that names nothing',
      keys: twoYoung,
      tags: { ...exempt, 'one-active-key:keep': 'x' },
      verdict: 'NOT_APPLICABLE Exempt',
    },
    {
      title: 'rotating',
      keys: twoYoung,
      policy: { rotationGraceHours: 24 },
      verdict: 'COMPLIANT RotationInProgress',
    },
    {
      title: 'rotating, with a malformed exemption',
      keys: twoYoung,
      tags: { 'one-active-key:exempt-until': '' },
      policy: { rotationGraceHours: 24 },
      verdict: 'COMPLIANT RotationInProgress',
    },
    {
      title: 'three keys are no rotation',
      keys: [...twoYoung, used(KEY.c, 30)],
      policy: { rotationGraceHours: 24 },
      verdict: 'NON_COMPLIANT keep b, deactivate a,c',
    },
    {
      title: 'two active and an inactive key are a rotation',
      keys: [...twoYoung, inactive(KEY.c)],
      policy: { rotationGraceHours: 24 },
      verdict: 'COMPLIANT RotationInProgress',
    },
    {
      title: 'no grace, though the clock of IAM is ahead of ours',
      keys: [neverUsed(KEY.a, -0.1), used(KEY.b, 1)],
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'an expired exemption counts no more',
      keys: twoYoung,
      tags: { 'one-active-key:exempt-until': '2026-11-20' },
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
  ]);
});
