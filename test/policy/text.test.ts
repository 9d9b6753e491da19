import { describe, expect, it } from 'vitest';
import { parseDate, parseDateTime } from '../../policy/iso8601.ts';
import { clipWords, formatDay, formatMinute } from '../../policy/text.ts';

describe('clipWords', () => {
  const cases: [string, number, string][] = [
    ['one two', 7, 'one two'],
    ['one two', 6, 'one …'],
    ['one two', 5, 'one …'],
    ['one two', 4, ''],
    ['one two three', 9, 'one two …'],
    ['one two three', 8, 'one …'],
    ['  one   two  ', 7, 'one two'],
    ['one\ttwo\nthree', 13, 'one two three'],
    ['AKIAIOSFODNN7EXAMPLE', 20, 'AKIAIOSFODNN7EXAMPLE'],
    ['AKIAIOSFODNN7EXAMPLE', 19, ''],
    ['', 5, ''],
    ['   ', 5, ''],
  ];
  it.each(cases)('%j in %i characters → %j', (text, limit, clipped) => {
    expect(clipWords(text, limit)).toBe(clipped);
  });
});

describe('times', () => {
  const at = new Date('2026-11-21T23:59:59.999Z');
  it('a day in UTC', () => expect(formatDay(at)).toBe('2026-11-21'));
  it('a minute in UTC', () => expect(formatMinute(at)).toBe('2026-11-21T23:59Z'));
});

describe('parseDate', () => {
  const cases: [string, string | undefined][] = [
    ['2026-12-01', '2026-12-01T00:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2026-02-29', undefined],
    ['0001-01-01', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31', '9999-12-31T00:00:00.000Z'],
    ['2026', undefined],
    ['2026-12', undefined],
    ['x2026-12-01', undefined],
    ['2026-12-01x', undefined],
    ['+002026-12-01', undefined],
  ];
  it.each(cases)('%j → %j', (text, expected) => {
    const start = parseDate(text);
    expect(start === undefined ? undefined : new Date(start).toISOString()).toBe(expected);
  });
});

describe('parseDateTime', () => {
  const cases: [string, string | undefined][] = [
    ['2026-12-01T12:34:56Z', '2026-12-01T12:34:56.000Z'],
    ['2026-12-01T12:34Z', '2026-12-01T12:34:00.000Z'],
    ['2026-12-01T12:34:56.7Z', '2026-12-01T12:34:56.700Z'],
    ['2026-12-01T12:34:56.078999999Z', '2026-12-01T12:34:56.078Z'],
    ['2026-12-01T00:00:00+05:30', '2026-11-30T18:30:00.000Z'],
    ['2026-12-01T00:00:00-0530', '2026-12-01T05:30:00.000Z'],
    ['2026-12-01T00:00:00+23:59', '2026-11-30T00:01:00.000Z'],
    ['2026-12-01T23:59:59-08', '2026-12-02T07:59:59.000Z'],
    ['x2026-12-01T12:34:56Z', undefined],
    ['2026-12-01 2026-12-02T12:34:56Z', undefined],
    ['2026-12-01T12:34:56Zx', undefined],
    ['2026-12-01T12:34:56+02:00:00', undefined],
    ['2026-02-30T12:34:56Z', undefined],
  ];
  it.each(cases)('%j → %j', (text, expected) => {
    const instant = parseDateTime(text);
    expect(instant === undefined ? undefined : new Date(instant).toISOString()).toBe(expected);
  });
});
