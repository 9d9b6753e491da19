/** Items of the ledger about evaluations, some of them with defects, and what the layout says of them. */

import fc from 'fast-check';
import { nearlyValid } from './fuzz.ts';
import { type AnyItem, isNonce, isTime, items, times } from './ledger-items.ts';

const names = fc.constantFrom('alice', 'bob', 'nobody', '*', '!', 'id:AIDACKCEVSQ6C2EXAMPLE');

/** Notes that a rule has still to evaluate a user. */
export const notesOf = (rule: string): fc.Arbitrary<AnyItem> =>
  items(
    fc.record({
      pk: fc.constant('PENDING'),
      sk: names.map((name) => `${rule}#${name}`),
      nonce: fc.uuid(),
      at: times,
    }),
  );

const starts = fc.array(
  fc.record({
    nonce: fc.uuid(),
    startedAt: times,
    awaitedSince: times,
    isAccepted: fc.boolean(),
    frequencyMs: fc.constantFrom(3_600_000, 86_400_000),
  }),
  { maxLength: 2 },
);
const runs = fc.array(
  fc.record({
    id: fc.uuid(),
    kind: fc.constantFrom('sweep', 'targeted'),
    notifiedAt: times,
    beganAt: times,
    isCompleted: fc.boolean(),
    claims: fc.array(fc.record({ user: names, nonce: fc.uuid() }), { maxLength: 2 }),
  }),
  { maxLength: 2 },
);
const jsonOf = (values: fc.Arbitrary<unknown>) =>
  values.chain(nearlyValid).map((each) => JSON.stringify(each));

/** What is known of a rule; its lists may have defects inside their JSON. */
export const ruleItemsOf = (rule: string): fc.Arbitrary<AnyItem> =>
  items(
    fc.record({
      pk: fc.constant('RULE'),
      sk: fc.constant(rule),
      nonce: fc.constant('other'),
      lastSweepAt: fc.oneof(times, fc.constant('')),
      newestAt: fc.oneof(times, fc.constant('')),
      owed: jsonOf(starts),
      runs: jsonOf(runs),
    }),
  );

/** Whether a note has the form of the layout. */
export const isNote = ({ nonce, at }: AnyItem): boolean => isNonce(nonce) && isTime(at);
