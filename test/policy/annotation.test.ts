import { describe, expect, it } from 'vitest';
import type { AccessKey } from '../../policy/access-key.ts';
import { annotate, explainVerdict, RETIRED_ANNOTATION } from '../../policy/annotation.ts';
import { accessKeyId, userName as asUserName } from '../../policy/identifiers.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/policy.ts';
import { judge } from '../../policy/verdict.ts';
import { aKey, aUser, daysAgo, KEY, NOW, usedAt } from '../support/users.ts';

interface Row {
  readonly title: string;
  readonly keys?: readonly AccessKey[];
  readonly tags?: Record<string, string>;
  readonly policy?: Partial<Policy>;
  readonly keepAccessKeyId?: AccessKey['id'];
  readonly userName?: string;
  readonly annotation: string;
}

const used = aKey({ id: KEY.b });
const neverUsed = aKey({ id: KEY.a, lastUse: null });
const exempt = { 'one-active-key:exempt-until': '2026-12-01' };
const reason = (text: string) => ({ ...exempt, 'one-active-key:exempt-reason': text });
const owner = (text: string) => ({ 'one-active-key:exempt-owner': text });
const eightKeys = Array.from({ length: 8 }, (_, n) =>
  aKey({ id: accessKeyId(`AKIAIOSFODNN${n}EXAMPLE`), lastUse: usedAt(daysAgo(9 + n)) }),
);

