/**
 * Items that the ledger does not write so: an attribute is absent or has another form.
 * `test/fuzz/ledger.test.ts` has more.
 */

import { NAMES } from '../../product/names.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import type { Call } from '../../sandbox/api.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { itemsOf } from '../support/ledger.ts';
import { inputOf, kindOf } from './scenarios/users.ts';

const AT = '2026-11-21T12:00:00.000Z';

/** An item, and its attributes whose absence is a defect, and as a rule any other form. */
interface Form {
  readonly item: Readonly<Record<string, string>>;
  readonly required: readonly string[];
  /** The required attributes that may have any text. */
  readonly free: readonly string[];
}

const form = (item: Form['item'], free: readonly string[], required = Object.keys(item)): Form => ({
  item,
  required,
  free,
});

/**
 * A record, a touch, a note of a user, and what is known of a rule; each is malformed where another one is
 * expected.
 */
const FORMS: readonly Form[] = [
  form(
    {
      sk: 'AIDACKCEVSQ6C2EXAMPLE#AKIAIOSFODNN7EXAMPLE',
      state: 'done',
      nonce: 'n',
      intendedAt: AT,
      changedAt: AT,
      deactivatedAt: AT,
      kept: 'AKIAI44QH8DHBEXAMPLE',
      execution: '',
    },
    ['nonce'],
  ),
  form({ sk: `AKIAIOSFODNN7EXAMPLE#${AT}#e`, by: '', isOurs: 'true' }, ['by']),
  form({ sk: `${NAMES.configRule}#mallory`, nonce: 'n', at: AT }, ['sk', 'nonce']),
  form(
    { sk: NAMES.configRule, nonce: 'n', lastSweepAt: AT, newestAt: AT, owed: '[]', runs: '[]' },
    ['nonce'],
    ['nonce', 'lastSweepAt', 'newestAt', 'owed', 'runs'],
  ),
];

/** Items of which each has one defect, in DynamoDB's form. */
export const FOREIGN_ITEMS: readonly object[] = [{}, ...FORMS.flatMap(withDefects)];

function withDefects({ item, required, free }: Form): object[] {
  const texts = toAttributes(item);
  return required.flatMap((name) => {
    const values = free.includes(name) ? [undefined] : [undefined, { S: '#' }];
    return values.map((value) => ({ ...texts, [name]: value }));
  });
}

/** The kinds of items that are read all together. */
const NOTES: readonly string[] = ['CHANGED', 'PENDING', 'NOTICE', 'EXEMPTION'];

/** The answer to a query that has a foreign item; among notes, it is one beside those of the ledger. */
export function amongTheNotes(account: SandboxAccount, call: Call, foreign: object): Fault {
  const kind = kindOf(call) ?? '';
  // What was told is known by its time alone.
  if (kind === 'TOLD') return { kind: 'answer', output: { Items: [{ ...foreign, at: undefined }] } };
  if (!isOneOfMany(call, kind)) return { kind: 'answer', output: { Items: [foreign] } };
  const beginning = inputOf(call).ExpressionAttributeValues?.[':sk']?.S ?? '';
  const notes = itemsOf(account).filter(({ pk, sk = '' }) => pk === kind && sk.startsWith(beginning));
  return { kind: 'answer', output: { Items: [foreign, ...notes.map(toAttributes)] } };
}

/** The notice of one user is read by its whole key. */
const isOneOfMany = (call: Call, kind: string): boolean =>
  NOTES.includes(kind) && !(kind === 'NOTICE' && inputOf(call).ExpressionAttributeValues?.[':sk']);

function toAttributes(item: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }]));
}
