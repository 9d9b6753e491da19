import { describe, expect, it } from 'vitest';
import type { AccessKey } from '../../policy/access-key.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { DAY_MS, HOUR_MS, type Policy } from '../../policy/policy.ts';
import { judge } from '../../policy/verdict.ts';
import { aKey, aUser, daysAgo, exemptUntil, KEY, NOW, usedAt } from '../support/users.ts';

const MILLISECOND = 1;
const ago = (span: number) => new Date(NOW.getTime() - span);

function situationOf(user: Parameters<typeof judge>[0], policy: Partial<Policy> = {}, now = NOW): string {
  const verdict = judge(user, { ...DEFAULT_POLICY, ...policy }, now);
  if (verdict.situation !== 'SurplusKeys') return verdict.situation;
  return verdict.plan.action === 'refuse' ? verdict.plan.refusal.code : verdict.plan.action;
}

describe('the grace period applies to a key that is strictly younger than rotationGraceHours', () => {
  const young = (age: number) =>
    aUser([aKey({ id: KEY.a, createdAt: ago(age), lastUse: null }), aKey({ id: KEY.b })]);
  const cases: [string, number, number, string][] = [
    ['24 hours less a millisecond', 24, 24 * HOUR_MS - MILLISECOND, 'RotationInProgress'],
    ['exactly 24 hours', 24, 24 * HOUR_MS, 'NewKey'],
    ['24 hours and a millisecond', 24, 24 * HOUR_MS + MILLISECOND, 'NewKey'],
    ['created now, without a grace period', 0, 0, 'NewKey'],
    ['created now', 1, 0, 'RotationInProgress'],
    ['created in the future', 1, -HOUR_MS, 'RotationInProgress'],
    ['created in the future, without a grace period', 0, -HOUR_MS, 'NewKey'],
    ['720 hours less a millisecond', 720, 720 * HOUR_MS - MILLISECOND, 'RotationInProgress'],
  ];
  it.each(cases)('%s, rotationGraceHours %i', (_title, rotationGraceHours, age, expected) => {
    expect(situationOf(young(age), { rotationGraceHours })).toBe(expected);
  });

  it('it ends rotationGraceHours after the creation of the newest key', () => {
    const verdict = judge(young(HOUR_MS), { ...DEFAULT_POLICY, rotationGraceHours: 24 }, NOW);
    expect(verdict).toMatchObject({ until: new Date(NOW.getTime() + 23 * HOUR_MS), newest: { id: KEY.a } });
  });

  it('of two keys that were created in the same second, the key with the smaller id counts as the newest', () => {
    const keysOfSameAge = [KEY.a, KEY.b].map((id) => aKey({ id, createdAt: ago(HOUR_MS) }));
    for (const keys of [keysOfSameAge, keysOfSameAge.toReversed()]) {
      const verdict = judge(aUser(keys), { ...DEFAULT_POLICY, rotationGraceHours: 24 }, NOW);
      expect(verdict).toMatchObject({ newest: { id: KEY.b } });
    }
  });
});

describe('the protection applies to a key whose last use is strictly less than protectUsedWithinDays ago', () => {
  const surplusUsed = (span: number) =>
    aUser([
      aKey({ id: KEY.a, lastUse: usedAt(ago(span)) }),
      aKey({ id: KEY.b, lastUse: usedAt(ago(-2 * HOUR_MS)) }),
    ]);
  const cases: [string, number, number, string][] = [
    ['7 days less a millisecond ago', 7, 7 * DAY_MS - MILLISECOND, 'KeysInUse'],
    ['exactly 7 days ago', 7, 7 * DAY_MS, 'deactivate'],
    ['7 days and a millisecond ago', 7, 7 * DAY_MS + MILLISECOND, 'deactivate'],
    ['now', 1, 0, 'KeysInUse'],
    ['in the future', 1, -HOUR_MS, 'KeysInUse'],
    ['now, without protection', 0, 0, 'deactivate'],
    ['in the future, without protection', 0, -HOUR_MS, 'deactivate'],
  ];
  it.each(cases)('used %s, protectUsedWithinDays %i', (_title, protectUsedWithinDays, span, expected) => {
    expect(situationOf(surplusUsed(span), { protectUsedWithinDays })).toBe(expected);
  });
});