const rows: readonly Row[] = [
  { title: 'no key', keys: [], annotation: 'alice: No active access key.' },
  { title: 'one key', keys: [used], annotation: 'alice: 1 active access key.' },
  {
    title: 'a plan: the survivor, the surplus key and their last uses',
    keys: [aKey({ id: KEY.a, lastUse: usedAt(daysAgo(100)) }), used],
    annotation:
      'alice: 2 active access keys. Keep AKIAI44QH8DHBEXAMPLE (last used 2026-11-20); deactivate AKIAIOSFODNN7EXAMPLE (last used 2026-08-13). Selected by LeastRecentlyUsed.',
  },
  {
    title: 'a key that was never used has its creation date',
    annotation:
      'alice: 2 active access keys. Keep AKIAI44QH8DHBEXAMPLE (last used 2026-11-20); deactivate AKIAIOSFODNN7EXAMPLE (never used, created 2025-11-21). Selected by LeastRecentlyUsed.',
  },
  {
    title: 'the owner named a survivor that was never used',
    tags: { 'one-active-key:keep': KEY.a },
    annotation:
      'alice: 2 active access keys. Keep AKIAIOSFODNN7EXAMPLE (never used); deactivate AKIAI44QH8DHBEXAMPLE (last used 2026-11-20). Named by its owner in tag one-active-key:keep, which waives the protection of keys in use.',
  },
  {
    title: 'the owner named a survivor, and no protection would have applied',
    tags: { 'one-active-key:keep': KEY.b },
    annotation:
      'alice: 2 active access keys. Keep AKIAI44QH8DHBEXAMPLE (last used 2026-11-20); deactivate AKIAIOSFODNN7EXAMPLE (never used, created 2025-11-21). Named by its owner in tag one-active-key:keep.',
  },
  {
    title: 'the run named a survivor, and the other key is new',
    keys: [aKey({ id: KEY.a, createdAt: daysAgo(2), lastUse: null }), used],
    keepAccessKeyId: KEY.b,
    annotation:
      'alice: 2 active access keys. Keep AKIAI44QH8DHBEXAMPLE (last used 2026-11-20); deactivate AKIAIOSFODNN7EXAMPLE (never used, created 2026-11-19). Named by KeepAccessKeyId of this run, which waives the protection of new keys.',
  },
  {
    title:
      'the run named a survivor, one of the other keys is in use and one is new: the last uses are left out',
    keys: [
      aKey({ id: KEY.a, createdAt: daysAgo(2), lastUse: null }),
      used,
      aKey({ id: KEY.c, lastUse: usedAt(daysAgo(3)) }),
    ],
    keepAccessKeyId: KEY.b,
    annotation:
      'alice: 3 active access keys. Keep AKIAI44QH8DHBEXAMPLE (last used 2026-11-20); deactivate AKIAIOSFODNN7EXAMPLE, AKIAC0FFEE000EXAMPLE. Named by KeepAccessKeyId of this run, which waives the protection of keys in use and new keys.',
  },
  {
    title: 'the run named a survivor, and the other key is new and in use',
    keys: [aKey({ id: KEY.a, createdAt: daysAgo(2) }), used],
    keepAccessKeyId: KEY.b,
    annotation:
      'alice: 2 active access keys. Keep AKIAI44QH8DHBEXAMPLE (last used 2026-11-20); deactivate AKIAIOSFODNN7EXAMPLE (last used 2026-11-20). Named by KeepAccessKeyId of this run, which waives the protection of keys in use.',
  },
  {
    title: 'the run named a survivor with an id of 128 characters',
    keys: [aKey({ id: accessKeyId('A'.repeat(128)) }), aKey({ id: accessKeyId('B'.repeat(128)) })],
    keepAccessKeyId: accessKeyId('A'.repeat(128)),
    annotation: `alice: 2 active access keys. Keep ${'A'.repeat(128)}; deactivate the other. Named by KeepAccessKeyId of this run; protection waived.`,
  },
  {
    title: 'the owner named a survivor with an id of 128 characters, and no protection would have applied',
    keys: [
      aKey({ id: accessKeyId('A'.repeat(128)) }),
      aKey({ id: accessKeyId('B'.repeat(128)), lastUse: null }),
    ],
    tags: { 'one-active-key:keep': 'A'.repeat(128) },
    annotation: `alice: 2 active access keys. Keep ${'A'.repeat(128)}; deactivate the other. Named by its owner.`,
  },
  {
    title: 'three keys, each with its dates',
    keys: eightKeys.slice(0, 3),
    annotation:
      'alice: 3 active access keys. Keep AKIAIOSFODNN0EXAMPLE (last used 2026-11-12); deactivate AKIAIOSFODNN2EXAMPLE (last used 2026-11-10), AKIAIOSFODNN1EXAMPLE (last used 2026-11-11). Selected by LeastRecentlyUsed.',
  },
  {
    title: 'five keys: only the survivor has its last use',
    keys: eightKeys.slice(0, 5),
    annotation:
      'alice: 5 active access keys. Keep AKIAIOSFODNN0EXAMPLE (last used 2026-11-12); deactivate AKIAIOSFODNN4EXAMPLE, AKIAIOSFODNN3EXAMPLE, AKIAIOSFODNN2EXAMPLE, AKIAIOSFODNN1EXAMPLE. Selected by LeastRecentlyUsed.',
  },
  {
    title: 'eight keys: no key has its dates',
    keys: eightKeys,
    annotation:
      'alice: 8 active access keys. Keep AKIAIOSFODNN0EXAMPLE; deactivate AKIAIOSFODNN7EXAMPLE, AKIAIOSFODNN6EXAMPLE, AKIAIOSFODNN5EXAMPLE, AKIAIOSFODNN4EXAMPLE, AKIAIOSFODNN3EXAMPLE, AKIAIOSFODNN2EXAMPLE, AKIAIOSFODNN1EXAMPLE.',
  },
  {
    title: 'more keys than the annotation can name',
    keys: [
      ...eightKeys,
      ...eightKeys.map((key) => ({
        ...key,
        id: accessKeyId(key.id.replace('FOD', 'BAR')),
        lastUse: usedAt(daysAgo(50)),
      })),
    ],
    annotation: 'alice: 16 active access keys. Keep AKIAIOSFODNN0EXAMPLE; deactivate the 15 others.',
  },
  {
    title: 'ids of 128 characters',
    keys: [
      aKey({ id: accessKeyId('A'.repeat(128)) }),
      aKey({ id: accessKeyId('B'.repeat(128)), lastUse: null }),
    ],
    annotation: `alice: 2 active access keys. Keep ${'A'.repeat(128)}; deactivate the other.`,
  },
  {
    title: 'exempt, with a reason',
    tags: { ...exempt, 'one-active-key:exempt-reason': 'migration of the payroll, ticket 4711' },
    annotation: 'alice: 2 active access keys. Exempt until 2026-12-01: migration of the payroll, ticket 4711',
  },
  {
    title: 'exempt, with a reason and an owner',
    tags: { ...reason('migration of the payroll'), ...owner('team  payroll') },
    annotation:
      'alice: 2 active access keys. Exempt until 2026-12-01: migration of the payroll (owner: team payroll)',
  },
  {
    title: 'exempt, with a blank owner',
    tags: { ...reason('migration'), ...owner('  ') },
    annotation: 'alice: 2 active access keys. Exempt until 2026-12-01: migration',
  },
  {
    title: 'exempt, with an owner of one long word, which is left out',
    tags: { ...reason('migration'), ...owner('a'.repeat(61)) },
    annotation: 'alice: 2 active access keys. Exempt until 2026-12-01: migration',
  },
  {
    title: 'exempt, with a long reason of one word and an owner',
    tags: { ...reason('a'.repeat(256)), ...owner('payroll') },
    annotation: 'alice: 2 active access keys. Exempt until 2026-12-01 (owner: payroll)',
  },
  {
    title: 'exempt, with an owner that has no room beside the reason and is left out before the reason',
    tags: {
      'one-active-key:exempt-until': '2026-12-01T12:00:00.123456789+05:30',
      'one-active-key:exempt-reason': 'r'.repeat(140),
      ...owner('o'.repeat(60)),
    },
    annotation: `alice: 2 active access keys. Exempt until 2026-12-01T12:00:00.123456789+05:30: ${'r'.repeat(140)}`,
  },
  {
    title: 'refused: an exemption without a reason',
    tags: exempt,
    annotation:
      'alice: 2 active access keys. No key can be selected. InvalidExemption: Tag one-active-key:exempt-reason is missing; expected the reason of the exemption until 2026-12-01.',
  },
  {
    title: 'exempt, with a long reason of several words',
    tags: { ...exempt, 'one-active-key:exempt-reason': 'because '.repeat(30) },
    annotation: `alice: 2 active access keys. Exempt until 2026-12-01: ${'because '.repeat(17)}…`,
  },
  {
    title: 'exempt, with a long reason of one word',
    tags: { ...exempt, 'one-active-key:exempt-reason': 'a'.repeat(256) },
    annotation: 'alice: 2 active access keys. Exempt until 2026-12-01.',
  },
  {
    title: 'refused: an exemption with a reason of spaces',
    tags: reason('   '),
    annotation:
      'alice: 2 active access keys. No key can be selected. InvalidExemption: Tag one-active-key:exempt-reason is empty; expected the reason of the exemption until 2026-12-01.',
  },
  {
    title: 'exempt, with a reason and a name that are too long together: the name is left out',
    userName: 'x'.repeat(128),
    tags: { ...exempt, 'one-active-key:exempt-reason': 'because '.repeat(30) },
    annotation: `2 active access keys. Exempt until 2026-12-01: ${'because '.repeat(17)}…`,
  },
  {
    title: 'exactly 256 characters',
    userName: 'x'.repeat(68),
    tags: { ...exempt, 'one-active-key:exempt-reason': 'y'.repeat(139) },
    annotation: `${'x'.repeat(68)}: 2 active access keys. Exempt until 2026-12-01: ${'y'.repeat(139)}`,
  },
  {
    title: '257 characters with the name: the name is left out',
    userName: 'x'.repeat(69),
    tags: { ...exempt, 'one-active-key:exempt-reason': 'y'.repeat(139) },
    annotation: `2 active access keys. Exempt until 2026-12-01: ${'y'.repeat(139)}`,
  },
  {
    title: 'a rotation of a user with the longest name and the longest key id',
    userName: 'x'.repeat(128),
    keys: [aKey({ id: accessKeyId('A'.repeat(128)), createdAt: daysAgo(0, 1), lastUse: null }), used],
    policy: { rotationGraceHours: 24 },
    annotation: `2 active access keys. Rotation in progress until 2026-11-22T11:00Z: ${'A'.repeat(128)} was created 2026-11-21T11:00Z.`,
  },
  {
    title: 'refused: two indistinguishable ids of 128 characters',
    keys: ['A', 'B'].map((letter) => aKey({ id: accessKeyId(letter.repeat(128)), lastUse: null })),
    annotation:
      'alice: 2 active access keys. No key can be selected. Indistinguishable: The keys have the same creation and last use; name the survivor in tag one-active-key:keep.',
  },
  {
    title: 'refused: a keep tag of spaces',
    tags: { 'one-active-key:keep': '  ' },
    annotation:
      'alice: 2 active access keys. No key can be selected. InvalidKeepTag: Tag one-active-key:keep is empty; expected the id of an active access key of this user.',
  },
  {
    title: 'a rotation',
    keys: [aKey({ id: KEY.a, createdAt: daysAgo(0, 1), lastUse: null }), used],
    policy: { rotationGraceHours: 24 },
    annotation:
      'alice: 2 active access keys. Rotation in progress until 2026-11-22T11:00Z: AKIAIOSFODNN7EXAMPLE was created 2026-11-21T11:00Z.',
  },
  {
    title: 'refused: a malformed exemption',
    tags: { 'one-active-key:exempt-until': 'next week' },
    annotation:
      'alice: 2 active access keys. No key can be selected. InvalidExemption: Tag one-active-key:exempt-until is "next week"; expected YYYY-MM-DD or an ISO 8601 date-time with a zone.',
  },
  {
    title: 'refused: an empty exemption',
    tags: { 'one-active-key:exempt-until': '' },
    annotation:
      'alice: 2 active access keys. No key can be selected. InvalidExemption: Tag one-active-key:exempt-until is empty; expected YYYY-MM-DD or an ISO 8601 date-time with a zone.',
  },
  {
    title: 'refused: an exemption beyond exemptionMaxDays',
    tags: { 'one-active-key:exempt-until': '2030-01-01' },
    annotation:
      'alice: 2 active access keys. No key can be selected. InvalidExemption: Tag one-active-key:exempt-until is "2030-01-01"; expected 2027-02-19 at the latest (exemptionMaxDays).',
  },
  {
    title: 'refused: an invalid keep tag',
    tags: { 'one-active-key:keep': 'AKIADECAF0000EXAMPLE' },
    annotation:
      'alice: 2 active access keys. No key can be selected. InvalidKeepTag: Tag one-active-key:keep is "AKIADECAF0000EXAMPLE"; expected the id of an active access key of this user.',
  },
  {
    title: 'refused: a keep tag of one long word',
    tags: { 'one-active-key:keep': 'x'.repeat(256) },
    annotation:
      'alice: 2 active access keys. No key can be selected. InvalidKeepTag: Tag one-active-key:keep is a text of 256 characters; expected the id of an active access key of this user.',
  },
  {
    title: 'refused: indistinguishable keys',
    keys: [neverUsed, aKey({ id: KEY.b, lastUse: null })],
    annotation:
      'alice: 2 active access keys. No key can be selected. Indistinguishable: AKIAI44QH8DHBEXAMPLE, AKIAIOSFODNN7EXAMPLE have the same creation and last use; name the survivor in tag one-active-key:keep.',
  },
  {
    title: 'refused: a key in use',
    keys: [aKey({ id: KEY.a, lastUse: usedAt(daysAgo(2)) }), used],
    annotation:
      'alice: 2 active access keys. No key can be selected. KeysInUse: Surplus keys were used in the last 7 days: AKIAIOSFODNN7EXAMPLE (2026-11-19). Separate the workloads, or name the survivor in tag one-active-key:keep.',
  },
  {
    title: 'refused: a key in use, protected for one day',
    policy: { protectUsedWithinDays: 1 },
    keys: [
      aKey({ id: KEY.a, lastUse: usedAt(daysAgo(0, 1)) }),
      aKey({ id: KEY.b, lastUse: usedAt(daysAgo(0)) }),
    ],
    annotation:
      'alice: 2 active access keys. No key can be selected. KeysInUse: Surplus keys were used in the last day: AKIAIOSFODNN7EXAMPLE (2026-11-21). Separate the workloads, or name the survivor in tag one-active-key:keep.',
  },
  {
    title: 'refused: two keys in use and a long name: the name is left out, the advice is not',
    userName: 'x'.repeat(30),
    keys: [
      aKey({ id: KEY.a, lastUse: usedAt(daysAgo(2)) }),
      aKey({ id: KEY.c, lastUse: usedAt(daysAgo(3)) }),
      used,
    ],
    annotation:
      '3 active access keys. No key can be selected. KeysInUse: Surplus keys were used in the last 7 days: AKIAC0FFEE000EXAMPLE (2026-11-18), AKIAIOSFODNN7EXAMPLE (2026-11-19). Separate the workloads, or name the survivor in tag one-active-key:keep.',
  },
  {
    title: 'refused: a KeepAccessKeyId that names no active key',
    keepAccessKeyId: KEY.d,
    annotation:
      'alice: 2 active access keys. No key can be selected. InvalidKeepAccessKeyId: KeepAccessKeyId is "AKIADECAF0000EXAMPLE"; expected the id of an active access key of this user.',
  },
  {
    title: 'refused: a new key; there is room for the advice, but not for the name as well',
    keys: [aKey({ id: KEY.a, createdAt: daysAgo(2), lastUse: null }), used],
    annotation:
      '2 active access keys. No key can be selected. NewKey: A rotation may be under way: AKIAIOSFODNN7EXAMPLE (created 2026-11-19) is not in use yet. If it stays unused, it can be selected from 2026-11-26T12:00Z; or name the survivor in tag one-active-key:keep.',
  },
  {
    title: 'refused: two new keys',
    keys: [KEY.a, KEY.b, KEY.c].map((id, n) => aKey({ id, createdAt: daysAgo(n), lastUse: null })),
    annotation:
      '3 active access keys. No key can be selected. NewKey: A rotation may be under way: AKIAC0FFEE000EXAMPLE (created 2026-11-19), AKIAI44QH8DHBEXAMPLE (created 2026-11-20) are not in use yet. If they stay unused, they can be selected from 2026-11-27T12:00Z.',
  },
  {
    title: 'refused: seven new keys',
    keys: eightKeys.map(({ id }, n) => aKey({ id, createdAt: daysAgo(0, n), lastUse: null })),
    annotation:
      'alice: 8 active access keys. No key can be selected. NewKey: A rotation may be under way: 7 surplus keys are not in use yet. If they stay unused, they can be selected from 2026-11-28T11:00Z.',
  },
  {
    title: 'refused: eight keys in use',
    keys: eightKeys.map(({ id }, n) => aKey({ id: accessKeyId(`${id}X`), lastUse: usedAt(daysAgo(1 + n)) })),
    annotation:
      'alice: 8 active access keys. No key can be selected. KeysInUse: 5 surplus keys were used in the last 7 days.',
  },
  {
    title: 'a user name of 64 characters',
    userName: `${'x'.repeat(56)}+=,.@-_0`,
    annotation: `${'x'.repeat(56)}+=,.@-_0: 2 active access keys. Keep AKIAI44QH8DHBEXAMPLE (last used 2026-11-20); deactivate AKIAIOSFODNN7EXAMPLE (never used, created 2025-11-21). Selected by LeastRecentlyUsed.`,
  },
];

describe('the annotation of', () => {
  for (const {
    title,
    keys = [neverUsed, used],
    tags,
    policy,
    keepAccessKeyId,
    userName = 'alice',
    annotation,
  } of rows) {
    it(title, () => {
      const user = { ...aUser(keys, tags), keepAccessKeyId };
      const verdict = judge(user, { ...DEFAULT_POLICY, ...policy }, NOW);
      expect(annotate(asUserName(userName), verdict)).toBe(annotation);
      // The annotation is the explanation, after the user's name if there is room for the name.
      expect([annotation, annotation.replace(`${userName}: `, '')]).toContain(explainVerdict(verdict));
      expect(annotation.length).toBeLessThanOrEqual(256);
    });
  }
});

describe('the annotation of a user that is gone', () => {
  it('says so, and names nobody', () => {
    expect(RETIRED_ANNOTATION).toBe('The user no longer exists or is out of scope.');
  });
});
