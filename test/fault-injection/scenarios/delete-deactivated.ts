import { expect } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import type { Call } from '../../../sandbox/api.ts';
import { EXECUTION } from '../../support/remediation.ts';
import { deployed } from '../../support/rule.ts';
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

const isDeletion = ({ operation }: Call) => operation === 'DeleteAccessKey';

function labels(call: Call, before: readonly Call[]): string {
  const deletions = before.filter(isDeletion);
  const phase = deletions.length > 0 ? 'after a deletion' : 'before a deletion';
  const purpose = purposeInLedger(call, before);
  if (purpose) return `${nameOf(call)} ${purpose}${/^deleting$|proof/.test(purpose) ? ` ${phase}` : ''}`;
  if (isDeletion(call)) {
    const isFirstKey = deletions.every((each) => inputOf(each).AccessKeyId === inputOf(call).AccessKeyId);
    return `${nameOf(call)} ${isFirstKey ? 'the first key' : 'a further key'}`;
  }
  if (call.operation !== 'ListAccessKeys') return nameOf(call);
  const hasIntention = before.some((each) => recordedState(each) === 'deleting');
  return `${nameOf(call)} ${hasIntention ? phase : 'at first'}`;
}

/** Two of alice's three keys were deactivated two weeks ago. */
async function prepare(): Promise<Scene> {
  const { account } = deployed();
  const { userId, kept, surplus } = addUserOnRecord(account, 'alice', { keyCount: 3 });
  account.clock.advance(14 * DAY_MS);
  const before = stateOf(account);
  const now = () => stateOf(account);
  const deleted = () => surplus.filter((key) => !(key in now().keys));
  return {
    account,
    event: { operation: 'DeleteDeactivated', userId, automationExecutionId: EXECUTION },
    assertInvariants({ last: { failed, message, answer } }) {
      expect(now().active).toEqual([kept]);
      for (const key of deleted()) expect(['deleting', 'deleted', 'gone']).toContain(now().records[key]);
      if (failed) expect(deleted().filter((key) => !message.includes(key))).toEqual([]);
      if (failed) return;
      // A key whose deletion nobody can prove is named in the reason.
      const { deletedAccessKeyIds: claimed, reason } = answer as {
        deletedAccessKeyIds: string[];
        reason: string;
      };
      expect(claimed.filter((key) => !deleted().includes(key))).toEqual([]);
      expect(deleted().filter((key) => !claimed.includes(key) && !reason.includes(key))).toEqual([]);
    },
    leftBehind: {
      nothing: () => expect(now()).toEqual(before),
      'no key deleted': () => expect(deleted()).toEqual([]),
      'the first key deleted': () => expect(deleted()).toHaveLength(1),
      'keys deleted': () => expect(deleted().toSorted()).toEqual(surplus.toSorted()),
      'keys deleted in part': () => expect(deleted().length).toBeGreaterThan(0),
      'a lease': () => expect(now().leases).toBe(1),
      'no lease': () => expect(now().leases).toBe(0),
    },
    assertComplete() {
      expect(Object.keys(now().keys)).toEqual([kept]);
      expect(openRecords(account)).toEqual([]);
    },
  };
}

export const deleteDeactivated: Scenario = {
  name: 'DeleteDeactivated',
  sender: RUNBOOK_SENDER,
  isRunbook: true,
  labels,
  prepare,
};
