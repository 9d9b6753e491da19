import type { AccessKey } from '../../policy/access-key.ts';
import { accessKeyId } from '../../policy/identifiers.ts';
import { DAY_MS, HOUR_MS } from '../../policy/policy.ts';
import type { JudgedUser } from '../../policy/verdict.ts';

/** The current time in all tests that do not need another time. */
export const NOW = new Date('2026-11-21T12:00:00.000Z');

/** The time this many days and hours before NOW; after NOW for negative numbers. */
export const daysAgo = (days: number, hours = 0): Date =>
  new Date(NOW.getTime() - days * DAY_MS - hours * HOUR_MS);

/** Key ids in the style of AWS's documentation, recognizable in messages. */
export const KEY = {
  a: accessKeyId('AKIAIOSFODNN7EXAMPLE'),
  b: accessKeyId('AKIAI44QH8DHBEXAMPLE'),
  c: accessKeyId('AKIAC0FFEE000EXAMPLE'),
  d: accessKeyId('AKIADECAF0000EXAMPLE'),
} as const;

/** An active key that is a year old and was used yesterday; each test overrides one field. */
export function aKey(overrides: Partial<AccessKey> = {}): AccessKey {
  return { id: KEY.a, status: 'Active', createdAt: daysAgo(365), lastUse: usedAt(daysAgo(1)), ...overrides };
}

/** The tags of an exemption with a reason. */
export const exemptUntil = (until: string) => ({
  'one-active-key:exempt-until': until,
  'one-active-key:exempt-reason': 'migration',
});

/** A last use of S3 in us-east-1. */
export const usedAt = (at: Date) => ({ at, service: 's3', region: 'us-east-1' });

/** A user without tags. */
export function aUser(keys: readonly AccessKey[], tags: Readonly<Record<string, string>> = {}): JudgedUser {
  return { keys, tags: new Map(Object.entries(tags)) };
}
