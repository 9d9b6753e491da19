/**
 * The two forms of ISO 8601 that tags, files and events may carry, read strictly: what no calendar or clock
 * shows is not read.
 */

import { formatDay } from './text.ts';

const DATE_TIME =
  /^\d{4}-\d{2}-\d{2}T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2})(?::?(\d{2}))?)$/;

/** Milliseconds since the epoch of the beginning (UTC) of a day `YYYY-MM-DD`; undefined for anything else. */
export function parseDate(text: string): number | undefined {
  const start = Date.parse(`${text}T00:00:00.000Z`);
  // JavaScript carries 30 February over into March and reads years alone, so only what reads back the same is
  // a day.
  return Number.isFinite(start) && formatDay(new Date(start)) === text ? start : undefined;
}

/**
 * Milliseconds since the epoch of a date-time with a zone (`Z`, `+02:00`, `+0200` or `+02`), seconds
 * optional; undefined for anything else, among it a date-time without a zone.
 */
export function parseDateTime(text: string): number | undefined {
  const parts = DATE_TIME.exec(text);
  if (parts === null) return undefined;
  const [, hours, minutes, seconds, fraction, sign, zoneHours, zoneMinutes] = parts;
  const start = parseDate(text.slice(0, 'YYYY-MM-DD'.length));
  const time = clock(hours, minutes, seconds);
  const zone = clock(zoneHours, zoneMinutes);
  if (start === undefined || time === undefined || zone === undefined) return undefined;
  const milliseconds = Number((fraction ?? '').slice(0, 3).padEnd(3, '0'));
  return start + time + milliseconds - (sign === '-' ? -zone : zone);
}

function clock(hours?: string, minutes?: string, seconds?: string): number | undefined {
  const [h, m, s] = [Number(hours ?? 0), Number(minutes ?? 0), Number(seconds ?? 0)];
  return h <= 23 && m <= 59 && s <= 59 ? ((h * 60 + m) * 60 + s) * 1000 : undefined;
}
