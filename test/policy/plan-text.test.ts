import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { planText, planTextOf } from '../../policy/plan-text.ts';
import { type JudgedUser, judge, type Plan } from '../../policy/verdict.ts';
import { aUser, exemptUntil, KEY, NOW } from '../support/users.ts';
import { neverUsed, used } from '../support/verdicts.ts';

const textOf = (user: JudgedUser) => planTextOf(judge(user, DEFAULT_POLICY, NOW));

const THREE = [used(KEY.a, 1), used(KEY.b, 90), neverUsed(KEY.c)];
const keep = (key: string) => ({ 'one-active-key:keep': key });

describe('the text of a plan', () => {
  it('has the key that stays, those that go, what selected it, and which protections that waives', () => {
    const plan = { keep: KEY.a, deactivate: [KEY.b, KEY.c], selectedBy: 'LeastRecentlyUsed', waived: [] };
    expect(JSON.parse(textOf(aUser(THREE)) ?? '')).toEqual({
      ...plan,
      deactivate: plan.deactivate.toSorted(),
    });
  });

  it('is the same whatever the order of the keys, of the surplus and of what is waived', () => {
    expect(textOf(aUser(THREE.toReversed()))).toBe(textOf(aUser(THREE)));
    const plan = {
      action: 'deactivate',
      survivor: used(KEY.a, 1),
      surplus: [used(KEY.b, 1), used(KEY.c, 1)],
      selectedBy: 'KeepAccessKeyId',
      waived: ['KeysInUse', 'NewKey'],
    } as const satisfies Plan;
    const turned = { ...plan, surplus: plan.surplus.toReversed(), waived: plan.waived.toReversed() };
    expect(planText(turned)).toBe(planText(plan));
  });

  it.each<[string, JudgedUser]>([
    ['another key stays', aUser([used(KEY.a, 90), used(KEY.b, 1), neverUsed(KEY.c)])],
    ['fewer keys go', aUser(THREE.slice(0, 2))],
    ['the owner names the same key', aUser(THREE, keep(KEY.a))],
    ['the owner names another key', aUser(THREE, keep(KEY.b))],
    ['the name waives a protection', aUser([used(KEY.a, 1), used(KEY.b, 2), neverUsed(KEY.c)], keep(KEY.a))],
  ])('is another one if %s', (_, user) => {
    expect(textOf(user)).toMatch(/^\{/);
    expect(textOf(user)).not.toBe(textOf(aUser(THREE)));
  });

  it('tells a waived protection from none', () => {
    const inUse = textOf(aUser([used(KEY.a, 1), used(KEY.b, 2)], keep(KEY.a)));
    const unused = textOf(aUser([used(KEY.a, 1), used(KEY.b, 90)], keep(KEY.a)));
    expect(inUse).not.toBe(unused);
  });

  it('is the same however long ago the keys were used, as long as the plan is', () => {
    expect(textOf(aUser([used(KEY.a, 2), used(KEY.b, 91), neverUsed(KEY.c)]))).toBe(textOf(aUser(THREE)));
  });

  it.each<[string, JudgedUser]>([
    ['one active key', aUser([used(KEY.a, 1)])],
    ['an exemption', aUser(THREE, exemptUntil('2026-12-01'))],
    ['a refusal', aUser(THREE, keep('nonsense'))],
  ])('%s has none', (_, user) => {
    expect(textOf(user)).toBeUndefined();
  });
});
