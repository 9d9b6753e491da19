import { expect } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import type { Call } from '../../../sandbox/api.ts';
import { EXECUTION } from '../../support/remediation.ts';
import { addUser, deployed } from '../../support/rule.ts';
import type { Scenario, Scene } from '../scenario.ts';
import {
  addUserOnRecord,
  inputOf,
  nameOf,
  openRecords,
  purposeInLedger,
  RUNBOOK_SENDER,
  recordedState,
  stateOf,
} from './users.ts';

function labels(call: Call, before: readonly Call[]): string {
  const hasWritten = before.some((each) => inputOf(each).Status === 'Active');
  const hasIntention = before.some((each) => recordedState(each) === 'undoing');
  const hasExempted = before.some(({ operation }) => operation === 'TagUser');
  const purpose = purposeInLedger(call, before);
  if (purpose === 'the proof')
    return `${nameOf(call)} the proof ${hasExempted ? 'before the write' : 'at first'}`;
  if (purpose) return `${nameOf(call)} ${purpose}`;
  if (call.operation !== 'ListAccessKeys') return nameOf(call);
  if (hasWritten) return `${nameOf(call)} after the write`;
  return `${nameOf(call)} ${hasIntention ? 'before the write' : 'at first'}`;
}

function withDeactivatedKey() {
  const { account } = deployed();
  const { userId, surplus } = addUserOnRecord(account, 'alice');
  account.clock.advance(DAY_MS);
  return { account, userId, key: surplus[0] ?? '' };
}

/** One of alice's two keys was deactivated yesterday. */
async function prepare(): Promise<Scene> {
  const { account, userId, key } = withDeactivatedKey();
  const before = stateOf(account);
  const now = () => stateOf(account);
  return {
    account,
    event: {
      operation: 'Reactivate',
      userId,
      accessKeyId: key,
      automationExecutionId: EXECUTION,
    },
    assertInvariants({ last: { failed, answer } }) {
      // A key whose undo has begun is never deleted: only a record that is done leads to a deletion.
      if (now().keys[key] === 'Active') expect(now().records[key]).not.toBe('done');
      if (failed) return;
      expect(now().keys[key]).toBe('Active');
      // Nobody can prove who set the key to Active after an answer that was lost.
      const isUnproven = String(answer['reason']).includes('was lost, so this run or somebody else');
      expect(answer['reactivatedAccessKeyIds']).toEqual(isUnproven ? [] : [key]);
    },
    leftBehind: {
      nothing: () => expect(now()).toEqual(before),
      'the key as before': () => expect(now().keys).toEqual(before.keys),
      'the key Active': () => expect(now().keys[key]).toBe('Active'),
      exempt: () => expect(now().exemptions).toBe(2),
      'not exempt': () => expect(now().exemptions).toBe(0),
      'on record': () => expect(now().records[key]).toBe('done'),
      'not on record': () => expect(now().records[key]).not.toBe('done'),
      'a lease': () => expect(now().leases).toBe(1),
      'no lease': () => expect(now().leases).toBe(0),
    },
    assertComplete() {
      expect(now().keys[key]).toBe('Active');
      expect(openRecords(account)).toEqual([]);
    },
  };
}

export const reactivate: Scenario = {
  name: 'Reactivate',
  sender: RUNBOOK_SENDER,
  isRunbook: true,
  labels,
  prepare,
};

/** The request names alice and a key of bob's. */
async function prepareForeignKey(): Promise<Scene> {
  const { account, userId } = withDeactivatedKey();
  const [accessKeyId = ''] = addUser(account, 'bob', 1).keys;
  const keys = () => [stateOf(account).keys, stateOf(account, 'bob').keys];
  const before = keys();
  const assertUnchanged = () => expect(keys()).toEqual(before);
  return {
    account,
    event: {
      operation: 'Reactivate',
      userId,
      accessKeyId,
      automationExecutionId: EXECUTION,
    },
    assertInvariants: assertUnchanged,
    leftBehind: { nothing: assertUnchanged },
    assertComplete: assertUnchanged,
  };
}

export const reactivateForeign: Scenario = {
  name: 'Reactivate of another’s key',
  sender: RUNBOOK_SENDER,
  isRunbook: true,
  labels: nameOf,
  faultyCalls: /GetAccessKeyLastUsed/,
  prepare: prepareForeignKey,
};
