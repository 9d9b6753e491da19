import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotate } from '../../policy/annotation.ts';
import { readExemption } from '../../policy/exemption.ts';
import { isAccessKeyId } from '../../policy/identifiers.ts';
import { parseDate, parseDateTime } from '../../policy/iso8601.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { DAY_MS } from '../../policy/policy.ts';
import type { Tags } from '../../policy/tags.ts';
import { judge } from '../../policy/verdict.ts';
import { classifyRecords } from '../../remediation/delete/soak.ts';
import {
  assertNoConflictingRun,
  assertNoDeletion,
  DELETION_INTENT,
} from '../../remediation/shared/announcement.ts';
import { ConcurrentRunError } from '../../remediation/shared/errors.ts';
import { readRecords } from '../../remediation/shared/record.ts';
import { assertLaw, nearlyValidText } from '../support/fuzz.ts';
import { aKey, KEY, NOW } from '../support/users.ts';

const texts = fc.string({ unit: 'binary', maxLength: 300 });

/** Texts that are dates or date-times, or nearly. */
const nearlyDates = fc
  .oneof(
    fc.stringMatching(/^\d{4}-[01]\d-[0-3]\d$/),
    fc.stringMatching(
      /^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d(:[0-6]\d([.,]\d{1,12})?)?(Z|[+-][0-2]\d:?[0-6]\d|[+-]\d\d)?$/,
    ),
    fc
      .date({
        min: new Date(NOW.getTime() - 9 * DAY_MS),
        max: new Date(NOW.getTime() + 99 * DAY_MS),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString()),
  )
  .chain(nearlyValidText);

const record = nearlyDates
  .map((at) => `${at} kept=${KEY.b} execution=4105a4fc-f944-11e6-9d32-0a1b2c3d4950`)
  .chain(nearlyValidText);
const intent = fc.constantFrom(DELETION_INTENT, `keeps ${KEY.a}`, `keeps ${KEY.b}`);
const announcement = fc
  .tuple(nearlyDates, intent)
  .map((words) => words.join(' '))
  .chain(nearlyValidText);
const key = fc.oneof(fc.constantFrom(...Object.values(KEY)), texts);

/** Tags of One Active Key, nearly valid ones, and other tags. */
const tags: fc.Arbitrary<Tags> = fc
  .array(
    fc.oneof(
      fc.tuple(nearlyValidText('one-active-key:keep'), key),
      fc.tuple(nearlyValidText('one-active-key:exempt-until'), fc.oneof(nearlyDates, texts)),
      fc.tuple(fc.constant('One-Active-Key:Exempt-Reason'), texts),
      fc.tuple(
        key.map((id) => `one-active-key:deactivated/${id}`),
        fc.oneof(record, texts),
      ),
      fc.tuple(
        texts.map((id) => `one-active-key:run/${id}`),
        fc.oneof(announcement, texts),
      ),
      fc.tuple(texts, texts),
    ),
    { maxLength: 8 },
  )
  .map((drawn) => new Map(drawn));

const KEYS = [
  aKey({ id: KEY.a }),
  aKey({ id: KEY.b, lastUse: null }),
  aKey({ id: KEY.c, status: 'Inactive' }),
];

describe('an arbitrary text as a date leads to an instant or to undefined', () => {
  const inputs = fc.oneof(nearlyDates, texts);

  it('a date is the beginning of this day', () =>
    assertLaw({
      inputs,
      parse: parseDate,
      contract: (start, text) => {
        if (start !== undefined) expect(new Date(start).toISOString()).toBe(`${text}T00:00:00.000Z`);
      },
    }));

  it('a date-time is the same instant as in JavaScript, if JavaScript supports the form', () =>
    assertLaw({
      inputs,
      parse: parseDateTime,
      contract: (instant, text) => {
        if (instant !== undefined && /(Z|:\d\d)$/.test(text)) expect(instant).toBe(Date.parse(text));
      },
    }));
});

describe('the owner’s tags with arbitrary values', () => {
  it('lead to an exemption that ends after now and within the limit, to an invalid exemption, or to none', () =>
    assertLaw({
      inputs: tags,
      parse: (given) => readExemption(given, DEFAULT_POLICY, NOW),
      contract: (exemption) => {
        if (exemption?.kind !== 'valid') return;
        const end = parseDateTime(exemption.until) ?? Number(parseDate(exemption.until)) + DAY_MS;
        expect(end).toBeGreaterThan(NOW.getTime());
        expect(end).toBeLessThanOrEqual(NOW.getTime() + 91 * DAY_MS);
      },
    }));

  it('lead to a verdict and to an annotation that Config accepts', () =>
    assertLaw({
      inputs: tags,
      parse: (given) => annotate('alice', judge({ keys: KEYS, tags: given }, DEFAULT_POLICY, NOW)),
      contract: (text) => {
        expect(text.length).toBeGreaterThanOrEqual(1);
        expect(text.length).toBeLessThanOrEqual(256);
      },
    }));
});

describe('our own tags with arbitrary values', () => {
  it('lead to records of access keys with a valid time or without one', () =>
    assertLaw({
      inputs: tags,
      parse: readRecords,
      contract: (records) => {
        for (const each of records) {
          expect(isAccessKeyId(each.key)).toBe(true);
          expect(each.deactivatedAt?.getTime()).not.toBeNaN();
        }
      },
    }));

  it('never lead to the deletion of an Active key or of another user’s key', () =>
    assertLaw({
      inputs: tags,
      parse: (given) => classifyRecords({ keys: KEYS, tags: given }, 1, NOW),
      contract: ({ soaked, staying }) => {
        for (const { id } of soaked) expect(id).toBe(KEY.c);
        for (const { sentence } of staying) expect(sentence).toContain(KEY.c);
      },
    }));

  it('lead to a ConcurrentRunError, or the run continues', () => {
    const own = { tag: 'one-active-key:run/own', intent: `keeps ${KEY.a}` } as const;
    const other = intent.map((text) => `${NOW.toISOString()} ${text}`);
    const current = fc
      .tuple(tags, other)
      .map(([drawn, value]): Tags => new Map([...drawn, ['one-active-key:run/other', value]]));
    return assertLaw({
      inputs: fc.oneof(tags, current),
      parse: (given) => {
        assertNoConflictingRun(own, given, NOW);
        assertNoDeletion(own.intent, given, NOW);
      },
      contract: () => {},
      errors: [ConcurrentRunError],
    });
  });
});
