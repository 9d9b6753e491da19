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
  stateOf,
} from './users.ts';

/** The event of the daily schedule if keys are deleted daily. */
export const dailyPassEvent = { operation: 'DailyPass', soakDays: '14' };

/** The records of all users are read first, and those of a user with an open record for its settlement. */
function labels(call: Call, before: readonly Call[]): string {
  const hasReleased = before.some(({ operation }) => operation === 'DeleteItem');
  const ofWhom = inputOf(call).ExpressionAttributeValues?.[':sk'] ? 'of a user' : 'of all users';
  const purpose = purposeInLedger(call, before);
  if (purpose === 'the records') return `${nameOf(call)} the records ${ofWhom}`;
  if (call.operation === 'PutItem')
    return `${nameOf(call)} ${purpose === 'the lease' ? purpose : 'settling'}`;
  if (/^(ListAccessKeys|GetUser)$/.test(call.operation) && !hasReleased) return `${nameOf(call)} settling`;
  // alice has no key that is due.
  if (inputOf(call).UserName === 'alice') return `${nameOf(call)} of another user`;
  return [nameOf(call), purpose].filter(Boolean).join(' ');
}

/** Two weeks ago a run deactivated alice's key and was killed, and one of bob's and of carol's keys each was deactivated. */
async function prepare(): Promise<Scene> {
  const { account } = deployed();
  const alice = addUserOnRecord(account, 'alice', { state: 'written' });
  const others = ['bob', 'carol'].map((name) => addUserOnRecord(account, name));
  account.clock.advance(14 * DAY_MS);
  const started = new Map<string, string>();
  account.addOperations('ssm', {
    StartAutomationExecution(request: { ClientToken: string; Parameters: { IAMUserId: string[] } }) {
      started.set(request.ClientToken, request.Parameters.IAMUserId[0] ?? '');
      return { AutomationExecutionId: EXECUTION };
    },
  });
  const keysOf = () => ['alice', 'bob', 'carol'].map((name) => stateOf(account, name).keys);
  const before = keysOf();
  const startedFor = () => [...new Set(started.values())].toSorted();
  const due = others.map(({ userId }) => userId).toSorted();
  const isSettled = () => openRecords(account).length === 0;
  return {
    account,
    event: dailyPassEvent,
    assertInvariants({ last: { failed, answer } }) {
      expect(keysOf()).toEqual(before);
      // In spite of the SDK's retries, a daily pass starts one execution for each user.
      expect(started.size).toBe(startedFor().length);
      if (failed) return;
      const reported = answer['started'] as readonly { readonly userId: string }[];
      expect(reported.map(({ userId }) => userId).toSorted()).toEqual(due);
      expect(answer['settled']).toMatchObject([{ userId: alice.userId, state: 'done' }]);
    },
    leftBehind: {
      'no deletion started': () => expect(started.size).toBe(0),
      'deletions of the others started': () => expect(started.size).toBeLessThan(due.length),
      'deletions up to there started': () => expect(started.size).toBeLessThan(due.length),
      'that deletion started as well': () => expect(started.size).toBeGreaterThan(0),
      'all deletions started': () => expect(startedFor()).toEqual(due),
      settled: () => expect(isSettled()).toBe(true),
      'not settled': () => expect(isSettled()).toBe(false),
      'a lease': () => expect(stateOf(account).leases).toBe(1),
      'no lease': () => expect(stateOf(account).leases).toBe(0),
    },
    assertComplete() {
      expect(startedFor()).toEqual(expect.arrayContaining(due));
      expect(isSettled()).toBe(true);
    },
  };
}

export const dailyPass: Scenario = {
  name: 'DailyPass',
  sender: { ...RUNBOOK_SENDER, isAsynchronous: true },
  isRunbook: false,
  labels,
  prepare,
};
