import { describe, expect, it } from 'vitest';
import type { DescribedUser } from '../../../../aws/iam-users.ts';
import { explainUser } from '../../../../bin/commands/explain/explain-user.ts';
import { type DecisionFacts, decide } from '../../../../bin/commands/explain/facts.ts';
import type { Evidence } from '../../../../bin/commands/explain/key-uses/evidence.ts';
import { STEPS_AFTER_REFUSAL } from '../../../../bin/verification/next-step.ts';
import { userId, userName } from '../../../../policy/identifiers.ts';
import { aKey, daysAgo, KEY, NOW } from '../../../support/users.ts';
import { inactive, neverUsed, used } from '../../../support/verdicts.ts';
import { factsOf } from './decisions.ts';
import { anEvent } from './key-uses/events.ts';

const ALICE: DescribedUser = {
  userName: userName('alice'),
  userId: userId('AIDACKCEVSQ6C2EXAMPLE'),
  arn: 'arn:aws:iam::111122223333:user/alice',
  path: '/',
  createdAt: daysAgo(900),
};

const evidenceWith = (keys: Evidence['keys']): Evidence => ({
  from: daysAgo(90),
  to: NOW,
  regions: ['eu-west-1', 'us-east-1'],
  unknown: [],
  regionsUnknown: null,
  keys,
});

const explained = (facts: DecisionFacts, keys: Evidence['keys'] = []) =>
  explainUser(ALICE, { ...facts, verdict: decide(facts) }, evidenceWith(keys));

const partsOf = (facts: DecisionFacts) =>
  explained(facts).accessKeys.map(({ rank, part, protectedBy, protectedUntil }) => [
    rank,
    part,
    protectedBy,
    protectedUntil?.slice(0, 10) ?? null,
  ]);

describe('the part of each key, the oldest first', () => {
  const old = aKey({ ...used(KEY.b, 90), createdAt: daysAgo(400) });
  it.each<[string, DecisionFacts, readonly unknown[][]]>([
    [
      'a plan',
      factsOf([used(KEY.a, 1), old]),
      [
        [2, 'surplus', null, null],
        [1, 'kept', 'KeysInUse', '2026-11-27'],
      ],
    ],
    [
      'keys in use',
      factsOf([used(KEY.a, 1), used(KEY.b, 2)]),
      [
        [2, 'stays', 'KeysInUse', '2026-11-26'],
        [1, 'stays', 'KeysInUse', '2026-11-27'],
      ],
    ],
    [
      'a new key and an inactive one',
      factsOf([used(KEY.a, 1), neverUsed(KEY.b, 3), inactive(KEY.c)]),
      [
        [null, 'notCounted', null, null],
        [1, 'stays', 'KeysInUse', '2026-11-27'],
        [2, 'stays', 'NewKey', '2026-11-25'],
      ],
    ],
    [
      'a new key whose last use, in whole minutes, lies before its creation: protected until it is not new',
      factsOf([old, { ...used(KEY.a, 2), createdAt: daysAgo(1) }]),
      [
        [2, 'surplus', null, null],
        [1, 'kept', 'KeysInUse', '2026-11-27'],
      ],
    ],
    [
      'the owner’s word does not change the rank',
      factsOf([used(KEY.a, 1), old], { 'one-active-key:keep': KEY.b }),
      [
        [2, 'kept', null, null],
        [1, 'surplus', 'KeysInUse', '2026-11-27'],
      ],
    ],
    [
      'equal keys have no rank',
      factsOf([neverUsed(KEY.a), neverUsed(KEY.b)]),
      [
        [null, 'stays', null, null],
        [null, 'stays', null, null],
      ],
    ],
    ['one key', factsOf([used(KEY.a, 1)]), [[null, 'stays', null, null]]],
  ])('%s', (_, facts, parts) => {
    expect(partsOf(facts)).toEqual(parts);
  });
});

describe('the explanation of a user', () => {
  const facts = factsOf([used(KEY.a, 1), used(KEY.b, 2)]);

  it('has the account, the decision of the rule and the next step', () => {
    expect(explained(facts)).toMatchObject({
      accountId: '111122223333',
      userName: 'alice',
      decision: {
        complianceType: 'NON_COMPLIANT',
        refusalCode: 'KeysInUse',
        nextStep: STEPS_AFTER_REFUSAL.KeysInUse,
        annotation: expect.stringMatching(/^alice: 2 active access keys\./),
      },
    });
  });

  it('has the uses of each key at the key', () => {
    const { accessKeys } = explained(facts, [
      {
        accessKeyId: KEY.a,
        events: [anEvent(), anEvent()],
        cutOffRegions: ['eu-west-1'],
        unknownRegions: [],
      },
    ]);
    expect(accessKeys.find(({ accessKeyId }) => accessKeyId === KEY.a)).toMatchObject({
      eventCount: 2,
      uses: [{ count: 2 }],
      cutOffRegions: ['eu-west-1'],
    });
  });

  it('a key about which nobody was asked is unknown everywhere, not unused', () => {
    const { accessKeys } = explained(facts);
    for (const { unknownRegions } of accessKeys) expect(unknownRegions).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('a user without keys: nothing to do away with, and nothing to do', () => {
    expect(explained(factsOf([]))).toMatchObject({ accessKeys: [], steps: [], replacements: [] });
  });
});
