import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { DAY, HOUR, type Policy } from '../../policy/policy.ts';
import { judge } from '../../policy/verdict.ts';
import { aKey, aUser, daysAgo, KEY, NOW, usedAt } from '../support/users.ts';

const MILLISECOND = 1;
const ago = (span: number) => new Date(NOW.getTime() - span);

function situation(user: Parameters<typeof judge>[0], policy: Partial<Policy> = {}, now = NOW): string {
  const verdict = judge(user, { ...DEFAULT_POLICY, ...policy }, now);
  if (verdict.situation !== 'SurplusKeys') return verdict.situation;
  return verdict.plan.action === 'refuse' ? verdict.plan.refusal.code : verdict.plan.action;
}

describe('grace: younger than rotationGraceHours means strictly less', () => {
  const young = (age: number) =>
    aUser([aKey({ id: KEY.a, createdAt: ago(age), lastUse: null }), aKey({ id: KEY.b })]);
  const cases: [string, number, number, string][] = [
    ['one millisecond short of 24 hours', 24, 24 * HOUR - MILLISECOND, 'RotationInProgress'],
    ['exactly 24 hours', 24, 24 * HOUR, 'deactivate'],
    ['one millisecond past 24 hours', 24, 24 * HOUR + MILLISECOND, 'deactivate'],
    ['created this instant, no grace', 0, 0, 'deactivate'],
    ['created this instant, one hour', 1, 0, 'RotationInProgress'],
    ['created after now, one hour', 1, -HOUR, 'RotationInProgress'],
    ['created after now, no grace', 0, -HOUR, 'deactivate'],
    ['one millisecond short of 720 hours', 720, 720 * HOUR - MILLISECOND, 'RotationInProgress'],
  ];
  it.each(cases)('%s with %i hours', (_title, rotationGraceHours, age, expected) => {
    expect(situation(young(age), { rotationGraceHours })).toBe(expected);
  });

  it('ends at the creation of the newest key plus the grace', () => {
    const verdict = judge(young(HOUR), { ...DEFAULT_POLICY, rotationGraceHours: 24 }, NOW);
    expect(verdict).toMatchObject({ until: new Date(NOW.getTime() + 23 * HOUR), newest: { id: KEY.a } });
  });

  it('of two keys created in the same second the smaller id is called the newest, in either order', () => {
    const twins = [KEY.a, KEY.b].map((id) => aKey({ id, createdAt: ago(HOUR) }));
    for (const keys of [twins, twins.toReversed()]) {
      const verdict = judge(aUser(keys), { ...DEFAULT_POLICY, rotationGraceHours: 24 }, NOW);
      expect(verdict).toMatchObject({ newest: { id: KEY.b } });
    }
  });
});

describe('protection: used within protectUsedWithinDays means strictly less', () => {
  const surplusUsed = (span: number) =>
    aUser([
      aKey({ id: KEY.a, lastUse: usedAt(ago(span)) }),
      aKey({ id: KEY.b, lastUse: usedAt(ago(-2 * HOUR)) }),
    ]);
  const cases: [string, number, number, string][] = [
    ['one millisecond short of 7 days ago', 7, 7 * DAY - MILLISECOND, 'KeysInUse'],
    ['exactly 7 days ago', 7, 7 * DAY, 'deactivate'],
    ['one millisecond past 7 days ago', 7, 7 * DAY + MILLISECOND, 'deactivate'],
    ['this instant', 1, 0, 'KeysInUse'],
    ['after now', 1, -HOUR, 'KeysInUse'],
    ['this instant, protection off', 0, 0, 'deactivate'],
    ['after now, protection off', 0, -HOUR, 'deactivate'],
  ];
  it.each(cases)('used %s with %i days', (_title, protectUsedWithinDays, span, expected) => {
    expect(situation(surplusUsed(span), { protectUsedWithinDays })).toBe(expected);
  });
});

describe('exemption: its first and last instant, and how far it may reach', () => {
  const twoKeys = [aKey({ id: KEY.a, lastUse: null }), aKey({ id: KEY.b })];
  const cases: [string, string, string, string][] = [
    ['a date counts from the beginning of its day', '2026-11-21', '2026-11-21T00:00:00.000Z', 'Exempt'],
    ['a date counts to the last millisecond of its day', '2026-11-21', '2026-11-21T23:59:59.999Z', 'Exempt'],
    ['a date is over at midnight', '2026-11-21', '2026-11-22T00:00:00.000Z', 'deactivate'],
    ['a date-time counts before its instant', '2026-11-21T12:00:00Z', '2026-11-21T11:59:59.999Z', 'Exempt'],
    ['a date-time is over at its instant', '2026-11-21T12:00:00Z', '2026-11-21T12:00:00.000Z', 'deactivate'],
    ['a zone counts', '2026-11-21T12:00:00+02:00', '2026-11-21T10:00:00.000Z', 'deactivate'],
    ['a zone counts to the other side', '2026-11-21T12:00:00-02:30', '2026-11-21T14:29:59.999Z', 'Exempt'],
    ['90 days after today', '2027-02-19', '2026-11-21T00:00:00.000Z', 'Exempt'],
    ['90 days after today, late in the day', '2027-02-19', '2026-11-21T23:59:59.999Z', 'Exempt'],
    ['91 days after today', '2027-02-20', '2026-11-21T23:59:59.999Z', 'InvalidExemption'],
    ['exactly 90 days after now', '2027-02-19T12:00:00Z', '2026-11-21T12:00:00.000Z', 'Exempt'],
    ['a millisecond more', '2027-02-19T12:00:00.001Z', '2026-11-21T12:00:00.000Z', 'InvalidExemption'],
  ];
  it.each(cases)('%s: %s at %s → %4$s', (_title, until, now, expected) => {
    const user = aUser(twoKeys, { 'one-active-key:exempt-until': until });
    expect(situation(user, {}, new Date(now))).toBe(expected);
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
      plan: { refusal: { exemption: { kind: 'invalid', until, latest: undefined } } },
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
    expect(situation(aUser(twoKeys, { 'one-active-key:exempt-until': until }))).toBe('Exempt');
  });

  it('says the latest date that would do', () => {
    const verdict = judge(
      aUser(twoKeys, { 'one-active-key:exempt-until': '2028-02-29' }),
      DEFAULT_POLICY,
      NOW,
    );
    expect(verdict).toMatchObject({ plan: { refusal: { exemption: { latest: '2027-02-19' } } } });
  });

  it('says the latest instant that would do', () => {
    const tags = { 'one-active-key:exempt-until': '2028-02-29T00:00:00Z' };
    const verdict = judge(aUser(twoKeys, tags), { ...DEFAULT_POLICY, exemptionMaxDays: 1 }, NOW);
    expect(verdict).toMatchObject({
      plan: { refusal: { exemption: { latest: '2026-11-22T12:00:00.000Z' } } },
    });
  });

  it('the fraction of a second counts', () => {
    const user = aUser(twoKeys, { 'one-active-key:exempt-until': '2026-11-21T12:00:00.5Z' });
    expect(situation(user, {}, new Date('2026-11-21T12:00:00.499Z'))).toBe('Exempt');
    expect(situation(user, {}, new Date('2026-11-21T12:00:00.500Z'))).toBe('deactivate');
  });
});

it('the age of the survivor plays no part', () => {
  expect(
    situation(aUser([aKey({ id: KEY.a, createdAt: daysAgo(0) }), aKey({ id: KEY.b, lastUse: null })])),
  ).toBe('deactivate');
});
