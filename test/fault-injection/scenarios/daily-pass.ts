import { expect } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import type { Call } from '../../../sandbox/api.ts';
import { EXECUTION } from '../../support/remediation.ts';
import { deployed } from '../../support/rule.ts';
import type { Scenario, Scene } from '../scenario.ts';
import {
  addUserOnRecord,
  inputOf,
  isLeaseWrite,
  nameOf,
  openRecords,
  purposeInLedger,
  RUNBOOK_SENDER,
  stateOf,
} from './users.ts';

/** The event of the daily schedule if keys are deleted daily. */
export const dailyPassEvent = { operation: 'DailyPass', soakDays: '14' };

/** The id that the sandbox gives to its fourth user. */
const DAVE = 'AIDAPC4IKSH67HEXAMPLE';

/** The records of all users are read first; the first lease is that for the settlement. */
function labels(call: Call, before: readonly Call[]): string {
  if (/^(ListUsers|StartAutomationExecution)$/.test(call.operation)) return nameOf(call);
  if (call.operation === 'GetParametersByPath') return pauseLabel(call, before);
  const leases = [...before, call].filter(isLeaseWrite);
  if (leases.length === 0) return `${nameOf(call)} the records of all users`;
  const item = isLeaseWrite(call) ? 'the lease' : purposeInLedger(call, before);
  const purpose = purposeOf(leases);
  // What is written is told by what is settled.
  return [nameOf(call), purpose === 'settling' && item === 'done' ? '' : item, purpose]
    .filter(Boolean)
    .join(' ');
}

/** A pass reads whether all automatic acts are paused, and once more before each start. */
export function pauseLabel(call: Call, before: readonly Call[]): string {
  const isFirst = before.every(({ operation }) => operation !== call.operation);
  return `${nameOf(call)} ${isFirst ? 'at first' : 'before a start'}`;
}

function purposeOf(leases: readonly Call[]): string {
  const [latest] = leases.slice(-1);
  if (leases.length === 1) return 'settling';
  return latest && inputOf(latest).Item?.['sk']?.S === DAVE ? 'of another user' : '';
}

/**
 * Two weeks ago a run deactivated alice's key and was killed, and one of bob's, carol's and dave's keys each
 * was deactivated. A person has set dave's to Active again.
 */
async function prepare(): Promise<Scene> {
  const { account } = deployed();
  const alice = addUserOnRecord(account, 'alice', { state: 'written' });
  const others = ['bob', 'carol'].map((name) => addUserOnRecord(account, name));
  const dave = addUserOnRecord(account, 'dave');
  account.clock.advance(14 * DAY_MS);
  expect(dave.userId).toBe(DAVE);
  account.backdoor.setKeyStatus(dave.surplus[0] ?? '', 'Active');
  const started = new Map<string, string>();
  account.addOperations('ssm', {
    StartAutomationExecution(request: { ClientToken: string; Parameters: { IAMUserId: string[] } }) {
      started.set(request.ClientToken, request.Parameters.IAMUserId[0] ?? '');
      return { AutomationExecutionId: EXECUTION };
    },
  });
  const keysOf = () => ['alice', 'bob', 'carol', 'dave'].map((name) => stateOf(account, name).keys);
  const before = keysOf();
  const startedFor = () => [...new Set(started.values())].toSorted();
  const due = others.map(({ userId }) => userId).toSorted();
  const isSettled = () => openRecords(account).length === 0;
  const isEnded = () => Object.values(stateOf(account, 'dave').records).includes('undone');
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
      expect(answer['settled']).toMatchObject([
        { userId: alice.userId, state: 'done' },
        { userId: dave.userId, state: 'undone' },
      ]);
    },
    leftBehind: {
      'no deletion started': () => expect(started.size).toBe(0),
      'deletions of the others started': () => expect(started.size).toBeLessThan(due.length),
      'deletions up to there started': () => expect(started.size).toBeLessThan(due.length),
      'that deletion started as well': () => expect(started.size).toBeGreaterThan(0),
      'all deletions started': () => expect(startedFor()).toEqual(due),
      settled: () => expect(isSettled()).toBe(true),
      'not settled': () => expect(isSettled()).toBe(false),
      ended: () => expect(isEnded()).toBe(true),
      'not ended': () => expect(isEnded()).toBe(false),
      'a lease': () => expect(stateOf(account).leases).toBe(1),
      'no lease': () => expect(stateOf(account).leases).toBe(0),
    },
    assertComplete() {
      expect(startedFor()).toEqual(expect.arrayContaining(due));
      expect([isSettled(), isEnded()]).toEqual([true, true]);
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
