import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotate } from '../../policy/annotation.ts';
import { parseExemption } from '../../policy/exemption.ts';
import { userName } from '../../policy/identifiers.ts';
import { parseDate, parseDateTime } from '../../policy/iso8601.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { DAY_MS } from '../../policy/policy.ts';
import type { Tags } from '../../policy/tags.ts';
import { judge } from '../../policy/verdict.ts';
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

const key = fc.oneof(fc.constantFrom(...Object.values(KEY)), texts);

/** Tags of the owner, nearly valid ones, and other tags. */
const tags: fc.Arbitrary<Tags> = fc
  .array(
    fc.oneof(
      fc.tuple(nearlyValidText('one-active-key:keep'), key),
      fc.tuple(nearlyValidText('one-active-key:exempt-until'), fc.oneof(nearlyDates, texts)),
      fc.tuple(fc.constant('One-Active-Key:Exempt-Reason'), texts),
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
      read: parseDate,
      contract: (start, text) => {
        if (start !== undefined) expect(new Date(start).toISOString()).toBe(`${text}T00:00:00.000Z`);
      },
    }));

  it('a date-time is the same instant as in JavaScript, if JavaScript supports the form', () =>
    assertLaw({
      inputs,
      read: parseDateTime,
      contract: (instant, text) => {
        if (instant !== undefined && /(Z|:\d\d)$/.test(text)) expect(instant).toBe(Date.parse(text));
      },
    }));
});

describe('the owner’s tags with arbitrary values', () => {
  it('lead to an exemption that ends after now and within the limit, to an invalid exemption, or to none', () =>
    assertLaw({
      inputs: tags,
      read: (given) => parseExemption(given, DEFAULT_POLICY, NOW),
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
      read: (given) => annotate(userName('alice'), judge({ keys: KEYS, tags: given }, DEFAULT_POLICY, NOW)),
      contract: (text) => {
        expect(text.length).toBeGreaterThanOrEqual(1);
        expect(text.length).toBeLessThanOrEqual(256);
      },
    }));
});
