import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotate } from '../../policy/annotation.ts';
import { readExemption } from '../../policy/exemption.ts';
import { isAccessKeyId } from '../../policy/identifiers.ts';
import { parseDate, parseDateTime } from '../../policy/iso8601.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { DAY } from '../../policy/policy.ts';
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
import { nearlyText, obeys } from '../support/fuzz.ts';
import { aKey, KEY, NOW } from '../support/users.ts';

const texts = fc.string({ unit: 'binary', maxLength: 300 });

/** Digits where a date has them, mostly, and separators, mostly. */
const datelike = fc
  .oneof(
    fc.stringMatching(/^\d{4}-[01]\d-[0-3]\d$/),
    fc.stringMatching(
      /^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d(:[0-6]\d([.,]\d{1,12})?)?(Z|[+-][0-2]\d:?[0-6]\d|[+-]\d\d)?$/,
    ),
    fc
      .date({
        min: new Date(NOW.getTime() - 9 * DAY),
        max: new Date(NOW.getTime() + 99 * DAY),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString()),
  )
  .chain(nearlyText);

const record = datelike
  .map((at) => `${at} kept=${KEY.b} execution=4105a4fc-f944-11e6-9d32-0a1b2c3d4950`)
  .chain(nearlyText);
const intent = fc.constantFrom(DELETION_INTENT, `keeps ${KEY.a}`, `keeps ${KEY.b}`);
const announcement = fc
  .tuple(datelike, intent)
  .map((words) => words.join(' '))
  .chain(nearlyText);
const key = fc.oneof(fc.constantFrom(...Object.values(KEY)), texts);

/** Tags that are nearly ours, and others. */
const tags: fc.Arbitrary<Tags> = fc
  .array(
    fc.oneof(
      fc.tuple(nearlyText('one-active-key:keep'), key),
      fc.tuple(nearlyText('one-active-key:exempt-until'), fc.oneof(datelike, texts)),
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

describe('dates: an instant or undefined, whatever the text', () => {
  const inputs = fc.oneof(datelike, texts);

  it('a day is the beginning of that very day', () =>
    obeys({
      inputs,
      parse: parseDate,
      contract: (start, text) => {
        if (start !== undefined) expect(new Date(start).toISOString()).toBe(`${text}T00:00:00.000Z`);
      },
    }));

  it('a date-time is the instant that JavaScript reads, where it reads that form, too', () =>
    obeys({
      inputs,
      parse: parseDateTime,
      contract: (instant, text) => {
        if (instant !== undefined && /(Z|:\d\d)$/.test(text)) expect(instant).toBe(Date.parse(text));
      },
    }));
});

describe('the owner’s tags, whatever they hold', () => {
  it('are an exemption that lasts beyond now and not too long, an invalid one, or none', () =>
    obeys({
      inputs: tags,
      parse: (given) => readExemption(given, DEFAULT_POLICY, NOW),
      contract: (exemption) => {
        if (exemption?.kind !== 'valid') return;
        const end = parseDateTime(exemption.until) ?? Number(parseDate(exemption.until)) + DAY;
        expect(end).toBeGreaterThan(NOW.getTime());
        expect(end).toBeLessThanOrEqual(NOW.getTime() + 91 * DAY);
      },
    }));

  it('leave a verdict, and an annotation that Config takes', () =>
    obeys({
      inputs: tags,
      parse: (given) => annotate('alice', judge({ keys: KEYS, tags: given }, DEFAULT_POLICY, NOW)),
      contract: (text) => {
        expect(text.length).toBeGreaterThanOrEqual(1);
        expect(text.length).toBeLessThanOrEqual(256);
      },
    }));
});

describe('our own tags, whatever they hold', () => {
  it('are records of access keys at times that exist, or at none', () =>
    obeys({
      inputs: tags,
      parse: readRecords,
      contract: (records) => {
        for (const each of records) {
          expect(isAccessKeyId(each.key)).toBe(true);
          expect(each.deactivatedAt?.getTime()).not.toBeNaN();
        }
      },
    }));

  it('never have a key deleted that is Active, or not the user’s', () =>
    obeys({
      inputs: tags,
      parse: (given) => classifyRecords({ keys: KEYS, tags: given }, 1, NOW),
      contract: ({ soaked, staying }) => {
        for (const { id } of soaked) expect(id).toBe(KEY.c);
        for (const { sentence } of staying) expect(sentence).toContain(KEY.c);
      },
    }));

  it('are announcements to yield to with a ConcurrentRunError, or to go past', () => {
    const own = { tag: 'one-active-key:run/own', intent: `keeps ${KEY.a}` } as const;
    const other = intent.map((what) => `${NOW.toISOString()} ${what}`);
    const current = fc
      .tuple(tags, other)
      .map(([drawn, value]): Tags => new Map([...drawn, ['one-active-key:run/other', value]]));
    return obeys({
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
