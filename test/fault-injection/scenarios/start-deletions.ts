import { expect } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import { deactivate, EXECUTION } from '../../support/remediation.ts';
import { addUser, deployed } from '../../support/rule.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { nameOf, RUNBOOK_SENDER, stateOf } from './users.ts';

/** alice and bob each have a key that was deactivated two weeks ago. */
async function prepare(): Promise<Scene> {
  const { account } = deployed();
  const users = ['alice', 'bob'].map((name) => addUser(account, name, 2));
  for (const { userId } of users) await deactivate(account, userId);
  account.clock.advance(14 * DAY_MS);
  const started = new Map<string, string>();
  account.addOperations('ssm', {
    StartAutomationExecution(request: { ClientToken: string; Parameters: { IAMUserId: string[] } }) {
      started.set(request.ClientToken, request.Parameters.IAMUserId[0] ?? '');
      return { AutomationExecutionId: EXECUTION };
    },
  });
  const before = users.map(({ userName }) => stateOf(account, userName));
  const startedFor = () => new Set(started.values());
  return {
    account,
    event: { operation: 'StartDeletions' },
    assertInvariants({ last: { failed, answer } }) {
      expect(users.map(({ userName }) => stateOf(account, userName))).toEqual(before);
      // In spite of the SDK's retries, a daily pass starts one execution for each user.
      expect(started.size).toBe(startedFor().size);
      if (failed) return;
      const reported = answer['started'] as readonly { readonly userId: string }[];
      expect(reported.map(({ userId }) => userId).sort()).toEqual(users.map(({ userId }) => userId).sort());
    },
    leftBehind: {
      'no deletion started': () => expect(started.size).toBe(0),
      'deletions of the others started': () => expect(started.size).toBeLessThan(users.length),
      'deletions up to there started': () => expect(started.size).toBeLessThan(users.length),
      'that deletion started as well': () => expect(started.size).toBeGreaterThan(0),
      'all deletions started': () => expect(startedFor().size).toBe(users.length),
    },
    assertComplete: () => expect(startedFor().size).toBe(users.length),
  };
}

export const startDeletions: Scenario = {
  name: 'StartDeletions',
  sender: { ...RUNBOOK_SENDER, isAsynchronous: true },
  isRunbook: false,
  labels: nameOf,
  prepare,
};