describe('a key that was never used is new while it is strictly younger than protectUsedWithinDays, or than an hour', () => {
  const surplusCreated = (age: number, lastUse: AccessKey['lastUse'] = null) =>
    aUser([aKey({ id: KEY.a, createdAt: ago(age), lastUse }), aKey({ id: KEY.b })]);
  const cases: [string, number, number, string][] = [
    ['7 days less a millisecond ago', 7, 7 * DAY_MS - MILLISECOND, 'NewKey'],
    ['exactly 7 days ago', 7, 7 * DAY_MS, 'deactivate'],
    ['7 days and a millisecond ago', 7, 7 * DAY_MS + MILLISECOND, 'deactivate'],
    ['a day less a millisecond ago', 1, DAY_MS - MILLISECOND, 'NewKey'],
    ['exactly a day ago', 1, DAY_MS, 'deactivate'],
    ['now', 365, 0, 'NewKey'],
    ['an hour less a millisecond ago, without protection', 0, HOUR_MS - MILLISECOND, 'NewKey'],
    ['exactly an hour ago, without protection', 0, HOUR_MS, 'deactivate'],
    ['an hour and a millisecond ago, without protection', 0, HOUR_MS + MILLISECOND, 'deactivate'],
    ['now, without protection', 0, 0, 'NewKey'],
    ['in the future, without protection', 0, -HOUR_MS, 'NewKey'],
  ];
  it.each(cases)('created %s, protectUsedWithinDays %i', (_title, protectUsedWithinDays, age, expected) => {
    const policy = { rotationGraceHours: 0, protectUsedWithinDays };
    expect(situationOf(surplusCreated(age), policy)).toBe(expected);
  });

  it.each([
    ['7 days', 7, DAY_MS, NOW.getTime() + 6 * DAY_MS],
    ['an hour, without protection', 0, HOUR_MS / 4, NOW.getTime() + (HOUR_MS * 3) / 4],
  ])('the refusal says until when: %s after the creation', (_title, protectUsedWithinDays, age, until) => {
    const policy = { ...DEFAULT_POLICY, rotationGraceHours: 0, protectUsedWithinDays };
    expect(judge(surplusCreated(age), policy, NOW)).toMatchObject({
      plan: { refusal: { code: 'NewKey', keys: [{ id: KEY.a }], until: new Date(until) } },
    });
  });

  it('of two new keys the younger one decides until when, and a used key is not new', () => {
    const keys = [
      aKey({ id: KEY.a, createdAt: daysAgo(3), lastUse: null }),
      aKey({ id: KEY.b, createdAt: daysAgo(2), lastUse: null }),
      aKey({ id: KEY.c, createdAt: daysAgo(1), lastUse: usedAt(NOW) }),
    ];
    expect(judge(aUser(keys), DEFAULT_POLICY, NOW)).toMatchObject({
      plan: { refusal: { code: 'NewKey', keys: [{ id: KEY.a }, { id: KEY.b }], until: daysAgo(-5) } },
    });
  });

  // In AWS's examples a last use has whole minutes, so that it may lie before the creation of the key.
  const justBefore = (age: number) => usedAt(ago(age + MILLISECOND));
  it.each([
    ['7 days less a millisecond ago', 7, 7 * DAY_MS - MILLISECOND, 'NewKey'],
    ['exactly 7 days ago', 7, 7 * DAY_MS, 'deactivate'],
    ['now, without protection', 0, 0, 'deactivate'],
    ['in the future, without protection', 0, -DAY_MS, 'deactivate'],
  ] as const)(
    'created %s, protectUsedWithinDays %i, and used a millisecond before',
    (_title, protectUsedWithinDays, age, expected) => {
      const survivor = aKey({ id: KEY.b, lastUse: usedAt(daysAgo(-2)) });
      const user = {
        ...aUser([aKey({ id: KEY.a, createdAt: ago(age), lastUse: justBefore(age) }), survivor]),
      };
      expect(situationOf(user, { rotationGraceHours: 0, protectUsedWithinDays })).toBe(expected);
    },
  );
});

