import { describe, expect, it } from 'vitest';
import { endingExemptions } from '../../../../bin/commands/history/ending-exemptions.ts';
import { userName } from '../../../../policy/identifiers.ts';
import { ALICE, NOW } from './histories.ts';

const user = (until: string, reason = 'two pipelines', name = 'alice') => ({
  userName: userName(name),
  userId: ALICE,
  arn: `arn:aws:iam::111122223333:user/${name}`,
  tags: new Map([
    ['one-active-key:exempt-until', until],
    ['one-active-key:exempt-reason', reason],
  ]),
});

const untils = (until: string, days: number, reason?: string) =>
  endingExemptions([user(until, reason)], { days, now: NOW });

describe('an exemption ends soon', () => {
  // The day 2026-11-30 ends at midnight, nine and a half days after now.
  it.each([
    ['at the end of a day within the days', '2026-11-30', 10, 9],
    ['at a time within the days', '2026-11-23T09:00:00Z', 2, 2],
    ['today', '2026-11-21', 1, 0],
    ['later than the default of exemptionMaxDays allows', '2027-06-01', 365, 192],
  ])('%s', (_, until, days, daysLeft) => {
    expect(untils(until, days)).toEqual([
      { userName: 'alice', userId: ALICE, until, reason: 'two pipelines', owner: '', daysLeft },
    ]);
  });

  it.each([
    ['it ends later', '2026-11-30', 9, 'two pipelines'],
    ['it has ended', '2026-11-20', 365, 'two pipelines'],
    ['it is malformed', 'for ever', 365, 'two pipelines'],
    ['it has no reason', '2026-11-30', 365, ' '],
    ['it is further away than any rule allows', '2036-01-01', 365, 'two pipelines'],
  ])('not if %s', (_, until, days, reason) => {
    expect(untils(until, days, reason)).toEqual([]);
  });

  it('the next end comes first, then the name', () => {
    const users = [
      user('2026-11-30', 'x', 'c'),
      user('2026-11-23T09:00:00Z', 'x', 'b'),
      user('2026-11-30', 'x', 'a'),
    ];
    expect(endingExemptions(users, { days: 30, now: NOW }).map((each) => each.userName)).toEqual([
      'b',
      'a',
      'c',
    ]);
  });
});
