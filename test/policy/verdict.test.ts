import { describe } from 'vitest';
import { aKey, KEY } from '../support/users.ts';
import { inactive, neverUsed, specify, used } from '../support/verdicts.ts';

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