describe('the first and the last instant of an exemption, and its limit', () => {
  const twoKeys = [aKey({ id: KEY.a, lastUse: null }), aKey({ id: KEY.b })];
  const cases: [string, string, string, string][] = [
    ['a date is valid from the beginning of its day', '2026-11-21', '2026-11-21T00:00:00.000Z', 'Exempt'],
    [
      'a date is valid to the last millisecond of its day',
      '2026-11-21',
      '2026-11-21T23:59:59.999Z',
      'Exempt',
    ],
    ['a date has expired at midnight', '2026-11-21', '2026-11-22T00:00:00.000Z', 'deactivate'],
    ['a date-time is valid before its instant', '2026-11-21T12:00:00Z', '2026-11-21T11:59:59.999Z', 'Exempt'],
    [
      'a date-time has expired at its instant',
      '2026-11-21T12:00:00Z',
      '2026-11-21T12:00:00.000Z',
      'deactivate',
    ],
    ['a time zone east of UTC', '2026-11-21T12:00:00+02:00', '2026-11-21T10:00:00.000Z', 'deactivate'],
    ['a time zone west of UTC', '2026-11-21T12:00:00-02:30', '2026-11-21T14:29:59.999Z', 'Exempt'],
    ['90 days after today', '2027-02-19', '2026-11-21T00:00:00.000Z', 'Exempt'],
    ['90 days after today, late in the day', '2027-02-19', '2026-11-21T23:59:59.999Z', 'Exempt'],
    ['91 days after today', '2027-02-20', '2026-11-21T23:59:59.999Z', 'InvalidExemption'],
    ['exactly 90 days after now', '2027-02-19T12:00:00Z', '2026-11-21T12:00:00.000Z', 'Exempt'],
    [
      '90 days and a millisecond after now',
      '2027-02-19T12:00:00.001Z',
      '2026-11-21T12:00:00.000Z',
      'InvalidExemption',
    ],
  ];
  it.each(cases)('%s: %s at %s → %s', (_title, until, now, expected) => {
    const user = aUser(twoKeys, exemptUntil(until));
    expect(situationOf(user, {}, new Date(now))).toBe(expected);
  });

  const malformed = [
    '',
    ' ',
    'soon',
    'never',
    '2026-11',
    '2026-1-1',
    '21.11.2026',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-12-01 ',
    ' 2026-12-01',
    '2026-12-01Z',
    '+2026-12-01',
    '2026-12-01T12:00:00',
    '2026-12-01T12:00',
    '2026-12-01T24:00:00Z',
    '2026-12-01T12:60:00Z',
    '2026-12-01T12:00:60Z',
    '2026-12-01T12Z',
    '2026-12-01T12:00:00+24:00',
    '2026-12-01T12:00:00+02:60',
    '2026-12-01T12:00:00+2',
    '2026-12-01 12:00:00Z',
    '2026-12-01t12:00:00z',
    '2026-12-01T12:00:00.Z',
    '2026-12-01T12:00:00.1234567890Z',
    '2026-02-29T00:00:00Z',
    '1764590400',
    '20261201',
    '2026-W49',
    '2026-335',
    '٢٠٢٦-١٢-٠١',
  ];
  it.each(malformed)('%j is malformed', (until) => {
    const verdict = judge(aUser(twoKeys, { 'one-active-key:exempt-until': until }), DEFAULT_POLICY, NOW);
    expect(verdict).toMatchObject({
      plan: { refusal: { exemption: { kind: 'invalid', until, defect: 'Malformed' } } },
    });
  });

  const wellFormed = [
    '2026-12-01',
    '2026-12-01T12:00Z',
    '2026-12-01T12:00:00Z',
    '2026-12-01T12:00:00.5Z',
    '2026-12-01T12:00:00.123456789+05:30',
    '2026-12-01T12:00:00+0530',
    '2026-12-01T12:00-08',
    '2026-12-01T23:59:59Z',
  ];
  it.each(wellFormed)('%j is an exemption', (until) => {
    expect(situationOf(aUser(twoKeys, exemptUntil(until)))).toBe('Exempt');
  });

  it('the refusal names the latest valid date', () => {
    const verdict = judge(
      aUser(twoKeys, { 'one-active-key:exempt-until': '2028-02-29' }),
      DEFAULT_POLICY,
      NOW,
    );
    expect(verdict).toMatchObject({ plan: { refusal: { exemption: { latest: '2027-02-19' } } } });
  });

  it('the refusal names the latest valid instant', () => {
    const tags = { 'one-active-key:exempt-until': '2028-02-29T00:00:00Z' };
    const verdict = judge(aUser(twoKeys, tags), { ...DEFAULT_POLICY, exemptionMaxDays: 1 }, NOW);
    expect(verdict).toMatchObject({
      plan: { refusal: { exemption: { latest: '2026-11-22T12:00:00.000Z' } } },
    });
  });

  it('the fraction of a second is significant', () => {
    const user = aUser(twoKeys, exemptUntil('2026-11-21T12:00:00.5Z'));
    expect(situationOf(user, {}, new Date('2026-11-21T12:00:00.499Z'))).toBe('Exempt');
    expect(situationOf(user, {}, new Date('2026-11-21T12:00:00.500Z'))).toBe('deactivate');
  });
});

it('the age of the survivor has no influence', () => {
  const user = aUser([aKey({ id: KEY.a, createdAt: daysAgo(0) }), aKey({ id: KEY.b, lastUse: null })]);
  expect(situationOf(user, { rotationGraceHours: 0 })).toBe('deactivate');
});
