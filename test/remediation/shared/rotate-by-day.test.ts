import { describe, expect, it } from 'vitest';
import { rotateByDay } from '../../../remediation/shared/rotate-by-day.ts';
import { daysAgo, NOW } from '../../support/users.ts';

const USERS = ['a', 'b', 'c', 'd', 'e'];

describe('the users of a pass', () => {
  it('keep their order, beginning with another one', () => {
    expect(rotateByDay(USERS, NOW)).toEqual(['c', 'd', 'e', 'a', 'b']);
  });

  it('begin with a user far from that of the day before, so that a few days reach everybody', () => {
    const firsts = Array.from({ length: 12 }, (_, day) => rotateByDay(USERS, daysAgo(-day))[0]);
    expect(firsts.join('')).toBe('cadbedbecadb');
  });

  it('begin with the same user during a whole day, in UTC', () => {
    const times = ['00:00:00.000', '23:59:59.999'].map((time) => new Date(`2026-11-21T${time}Z`));
    expect(times.map((at) => rotateByDay(USERS, at)[0])).toEqual(['c', 'c']);
  });

  it('may be none', () => {
    expect(rotateByDay([], NOW)).toEqual([]);
  });
});
