import fc from 'fast-check';
import type { AccessKey } from '../../policy/access-key.ts';
import { accessKeyId } from '../../policy/identifiers.ts';
import { DAY_MS, HOUR_MS, type Policy } from '../../policy/policy.ts';
import type { JudgedUser } from '../../policy/verdict.ts';
import { NOW, usedAt } from './users.ts';

/** All inputs of a decision, and a user name, which has no influence on it. */
export interface Situation {
  readonly user: JudgedUser;
  readonly userName: string;
  readonly policy: Policy;
}

/** IAM's characters and lengths of user names (IAM API Reference, CreateUser: 1 to 64 of `[\w+=,.@-]`). */
export const userNames = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abcXYZ019_+=,.@-'), minLength: 1, maxLength: 64 }),
  fc.constantFrom('AKIAIOSFODNN7EXAMPLE', '_', 'x'.repeat(64), '+=,.@-_', '__proto__'),
);

/** Instants that coincide often, lie on the boundaries of whole hours and days, or lie after NOW. */
const instants = fc
  .oneof(
    fc.constantFrom(
      0,
      1,
      -1,
      HOUR_MS,
      HOUR_MS - 1,
      -HOUR_MS,
      DAY_MS,
      7 * DAY_MS,
      7 * DAY_MS - 1,
      90 * DAY_MS,
      400 * DAY_MS,
    ),
    fc.integer({ min: -2 * DAY_MS, max: 900 * DAY_MS }),
    fc.integer({ min: 0, max: 720 }).map((hours) => hours * HOUR_MS),
  )
  .map((ago) => new Date(NOW.getTime() - ago));

const keyIds = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .string({ unit: fc.constantFrom(...'ABC234'), minLength: 9, maxLength: 9 })
      .map((text) => `AKIA${text}EXAMPLE`),
  },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'AB_9'), minLength: 16, maxLength: 128 }) },
);

const statuses = fc.oneof(
  { weight: 4, arbitrary: fc.constant('Active') },
  { weight: 1, arbitrary: fc.constantFrom('Inactive', 'Expired', 'active', '', 'Suspended') },
);

const keys: fc.Arbitrary<AccessKey> = fc.record({
  id: keyIds.map(accessKeyId),
  status: statuses,
  createdAt: fc.oneof(fc.constant(NOW), instants),
  lastUse: fc.oneof(fc.constant(null), instants.map(usedAt)),
});

/** Letters, spaces, numbers and `_ . : / = + - @` of any script, as IAM allows them in tag values. */
const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'aé漢𝒳 :/=+-@.9'), maxLength: 256 }),
  fc
    .array(fc.oneof(keyIds, fc.constantFrom('because', 'of', 'ticket')), { maxLength: 9 })
    .map((words) => words.join(' ')),
);

const exemptUntil = fc.oneof(
  fc
    .integer({ min: -5, max: 400 })
    .map((days) => new Date(NOW.getTime() + days * DAY_MS).toISOString().slice(0, 10)),
  fc
    .integer({ min: -5 * DAY_MS, max: 400 * DAY_MS })
    .map((span) => new Date(NOW.getTime() + span).toISOString()),
  texts,
);

/** Each parameter within its bounds; the bounds and the default occur often. */
export const policies: fc.Arbitrary<Policy> = fc.record({
  selectionStrategy: fc.constantFrom('LeastRecentlyUsed', 'Oldest'),
  rotationGraceHours: fc.oneof(fc.constantFrom(0, 1, 720), fc.integer({ min: 0, max: 720 })),
  protectUsedWithinDays: fc.oneof(fc.constantFrom(0, 7, 365), fc.integer({ min: 0, max: 365 })),
  exemptionMaxDays: fc.oneof(fc.constantFrom(1, 90, 365), fc.integer({ min: 1, max: 365 })),
});

/** The owner's tags: each tag is on a part of the users only, since it decides alone if it is present. */
function tagsOf(userKeys: readonly AccessKey[]): fc.Arbitrary<Map<string, string>> {
  const tag = (key: string, values: fc.Arbitrary<string>) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: values.map((value): [string, string][] => [[key, value]]) },
    );
  const keep = fc.oneof(fc.constantFrom(...userKeys.map((key) => String(key.id)), ''), texts);
  return fc
    .tuple(
      tag('one-active-key:keep', keep),
      tag('one-active-key:exempt-until', exemptUntil),
      fc.oneof(
        { weight: 1, arbitrary: tag('one-active-key:exempt-reason', texts) },
        {
          weight: 2,
          arbitrary: texts.map((text): [string, string][] => [['one-active-key:exempt-reason', text]]),
        },
      ),
      tag('one-active-key:exempt-owner', texts),
    )
    .map((tags) => new Map(tags.flat()));
}

/** What a run names as the survivor: mostly nothing, otherwise a key of the user or another one. */
function namesOf(userKeys: readonly AccessKey[]): fc.Arbitrary<AccessKey['id'] | undefined> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.oneof(keyIds.map(accessKeyId), ...userKeys.map(({ id }) => fc.constant(id))) },
  );
}

/** Users with up to nine keys of every status, with and without the owner's tags, which may be invalid. */
export const situations: fc.Arbitrary<Situation> = fc
  .uniqueArray(keys, { selector: (key) => key.id, maxLength: 9 })
  .chain((userKeys) =>
    fc.record({
      user: fc.record({
        keys: fc.constant(userKeys),
        tags: tagsOf(userKeys),
        keepAccessKeyId: namesOf(userKeys),
      }),
      userName: userNames,
      policy: policies,
    }),
  );
