import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../ledger/notices.ts';
import { userId } from '../../../policy/identifiers.ts';
import { DAY_MS, HOUR_MS } from '../../../policy/policy.ts';
import { endOfNotice, noticeStep } from '../../../remediation/notices/notice-step.ts';

const GIVEN = new Date('2026-11-21T12:00:00.000Z');
const PLAN = '{"keep":"AKIAIOSFODNN7EXAMPLE"}';

const later = (milliseconds: number) => new Date(GIVEN.getTime() + milliseconds);

function notice(changes: Partial<Notice> = {}): Notice {
  return {
    userId: userId('AIDAKSE3IFYMYDEXAMPLE'),
    nonce: 'n',
    plan: PLAN,
    acceptedAt: GIVEN,
    notBefore: later(3 * DAY_MS),
    remindedAt: undefined,
    ...changes,
  };
}

const reminded = notice({ remindedAt: later(2 * DAY_MS) });

describe('the next step of a notice of three days', () => {
  it.each<[string, Notice | undefined, number, string]>([
    ['no notice was given', undefined, 0, 'give'],
    ['a notice of another plan', notice({ plan: '{}' }), 10 * DAY_MS, 'give'],
    ['dated further ahead than clocks differ', notice({ acceptedAt: later(300_001) }), 0, 'give'],
    ['dated ahead by as much as clocks may differ', notice({ acceptedAt: later(300_000) }), 0, 'wait'],
    ['just given', notice(), 0, 'wait'],
    ['an instant before the reminder', notice(), 36 * HOUR_MS - 1, 'wait'],
    ['36 hours before its end', notice(), 36 * HOUR_MS, 'remind'],
    ['over, and nobody was reminded', notice(), 10 * DAY_MS, 'remind'],
    ['reminded, an instant before its end', reminded, 3 * DAY_MS - 1, 'wait'],
    ['reminded, at its end', reminded, 3 * DAY_MS, 'act'],
    [
      'reminded late, an instant before 12 hours have passed',
      notice({ remindedAt: later(4 * DAY_MS) }),
      4.5 * DAY_MS - 1,
      'wait',
    ],
    ['reminded 14 days ago', reminded, 16 * DAY_MS, 'act'],
    ['reminded more than 14 days ago', reminded, 16 * DAY_MS + 1, 'remind'],
    ['reminded late, 12 hours ago', notice({ remindedAt: later(4 * DAY_MS) }), 4.5 * DAY_MS, 'act'],
  ])('%s', (_, given, elapsedMs, step) => {
    expect(noticeStep(given, PLAN, { noticeDays: 3, now: later(elapsedMs) })).toBe(step);
  });

  it('the message named a later time than three days: it counts', () => {
    const late = { ...reminded, notBefore: later(3 * DAY_MS + HOUR_MS) };
    expect(noticeStep(late, PLAN, { noticeDays: 3, now: later(3 * DAY_MS + HOUR_MS - 1) })).toBe('wait');
    expect(noticeStep(late, PLAN, { noticeDays: 3, now: later(3 * DAY_MS + HOUR_MS) })).toBe('act');
  });

  it('reminded after its time: nothing happens for half a day', () => {
    expect(endOfNotice(notice({ remindedAt: later(4 * DAY_MS) }), 3)).toEqual(later(4.5 * DAY_MS));
    expect(endOfNotice(reminded, 3)).toEqual(later(3 * DAY_MS));
  });

  it('the parameter was raised since: the notice is as old as it has to be now', () => {
    expect(endOfNotice(reminded, 5)).toEqual(later(5 * DAY_MS));
    expect(noticeStep(reminded, PLAN, { noticeDays: 5, now: later(4 * DAY_MS) })).toBe('wait');
  });

  it('the parameter was lowered since: what the message said counts', () => {
    expect(endOfNotice(reminded, 1)).toEqual(later(3 * DAY_MS));
    expect(noticeStep(reminded, PLAN, { noticeDays: 1, now: later(2 * DAY_MS) })).toBe('wait');
  });
});

describe('a notice of two days', () => {
  it('needs a reminder', () => {
    const ofTwoDays = notice({ notBefore: later(2 * DAY_MS) });
    expect(noticeStep(ofTwoDays, PLAN, { noticeDays: 2, now: later(2 * DAY_MS) })).toBe('remind');
  });
});

describe('a notice of one day', () => {
  it('needs no reminder', () => {
    const ofOneDay = notice({ notBefore: later(DAY_MS) });
    expect(noticeStep(ofOneDay, PLAN, { noticeDays: 1, now: later(DAY_MS - 1) })).toBe('wait');
    expect(noticeStep(ofOneDay, PLAN, { noticeDays: 1, now: later(DAY_MS) })).toBe('act');
  });

  it('needs one after 14 days in which nothing happened', () => {
    const ofOneDay = notice({ notBefore: later(DAY_MS) });
    expect(noticeStep(ofOneDay, PLAN, { noticeDays: 1, now: later(14 * DAY_MS) })).toBe('act');
    expect(noticeStep(ofOneDay, PLAN, { noticeDays: 1, now: later(14 * DAY_MS + 1) })).toBe('remind');
  });
});
