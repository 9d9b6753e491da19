import { describe } from 'vitest';
import { aKey, daysAgo, exemptUntil, KEY, usedAt } from '../support/users.ts';
import { inactive, neverUsed, specify, used } from '../support/verdicts.ts';

describe('the number of active keys', () => {
  specify([
    { title: 'no key', keys: [], verdict: 'COMPLIANT AtMostOneActiveKey' },
    { title: 'one active key', keys: [used(KEY.a, 1)], verdict: 'COMPLIANT AtMostOneActiveKey' },
    {
      title: 'one active key, one inactive key',
      keys: [used(KEY.a, 1), inactive(KEY.b)],
      verdict: 'COMPLIANT AtMostOneActiveKey',
    },
    {
      title: 'two inactive keys',
      keys: [inactive(KEY.a), inactive(KEY.b)],
      verdict: 'COMPLIANT AtMostOneActiveKey',
    },
    {
      title: 'one active key, one key with the status Expired',
      keys: [used(KEY.a, 1), aKey({ id: KEY.b, status: 'Expired' })],
      verdict: 'COMPLIANT AtMostOneActiveKey',
    },
    {
      title: 'one active key, one key with an unknown status',
      keys: [used(KEY.a, 1), aKey({ id: KEY.b, status: 'ACTIVE' })],
      verdict: 'COMPLIANT AtMostOneActiveKey',
    },
    {
      title: 'one active key, invalid tags',
      keys: [used(KEY.a, 1)],
      tags: { 'one-active-key:keep': 'nonsense', 'one-active-key:exempt-until': 'nonsense' },
      verdict: 'COMPLIANT AtMostOneActiveKey',
    },
  ]);
});

