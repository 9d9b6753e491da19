import { describe, expect, it } from 'vitest';
import { instantsOf } from '../../policy/instants.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/policy.ts';
import type { JudgedUser } from '../../policy/verdict.ts';
import { aKey, aUser, daysAgo, exemptUntil, KEY, NOW, usedAt } from '../support/users.ts';
import { inactive, neverUsed, used } from '../support/verdicts.ts';

const old = used(KEY.a, 90);

interface Row {
  readonly title: string;
  readonly user: JudgedUser;
  readonly policy?: Partial<Policy>;
  readonly instants: readonly Date[];
}

describe('the instants after now at which a decision can change', () => {
  it.each<Row>([
    { title: 'nothing lasts any more', user: aUser([old, used(KEY.b, 60)]), instants: [] },
    {
      title: 'the protections of keys in use, the earlier end first',
      user: aUser([used(KEY.a, 1), used(KEY.b, 2)]),
      instants: [daysAgo(-5), daysAgo(-6)],
    },
    {
      title: 'the rotation grace, and then the protection of the new key',
      user: aUser([old, neverUsed(KEY.b, 0.5)]),
      instants: [daysAgo(-0.5), daysAgo(-6.5)],
    },
    {
      title: 'three keys have no rotation grace',
      user: aUser([old, used(KEY.c, 60), neverUsed(KEY.b, 0.5)]),
      instants: [daysAgo(-6.5)],
    },
    {
      title: 'the hour of a key that was never used, without grace and protection',
      user: aUser([old, aKey({ id: KEY.b, createdAt: NOW, lastUse: null })]),
      policy: { rotationGraceHours: 0, protectUsedWithinDays: 0 },
      instants: [daysAgo(0, -1)],
    },
    {
      title: 'an end at this very instant is no change to come',
      user: aUser([old, used(KEY.b, 7)]),
      instants: [],
    },
    {
      title: 'the end of an exemption',
      user: aUser([old, used(KEY.b, 60)], exemptUntil('2026-12-01')),
      instants: [new Date('2026-12-02T00:00:00Z')],
    },
    {
      title: 'an exemption that reaches too far: when it is near enough, and its end',
      user: aUser([old, used(KEY.b, 60)], exemptUntil('2027-03-01')),
      instants: [new Date('2026-12-01T00:00:00Z'), new Date('2027-03-02T00:00:00Z')],
    },
    {
      title: 'two ends at the same instant are one',
      user: aUser([aKey({ id: KEY.b, lastUse: usedAt(daysAgo(1)) }), used(KEY.a, 1)]),
      instants: [daysAgo(-6)],
    },
    {
      title: 'the times of an inactive key do not count',
      user: aUser([old, used(KEY.b, 60), { ...inactive(KEY.c), createdAt: NOW }]),
      instants: [],
    },
    {
      title: 'one active key: nothing but the number of keys decides',
      user: aUser([used(KEY.a, 1)], exemptUntil('2026-12-01')),
      instants: [],
    },
  ])('$title', ({ user, policy, instants }) => {
    expect(instantsOf(user, { ...DEFAULT_POLICY, ...policy }, NOW)).toEqual(instants);
  });
});
