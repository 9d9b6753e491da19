import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CLOCK_SKEW_MS } from '../../ledger/assumptions.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { assertLaw } from '../support/fuzz.ts';
import {
  type AnyItem,
  isLease,
  isOurDeactivation,
  isRecord,
  isTouch,
  leasesOf,
  putAnyItem,
  recordsOf,
  touchesOf,
} from '../support/ledger-items.ts';
import {
  activeKeys,
  deactivate,
  deleteDeactivated,
  FunctionError,
  reactivate,
  writes,
} from '../support/remediation.ts';
import { addUser, deployed } from '../support/rule.ts';
import { runsInLane } from '../support/runs.ts';
import { daysAgo, NOW } from '../support/users.ts';

/** alice, whose second key is Inactive or Active; every account gives her and her keys the same ids. */
function withAlice(status: 'Active' | 'Inactive') {
  const { account } = deployed();
  const { userId, keys } = addUser(account, 'alice', 2);
  const [kept = '', key = ''] = keys;
  account.backdoor.setKeyStatus(key, status);
  return { account, userId, kept, key };
}

const ALICE = withAlice('Active');

/**
 * Runs an operation on alice with these items in the ledger; an error must mean that nothing was written to
 * IAM.
 */
async function run(
  items: readonly AnyItem[],
  status: 'Active' | 'Inactive',
  operation: (account: SandboxAccount) => Promise<Receipt>,
): Promise<{ readonly receipt: Receipt; readonly account: SandboxAccount }> {
  const { account } = withAlice(status);
  for (const item of items) putAnyItem(account, item);
  try {
    return { receipt: await operation(account), account };
  } catch (error) {
    expect(writes(account)).toEqual([]);
    throw error;
  }
}

const AT = daysAgo(20).toISOString();
const DONE: AnyItem = {
  pk: 'KEY',
  sk: `${ALICE.userId}#${ALICE.key}`,
  state: 'done',
  nonce: 'n',
  kept: ALICE.kept,
  execution: '',
  intendedAt: AT,
  changedAt: AT,
  deactivatedAt: AT,
};

const OURS: AnyItem = { pk: 'TOUCHED', sk: `${ALICE.key}#${AT}#e`, nonce: 'e', by: '', isOurs: 'true' };

const undo = (account: SandboxAccount) => reactivate(account, ALICE.userId, ALICE.key);
const deletion = (account: SandboxAccount) => deleteDeactivated(account, ALICE.userId);
const deactivation = (account: SandboxAccount) => deactivate(account, ALICE.userId);

describe('an item of the ledger with any attributes is no permission unless it has our form', () => {
  it('a lease: a deactivation begins if it has our form and is not in force, and only then', () =>
    assertLaw({
      inputs: leasesOf(ALICE.userId).filter(({ sk }) => sk === ALICE.userId),
      read: (lease) => run([lease], 'Active', deactivation),
      contract: ({ receipt }, lease) => {
        expect(isLease(lease)).toBe(true);
        const left = Date.parse(String(lease['until'])) - NOW.getTime();
        const isInForce = left > 0 && left <= 15 * 60_000;
        expect(receipt).toMatchObject(
          isInForce ? { outcome: 'Refused', refusalCode: 'LeaseHeld' } : { outcome: 'Deactivated' },
        );
      },
      errors: [FunctionError],
      numRuns: runsInLane(200),
    }));

  it('a record: a deactivation leaves the user an active key, and does nothing if the record does not have our form', () =>
    assertLaw({
      inputs: fc.constantFrom(ALICE.kept, ALICE.key).chain((key) => recordsOf(ALICE.userId, key)),
      read: (record) => run([record], 'Active', deactivation),
      contract: ({ account }, record) => {
        expect(isRecord(record)).toBe(true);
        expect(activeKeys(account, 'alice').length).toBeGreaterThan(0);
      },
      errors: [FunctionError],
      numRuns: runsInLane(200),
    }));

  it('a record: an undo sets the key to Active if the record says in our form that we deactivated it, and only then', () =>
    assertLaw({
      inputs: recordsOf(ALICE.userId, ALICE.key),
      read: (record) => run([record, OURS], 'Inactive', undo),
      contract: ({ receipt: { outcome } }, record) => {
        expect(isRecord(record)).toBe(true);
        expect(outcome === 'Reactivated').toBe(record.sk === DONE.sk && isOurDeactivation(record));
      },
      errors: [FunctionError],
      numRuns: runsInLane(200),
    }));

  it('a record: a deletion happens only if the record says in our form that we deactivated the key two weeks ago', () =>
    assertLaw({
      inputs: recordsOf(ALICE.userId, ALICE.key),
      read: (record) => run([record, OURS], 'Inactive', deletion),
      contract: ({ receipt: { outcome } }, record) => {
        expect(isRecord(record)).toBe(true);
        if (outcome !== 'Deleted') return;
        expect(record.sk === DONE.sk && isOurDeactivation(record)).toBe(true);
        expect(Date.parse(String(record['deactivatedAt']))).toBeLessThanOrEqual(daysAgo(14).getTime());
      },
      errors: [FunctionError],
      numRuns: runsInLane(200),
    }));

  it('touches: neither an undo nor a deletion writes to IAM unless all have our form and none is by others', () =>
    assertLaw({
      inputs: fc.tuple(
        fc.constantFrom(undo, deletion),
        fc.uniqueArray(touchesOf(ALICE.key), { selector: ({ sk }) => sk, maxLength: 3 }),
      ),
      read: ([operation, touches]) => run([DONE, ...touches], 'Inactive', operation),
      contract: ({ receipt, account }, [operation, touches]) => {
        expect(touches.every(isTouch)).toBe(true);
        const timeOf = ({ sk }: { readonly sk: string }) => sk.split('#')[1] ?? '';
        const earliest = new Date(Date.parse(AT) - MAX_CLOCK_SKEW_MS).toISOString();
        const recent = touches.filter((each) => timeOf(each) >= earliest);
        // What others did counts from our own event on.
        const ours = recent.filter(({ isOurs }) => isOurs === 'true').map(timeOf);
        const since = recent.filter((each) => timeOf(each) >= (ours.toSorted()[0] ?? earliest));
        const isAllowed = since.every(({ isOurs }) => isOurs === 'true');
        const isSeen = operation === undo || ours.length > 0;
        expect(writes(account).some((write) => /Key/.test(write))).toBe(isAllowed && isSeen);
        expect(receipt.outcome === 'Refused').toBe(!(isAllowed && isSeen));
      },
      errors: [FunctionError],
      numRuns: runsInLane(200),
    }));
});
