/** Items of the ledger, some of them with defects, and what the layout says of them. */

import fc from 'fast-check';
import { KEY_STATES } from '../../ledger/key-records.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { NAMES } from '../../product/names.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { nearlyValid } from './fuzz.ts';
import { daysAgo, KEY, NOW } from './users.ts';

/** An item whose attributes may have any type. */
export type AnyItem = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

const MINUTE_MS = 60_000;
const after = (milliseconds: number) => new Date(NOW.getTime() + milliseconds).toISOString();
/** Times before and after NOW. */
export const times = fc.constantFrom(
  ...[0, 1, 20, 400].map((days) => daysAgo(days).toISOString()),
  after(-1),
  after(DAY_MS),
);

/** Leases of a user that ended, are in force, or are dated further ahead than any lease. */
export function leasesOf(userId: string): fc.Arbitrary<AnyItem> {
  const minutes = fc.constantFrom(-1, 0, 1, 5, 10, 15, 16, 60);
  return items(
    fc.record({
      pk: fc.constant('LEASE'),
      sk: fc.constant(userId),
      nonce: fc.constant('other'),
      until: minutes.map((each) => after(each * MINUTE_MS)),
      operation: fc.constant('Deactivate'),
      execution: fc.constant(''),
    }),
  );
}

/** Records of a key in any state. */
export function recordsOf(userId: string, key: string): fc.Arbitrary<AnyItem> {
  return items(
    fc.record({
      pk: fc.constant('KEY'),
      sk: fc.constant(`${userId}#${key}`),
      state: fc.oneof(fc.constant('done'), fc.constantFrom(...KEY_STATES)),
      nonce: fc.constant('other'),
      intendedAt: times,
      changedAt: times,
      deactivatedAt: fc.oneof(times, fc.constant('')),
      kept: fc.constantFrom('', KEY.a),
      execution: fc.constantFrom('', '4105a4fc-f944-11e6-9d32-0a1b2c3d4950'),
    }),
  );
}

/** What CloudTrail showed of a key: a change by our role or by somebody else. */
export function touchesOf(key: string): fc.Arbitrary<AnyItem> {
  return items(
    fc.record({
      pk: fc.constant('TOUCHED'),
      sk: times.map((at) => `${key}#${at}#e`),
      nonce: fc.constant('e'),
      by: fc.constantFrom('', 'arn:aws:iam::111122223333:user/bob'),
      isOurs: fc.oneof(
        { weight: 3, arbitrary: fc.constant('true') },
        { weight: 1, arbitrary: fc.constant('false') },
      ),
    }),
  );
}

/**
 * DynamoDB guarantees that the two parts of the key are texts that are not empty; an item of another kind is
 * none of ours.
 */
export function items(valid: fc.Arbitrary<AnyItem>): fc.Arbitrary<AnyItem> {
  return valid.chain(({ pk, sk, ...attributes }) =>
    fc
      .tuple(
        fc.oneof(
          { weight: 12, arbitrary: fc.constant(sk) },
          { weight: 1, arbitrary: fc.string().map((end) => `${sk}${end}`) },
        ),
        nearlyValid(attributes),
      )
      .map(([drawn, rest]): AnyItem => ({ ...Object(rest), pk, sk: drawn })),
  );
}

/** Whether a value is a time in our form. */
export const isTime = (value: unknown) =>
  typeof value === 'string' && /^\d{4}(-\d\d){2}T(\d\d:){2}\d\d\.\d{3}Z$/.test(value);
const isWord = (value: unknown) => typeof value === 'string' && /^[A-Za-z0-9-]{0,64}$/.test(value);
/** Whether a value is a nonce. */
export const isNonce = (value: unknown) => typeof value === 'string' && value !== '';

/** Whether a lease has the form of the layout. */
export const isLease = ({ nonce, until, operation, execution }: AnyItem): boolean =>
  isNonce(nonce) && isTime(until) && isWord(operation) && isWord(execution);

/** Whether a record has the form of the layout. */
export const isRecord = ({ sk, state, nonce, kept, execution, ...rest }: AnyItem): boolean =>
  /^AIDA[A-Z0-9]+#AKIA[A-Z0-9]{12,124}$/.test(sk) &&
  KEY_STATES.some((each) => each === state) &&
  isNonce(nonce) &&
  isTime(rest['intendedAt']) &&
  isTime(rest['changedAt']) &&
  (rest['deactivatedAt'] === '' || isTime(rest['deactivatedAt'])) &&
  (kept === '' || (typeof kept === 'string' && /^AKIA[A-Z0-9]{12,124}$/.test(kept))) &&
  isWord(execution);

/** Whether a record is done, or becomes so by a settlement if IAM shows the key as Inactive. */
export const isOurDeactivation = ({ state }: AnyItem): boolean =>
  ['done', 'written', 'deleting'].includes(String(state));

/** Whether a touch has the form of the layout. */
export function isTouch({ sk, by, isOurs }: AnyItem): boolean {
  const [, time, eventId = ''] = sk.split('#');
  return (
    isTime(time) &&
    eventId !== '' &&
    typeof by === 'string' &&
    /^(true|false)$/.test(String(isOurs)) &&
    typeof isOurs === 'string'
  );
}

/** Stores an item; a value that is no text becomes a number, the only other type of the sandbox. */
export function putAnyItem(account: SandboxAccount, item: AnyItem): void {
  const attributes = Object.entries(item).map(([name, value]) => [
    name,
    typeof value === 'string' ? { S: value } : { N: '7' },
  ]);
  account.tables.put(NAMES.sandboxLedger, Object.fromEntries(attributes));
}
