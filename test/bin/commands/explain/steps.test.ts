import { describe, expect, it } from 'vitest';
import type { DecisionFacts } from '../../../../bin/commands/explain/facts.ts';
import { decide } from '../../../../bin/commands/explain/facts.ts';
import { stepsOf } from '../../../../bin/commands/explain/steps.ts';
import { exemptUntil, KEY } from '../../../support/users.ts';
import { inactive, neverUsed, used } from '../../../support/verdicts.ts';
import { factsOf } from './decisions.ts';

const inUse = [used(KEY.a, 1), used(KEY.b, 2)];
const surplus = [used(KEY.a, 1), used(KEY.b, 90)];

function stepsFor(facts: DecisionFacts, userName = 'alice') {
  const activeKeyIds = facts.keys.filter(({ status }) => status === 'Active').map(({ id }) => String(id));
  return stepsOf({ ...facts, userName, activeKeyIds, verdict: decide(facts) });
}

/** The first word of the title of each step. */
const firstWords = (facts: DecisionFacts) => stepsFor(facts).map(({ title }) => title.split(/[ ,:]/)[0]);

describe('the steps after each decision', () => {
  it.each<[string, DecisionFacts, readonly string[]]>([
    ['one active key', factsOf([used(KEY.a, 1), inactive(KEY.b)]), []],
    ['exempt', factsOf(inUse, exemptUntil('2026-12-01')), ['End', 'Deactivate']],
    ['a rotation', factsOf([used(KEY.a, 1), neverUsed(KEY.b, 0)]), ['Deactivate', 'Name']],
    ['a plan', factsOf(surplus), ['Look', 'Name', 'Exempt', 'Deactivate']],
    ['KeysInUse', factsOf(inUse), ['Separate', 'Name', 'Exempt', 'Deactivate']],
    ['NewKey', factsOf([used(KEY.a, 1), neverUsed(KEY.b, 3)]), ['Name', 'Exempt', 'Deactivate']],
    ['Indistinguishable', factsOf([neverUsed(KEY.a), neverUsed(KEY.b)]), ['Name', 'Exempt', 'Deactivate']],
    [
      'InvalidExemption',
      factsOf(surplus, { 'one-active-key:exempt-until': 'soon' }),
      ['End', 'Exempt', 'Deactivate'],
    ],
    [
      'InvalidKeepTag',
      factsOf(surplus, { 'one-active-key:keep': 'x' }),
      ['Remove', 'Name', 'Exempt', 'Deactivate'],
    ],
  ])('%s', (_, facts, words) => {
    expect(firstWords(facts)).toEqual(words);
  });
});

const commandsFor = (facts: DecisionFacts, userName?: string) =>
  stepsFor(facts, userName).map(({ commands }) => commands);

describe('the commands', () => {
  it('of a plan', () => {
    expect(commandsFor(factsOf(surplus))).toEqual([
      ['npx one-active-key remediate --dry-run alice', 'npx one-active-key remediate alice'],
      [KEY.a, KEY.b].map(
        (id) => `aws iam tag-user --user-name alice --tags Key=one-active-key:keep,Value=${id}`,
      ),
      [
        'aws iam tag-user --user-name alice --tags Key=one-active-key:exempt-until,Value=2026-12-21 Key=one-active-key:exempt-reason,Value=REASON',
      ],
      [KEY.a, KEY.b].map(
        (id) => `aws iam update-access-key --user-name alice --access-key-id ${id} --status Inactive`,
      ),
    ]);
  });

  it('the exemption is never longer than the policy allows', () => {
    const [, , exemption] = commandsFor(factsOf(surplus, {}, { exemptionMaxDays: 5 }));
    expect(exemption?.[0]).toContain('Value=2026-11-26 ');
  });

  it('a name that begins with a hyphen is no option', () => {
    const all = commandsFor(factsOf(surplus), '--all').flat();
    expect(all[0]).toBe('npx one-active-key remediate --dry-run -- --all');
    expect(all[2]).toMatch(/^aws iam tag-user --user-name=--all --tags /);
  });

  it('a name with the special characters that IAM allows is quoted where a shell needs it', () => {
    expect(commandsFor(factsOf(surplus), '=a+b,c.d@e')[0]).toEqual([
      "npx one-active-key remediate --dry-run '=a+b,c.d@e'",
      "npx one-active-key remediate '=a+b,c.d@e'",
    ]);
  });

  it('the name of the second user fits into the 64 characters of IAM', () => {
    const [separate] = commandsFor(factsOf(inUse), 'x'.repeat(64));
    expect(separate?.[3]).toBe(`aws iam create-user --user-name ${'x'.repeat(62)}-2`);
  });

  it.each([
    ['a command in the name', 'alice; reboot'],
    ['a substitution in the name', '$(reboot)'],
    ['a line feed in the name', 'alice\nreboot'],
    ['an escape in the name', 'alice\u001b[2J'],
    ['no name', ''],
    ['a longer name than any', 'x'.repeat(129)],
  ])('%s: none', (_, userName) => {
    const all = commandsFor(factsOf(inUse), userName);
    expect(all).toEqual(all.map(() => null));
  });

  it('an id of a key that is none makes no command', () => {
    const facts = factsOf(surplus);
    const steps = stepsOf({
      ...facts,
      userName: 'alice',
      activeKeyIds: ['AKIA,Key=x,Value=y'],
      verdict: decide(facts),
    });
    expect(steps.map(({ commands }) => commands)).toEqual(steps.map(() => null));
  });
});
