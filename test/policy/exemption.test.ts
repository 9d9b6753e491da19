import { describe, expect, it } from 'vitest';
import { boundsOfExemption, exemptionEnd, LONGEST_REACH, lastExemptDay } from '../../policy/exemption.ts';
import { exemptUntil } from '../support/users.ts';

const at = (text: string) => new Date(text);
const tagsOf = (tags: Readonly<Record<string, string>>) => new Map(Object.entries(tags));

describe('the instants from which on an end is near enough, and is over', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly Date[]]>([
    ['a day', exemptUntil('2026-12-31'), [at('2026-12-01T00:00:00Z'), at('2027-01-01T00:00:00Z')]],
    [
      'an instant',
      exemptUntil('2026-12-31T12:00:00Z'),
      [at('2026-12-01T12:00:00Z'), at('2026-12-31T12:00:00Z')],
    ],
    [
      'an end without a reason: the time for one',
      { 'one-active-key:exempt-until': '2026-12-31' },
      [at('2026-12-01T00:00:00Z'), at('2027-01-01T00:00:00Z')],
    ],
    ['a malformed end', exemptUntil('soon'), []],
    ['no tag', {}, []],
  ])('%s', (_title, tags, bounds) => {
    expect(boundsOfExemption(tagsOf(tags), { exemptionMaxDays: 30 })).toEqual(bounds);
  });
});

describe('the first instant after an exemption', () => {
  it.each([
    ['the end of its day', '2026-12-31', at('2027-01-01T00:00:00Z').getTime()],
    ['its instant', '2026-12-31T12:00:00Z', at('2026-12-31T12:00:00Z').getTime()],
    ['none, of a malformed one', 'soon', undefined],
  ])('%s: %s', (_title, until, end) => {
    expect(exemptionEnd(until)).toBe(end);
  });
});

describe('the last day of an exemption for some days', () => {
  it.each([
    ['as many as the policy allows', 30, 30, '2026-12-21'],
    ['fewer', 1, 30, '2026-11-22'],
    ['more: only as many as the policy allows', 365, 30, '2026-12-21'],
  ])('%s', (_title, days, exemptionMaxDays, day) => {
    expect(lastExemptDay(days, { exemptionMaxDays }, at('2026-11-21T23:59:59.999Z'))).toBe(day);
  });

  it('the longest reach is the largest value of exemptionMaxDays', () => {
    expect(LONGEST_REACH).toEqual({ exemptionMaxDays: 365 });
  });
});
