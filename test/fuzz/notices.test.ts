import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../policy/policy.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import { automaticAccount } from '../support/automatic.ts';
import { assertLaw, nearlyValid, nearlyValidText } from '../support/fuzz.ts';
import { type AnyItem, isNonce, isTime, items, putAnyItem, times } from '../support/ledger-items.ts';
import { noticeOf, putNotice, TELLING } from '../support/notices/notice-items.ts';
import { activeKeys, deactivate, FunctionError } from '../support/remediation.ts';
import { addUser } from '../support/rule.ts';
import { runsInLane } from '../support/runs.ts';
import { NOW } from '../support/users.ts';

/** alice, whose second key is surplus; every account gives her and her keys the same ids. */
async function withAlice(publish?: () => unknown) {
  const { noticeDays, automaticPerDay } = TELLING;
  const { account } = await automaticAccount({
    noticeDays,
    automaticPerDay,
    ...(publish ? { publish } : {}),
  });
  return { account, alice: addUser(account, 'alice', 2) };
}

const SAMPLE = await withAlice();
await putNotice(SAMPLE.account, SAMPLE.alice, { days: 5, remindedDaysAgo: 3 });
const ALICE = SAMPLE.alice.userId;
const DUE = { ...noticeOf(SAMPLE.account, ALICE), pk: 'NOTICE', sk: ALICE };
const { plan: PLAN } = DUE as Readonly<Record<string, string | undefined>>;

/**
 * Runs an automatic deactivation of alice with these items in the ledger; an error must mean that no key
 * changed.
 */
async function run(ledger: readonly AnyItem[], publish?: () => unknown): Promise<Receipt> {
  const { account } = await withAlice(publish);
  for (const item of ledger) putAnyItem(account, item);
  try {
    return await deactivate(account, ALICE, { automatic: 'true' });
  } catch (error) {
    expect(activeKeys(account, 'alice')).toHaveLength(2);
    throw error;
  }
}

const notices = items(
  fc.record({
    pk: fc.constant('NOTICE'),
    sk: fc.constant(ALICE),
    nonce: fc.constant('other'),
    plan: fc.constantFrom(PLAN, PLAN, PLAN, '{}'),
    acceptedAt: times,
    notBefore: times,
    remindedAt: fc.oneof(times, fc.constant('')),
  }),
);

const isNotice = ({ nonce, plan, acceptedAt, notBefore, remindedAt }: AnyItem): boolean =>
  isNonce(nonce) &&
  typeof plan === 'string' &&
  isTime(acceptedAt) &&
  isTime(notBefore) &&
  (remindedAt === '' || isTime(remindedAt));

const isAgo = (time: unknown, milliseconds: number): boolean =>
  NOW.getTime() - Date.parse(String(time)) >= milliseconds;

/**
 * The notice is of this very plan, three days old, over by its own word, and its owner was reminded half a
 * day to 14 days ago.
 */
const isDue = ({ sk, plan, acceptedAt, notBefore, remindedAt }: AnyItem): boolean =>
  sk === ALICE &&
  plan === PLAN &&
  isAgo(acceptedAt, TELLING.noticeDays * DAY_MS) &&
  isAgo(notBefore, 0) &&
  isAgo(remindedAt, 12 * HOUR_MS) &&
  !isAgo(remindedAt, 14 * DAY_MS + 1);

const lists = fc
  .uniqueArray(fc.constantFrom(ALICE, 'AIDABOB00000000EXAMPLE', 'AIDACAROL000000EXAMPLE'))
  .map((users) => JSON.stringify(users));

describe('no item of the ledger with any attributes permits an automatic deactivation unless it has our form', () => {
  it('a notice: the key goes if it is of this plan, old enough and reminded of, and only then', () =>
    assertLaw({
      inputs: notices,
      read: (notice) => run([notice]),
      contract: ({ outcome }, notice) => {
        expect(notice.sk !== ALICE || isNotice(notice)).toBe(true);
        expect(outcome).toBe(isDue(notice) ? 'Deactivated' : 'Noticed');
      },
      errors: [FunctionError],
      numRuns: runsInLane(200),
    }));

  it('the count of the day: the key goes if the list has the user or room for it, and only then', () =>
    assertLaw({
      inputs: lists.chain((users) =>
        items(
          fc.record({
            pk: fc.constant('AUTOMATIC'),
            sk: fc.constant(NOW.toISOString().slice(0, 10)),
            nonce: fc.constant('other'),
            users: nearlyValidText(users),
          }),
        ),
      ),
      read: (count) => run([DUE, count]),
      contract: ({ outcome, refusalCode }, { sk, users }) => {
        const counted: unknown[] = sk.length === 10 ? JSON.parse(String(users)) : [];
        const isAllowed = counted.includes(ALICE) || counted.length < TELLING.automaticPerDay;
        expect([outcome, refusalCode]).toEqual(isAllowed ? ['Deactivated', ''] : ['Refused', 'DailyLimit']);
      },
      errors: [FunctionError],
      numRuns: runsInLane(200),
    }));
});

describe('an answer of the function that publishes messages', () => {
  it('means that the notice was given if it says Accepted, and only then', () =>
    assertLaw({
      inputs: fc.oneof(nearlyValid({ outcome: 'Accepted' }), nearlyValid({ outcome: 'Collected' })),
      read: async (answer) => {
        const { account } = await withAlice(() => answer);
        const given = () => noticeOf(account, ALICE) !== undefined;
        try {
          const { outcome } = await deactivate(account, ALICE, { automatic: 'true' });
          expect(given()).toBe(true);
          return outcome;
        } catch (error) {
          expect(given()).toBe(false);
          throw error;
        }
      },
      contract: (outcome, answer) => {
        expect(outcome).toBe('Noticed');
        expect(answer).toMatchObject({ outcome: 'Accepted' });
      },
      errors: [FunctionError],
      numRuns: runsInLane(200),
    }));
});
