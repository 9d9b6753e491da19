import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextEvaluationMinute, scheduleNameOf } from '../../reevaluation/evaluation-minute.ts';

describe('the minute of the next evaluation', () => {
  it.each([
    ['09:00:00.000', '09:01'],
    ['09:00:01.000', '09:01'],
    ['09:00:40.000', '09:01'],
    ['09:00:40.001', '09:02'],
    ['09:00:59.999', '09:02'],
    ['23:59:50.000', '00:01'],
  ])('a change at %s: %s', (time, minute) => {
    expect(nextEvaluationMinute(new Date(`2026-01-15T${time}Z`)).toISOString()).toContain(
      `T${minute}:00.000Z`,
    );
  });

  it('is a full minute, 20 to 80 seconds ahead', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }), (now) => {
        const ahead = nextEvaluationMinute(now).getTime() - now.getTime();
        expect(nextEvaluationMinute(now).getTime() % 60_000).toBe(0);
        expect(ahead).toBeGreaterThanOrEqual(20_000);
        expect(ahead).toBeLessThan(80_000);
      }),
    );
  });

  it('has a name that EventBridge Scheduler allows', () => {
    expect(scheduleNameOf(new Date('2026-01-15T09:01:00.000Z'))).toBe('evaluate-2026-01-15T09-01Z');
  });
});
