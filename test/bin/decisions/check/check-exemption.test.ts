import { describe, expect } from 'vitest';
import { aKey } from '../../inventories.ts';
import { aRow } from '../rows.ts';
import {
  anAccount,
  type Case,
  exemptUser,
  left,
  ONLY_NEW,
  oldKey,
  refusedCase,
  testCases,
  theUser,
  UNTIL,
} from './row-cases.ts';

const EXEMPT = aRow({ exemptUntil: UNTIL, reason: 'two pipelines', owner: 'payments' });

const CASES: readonly Case[] = [
  [
    'exempt',
    EXEMPT,
    anAccount([theUser()]),
    { kind: 'exempt', exemption: { until: UNTIL, reason: 'two pipelines', owner: 'payments' } },
    left('the user has no valid exemption.'),
  ],
  [
    'exempt, with a ticket and signs that IAM does not allow',
    aRow({
      exemptUntil: ' 2026-12-31T23:59Z ',
      reason: 'müssen "beide", bleiben…\n(noch)',
      ticket: 'OPS-4711',
    }),
    anAccount([theUser()]),
    {
      kind: 'exempt',
      exemption: { until: '2026-12-31T23:59Z', reason: 'müssen beide bleiben noch - OPS-4711', owner: '' },
    },
    left('the user has no valid exemption.'),
  ],
  [
    'exempt, with the apostrophe that an editor keeps',
    aRow({ exemptUntil: " '2026-12-31", reason: 'two pipelines' }),
    anAccount([theUser()]),
    { kind: 'exempt', exemption: { until: UNTIL } },
    left('the user has no valid exemption.'),
  ],
  [
    'exempt, with the ticket in the reason',
    aRow({ exemptUntil: UNTIL, reason: 'as OPS-4711 says', ticket: 'OPS-4711' }),
    anAccount([theUser()]),
    { kind: 'exempt', exemption: { until: UNTIL, reason: 'as OPS-4711 says', owner: '' } },
    left('the user has no valid exemption.'),
  ],
  [
    'exempt, in the place of an exemption until another day',
    EXEMPT,
    anAccount([exemptUser('2026-12-01')]),
    { kind: 'exempt', replaced: { until: expect.any(String), reason: expect.any(String) } },
    {
      result: 'contradicted',
      reason:
        'exempt until 2026-12-01: two pipelines (owner: payments); the decision is another one, until 2026-12-31.',
    },
  ],
  [
    'exempt, carried out',
    EXEMPT,
    anAccount([exemptUser(UNTIL)]),
    { kind: 'nothing', reason: 'exempt until 2026-12-31 already.' },
    { result: 'done' },
  ],
  [
    'exempt, with one active key',
    EXEMPT,
    anAccount([ONLY_NEW]),
    { kind: 'nothing', reason: '1 active access key: no exemption is needed.' },
    { result: 'done' },
  ],
  refusedCase(
    'exempt, with a new key',
    EXEMPT,
    anAccount([theUser([oldKey(), aKey()])]),
    /^AKIAIOSFODNN7EXAMPLE is active, and the file does not have it/,
  ),
  refusedCase(
    'exempt, as a spreadsheet writes days',
    aRow({ exemptUntil: '31.12.2026', reason: 'x' }),
    anAccount([theUser()]),
    'exemptUntil is "31.12.2026"; expected YYYY-MM-DD or an ISO 8601 date-time with a zone.',
  ),
  refusedCase(
    'exempt, in a month and a day that may be each other',
    aRow({ exemptUntil: '12/31/2026', reason: 'x' }),
    anAccount([theUser()]),
    /expected YYYY-MM-DD/,
  ),
  refusedCase(
    'exempt, for too long',
    aRow({ exemptUntil: '2027-02-20', reason: 'x' }),
    anAccount([theUser()]),
    'exemptUntil is 2027-02-20; expected 2027-02-19 at the latest (exemptionMaxDays).',
  ),
  refusedCase(
    'exempt, over',
    aRow({ exemptUntil: '2026-11-20', reason: 'x' }),
    anAccount([theUser()]),
    'exemptUntil is 2026-11-20, which is over.',
  ),
  refusedCase(
    'exempt, without a reason',
    aRow({ exemptUntil: UNTIL, reason: ' ', ticket: 'OPS-4711' }),
    anAccount([theUser()]),
    'an exemption needs a reason.',
  ),
  refusedCase(
    'exempt, with a reason of other signs',
    aRow({ exemptUntil: UNTIL, reason: '???' }),
    anAccount([theUser()]),
    'the reason has no character that IAM allows in a tag.',
  ),
  refusedCase(
    'exempt, with a long reason',
    aRow({ exemptUntil: UNTIL, reason: 'x'.repeat(257) }),
    anAccount([theUser()]),
    /have 256 characters at most as tags; one has 257\.$/,
  ),
  refusedCase(
    'exempt, a user with 49 tags',
    EXEMPT,
    anAccount([
      theUser(undefined, { tags: Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`t${n}`, ''])) }),
    ]),
    'IAM allows 50 tags on a user; with the exemption there were 52.',
  ),
];

describe('a row that exempts a user, against the account as it is now', () => {
  testCases(CASES);
});