describe('refusals and their order', () => {
  const same = [neverUsed(KEY.a), neverUsed(KEY.b)];
  const inUse = [used(KEY.a, 1), used(KEY.b, 2)];
  specify([
    { title: 'two keys with equal times', keys: same, verdict: 'NON_COMPLIANT Indistinguishable' },
    {
      title: 'three keys, the two best of which have equal times',
      keys: [...same, neverUsed(KEY.c, 400)],
      verdict: 'NON_COMPLIANT Indistinguishable',
    },
    {
      title: 'two keys with equal times, by Oldest',
      keys: same,
      policy: { selectionStrategy: 'Oldest' },
      verdict: 'NON_COMPLIANT Indistinguishable',
    },
    { title: 'both keys were used this week', keys: inUse, verdict: 'NON_COMPLIANT KeysInUse' },
    {
      title: 'one of two surplus keys was used this week',
      keys: [...inUse, neverUsed(KEY.c)],
      verdict: 'NON_COMPLIANT KeysInUse',
    },
    {
      title: 'both keys were used this week, without protection',
      keys: inUse,
      policy: { protectUsedWithinDays: 0 },
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'both keys were used this week, and the owner named the survivor',
      keys: inUse,
      tags: { 'one-active-key:keep': KEY.b },
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'a malformed exemption comes before an invalid keep tag',
      keys: inUse,
      tags: { 'one-active-key:exempt-until': 'soon', 'one-active-key:keep': 'x' },
      verdict: 'NON_COMPLIANT InvalidExemption',
    },
    {
      title: 'an invalid keep tag comes before indistinguishable keys',
      keys: same,
      tags: { 'one-active-key:keep': 'x' },
      verdict: 'NON_COMPLIANT InvalidKeepTag',
    },
    {
      title: 'indistinguishable keys come before keys in use',
      keys: [used(KEY.a, 1), used(KEY.b, 1)],
      verdict: 'NON_COMPLIANT Indistinguishable',
    },
    {
      title: 'a new key that was never used',
      keys: [used(KEY.a, 300), neverUsed(KEY.b, 2)],
      verdict: 'NON_COMPLIANT NewKey',
    },
    {
      title: 'a new key that was never used, and the owner named the survivor',
      keys: [used(KEY.a, 300), neverUsed(KEY.b, 2)],
      tags: { 'one-active-key:keep': KEY.a },
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'a new key that was never used, and the run named the survivor',
      keys: [used(KEY.a, 300), neverUsed(KEY.b, 2)],
      keepAccessKeyId: KEY.a,
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
    {
      title: 'keys in use come before a new key',
      keys: [used(KEY.a, 1), used(KEY.b, 2), neverUsed(KEY.c, 2)],
      verdict: 'NON_COMPLIANT KeysInUse',
    },
    {
      title: 'two new keys that were never used: the older one may be replaced by the newer one',
      keys: [neverUsed(KEY.a, 2), neverUsed(KEY.b, 3)],
      verdict: 'NON_COMPLIANT NewKey',
    },
  ]);
});

describe('an exemption, then a rotation, come before every plan', () => {
  const twoYoung = [neverUsed(KEY.a, 0.5), used(KEY.b, 1)];
  const exempt = exemptUntil('2026-12-01');
  specify([
    { title: 'an exempt user', keys: twoYoung, tags: exempt, verdict: 'NOT_APPLICABLE Exempt' },
    {
      title: 'an exempt user during a rotation',
      keys: twoYoung,
      tags: exempt,
      policy: { rotationGraceHours: 24 },
      verdict: 'NOT_APPLICABLE Exempt',
    },
    {
      title: 'an exempt user with an invalid keep tag',
      keys: twoYoung,
      tags: { ...exempt, 'one-active-key:keep': 'x' },
      verdict: 'NOT_APPLICABLE Exempt',
    },
    {
      title: 'a user during a rotation',
      keys: twoYoung,
      policy: { rotationGraceHours: 24 },
      verdict: 'COMPLIANT RotationInProgress',
    },
    {
      title: 'a user during a rotation, with a malformed exemption',
      keys: twoYoung,
      tags: exemptUntil(''),
      policy: { rotationGraceHours: 24 },
      verdict: 'COMPLIANT RotationInProgress',
    },
    {
      title: 'three active keys are not a rotation',
      keys: [...twoYoung, used(KEY.c, 30)],
      policy: { rotationGraceHours: 24, protectUsedWithinDays: 0 },
      verdict: 'NON_COMPLIANT keep b, deactivate a,c',
    },
    {
      title: 'two active keys and an inactive key are a rotation',
      keys: [...twoYoung, inactive(KEY.c)],
      policy: { rotationGraceHours: 24 },
      verdict: 'COMPLIANT RotationInProgress',
    },
    {
      title: 'without a grace period, even if the clock of IAM is ahead',
      keys: [neverUsed(KEY.a, -0.1), used(KEY.b, 1)],
      policy: { rotationGraceHours: 0 },
      verdict: 'NON_COMPLIANT NewKey',
    },
    {
      title: 'an expired exemption has no effect',
      keys: [neverUsed(KEY.a), used(KEY.b, 1)],
      tags: exemptUntil('2026-11-20'),
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
    {
      title: 'an expired exemption without a reason has no effect either',
      keys: [neverUsed(KEY.a), used(KEY.b, 1)],
      tags: { 'one-active-key:exempt-until': '2026-11-20' },
      verdict: 'NON_COMPLIANT keep b, deactivate a',
    },
  ]);
});

describe('by the default parameters, a new key whose first use IAM does not show yet stays', () => {
  const minutes = (n: number) => n / (24 * 60);
  const old = used(KEY.a, minutes(60));
  const recent = (days: number) => neverUsed(KEY.b, days);
  specify([
    { title: 'three minutes old', keys: [old, recent(minutes(3))], verdict: 'COMPLIANT RotationInProgress' },
    { title: '25 hours old', keys: [old, recent(25 / 24)], verdict: 'NON_COMPLIANT NewKey' },
    {
      title: 'three minutes old, without grace and protection',
      keys: [old, recent(minutes(3))],
      policy: { rotationGraceHours: 0, protectUsedWithinDays: 0 },
      verdict: 'NON_COMPLIANT NewKey',
    },
    {
      title: 'in use, as IAM shows ten minutes later',
      keys: [old, aKey({ id: KEY.b, createdAt: daysAgo(minutes(13)), lastUse: usedAt(daysAgo(0)) })],
      policy: { rotationGraceHours: 0 },
      verdict: 'NON_COMPLIANT KeysInUse',
    },
  ]);
});

describe('a new key that is first used after the grace stays until protectUsedWithinDays have passed', () => {
  const old = used(KEY.a, 0.5);
  const policy = { rotationGraceHours: 24 };
  const recent = (days: number) => neverUsed(KEY.b, days);
  specify([
    {
      title: 'not used after 25 hours',
      keys: [old, recent(25 / 24)],
      policy,
      verdict: 'NON_COMPLIANT NewKey',
    },
    { title: 'not used after 6 days', keys: [old, recent(6)], policy, verdict: 'NON_COMPLIANT NewKey' },
    {
      title: 'not used after 7 days',
      keys: [old, recent(7)],
      policy,
      verdict: 'NON_COMPLIANT keep a, deactivate b',
    },
  ]);
});

describe('an exemption needs a reason', () => {
  const keys = [neverUsed(KEY.a), used(KEY.b, 1)];
  const until = { 'one-active-key:exempt-until': '2026-12-01' };
  const withReason = (reason: string) => ({ ...until, 'one-active-key:exempt-reason': reason });
  specify([
    { title: 'no reason', keys, tags: until, verdict: 'NON_COMPLIANT InvalidExemption' },
    { title: 'an empty reason', keys, tags: withReason(''), verdict: 'NON_COMPLIANT InvalidExemption' },
    {
      title: 'a reason of spaces',
      keys,
      tags: withReason(' \u3000 '),
      verdict: 'NON_COMPLIANT InvalidExemption',
    },
    { title: 'a reason of one letter', keys, tags: withReason('x'), verdict: 'NOT_APPLICABLE Exempt' },
    {
      title: 'an owner instead of a reason',
      keys,
      tags: { ...until, 'one-active-key:exempt-owner': 'payroll' },
      verdict: 'NON_COMPLIANT InvalidExemption',
    },
  ]);
});
