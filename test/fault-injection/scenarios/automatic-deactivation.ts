import { expect } from 'vitest';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Call } from '../../../sandbox/api.ts';
import { receiptsIn } from '../../support/ledger.ts';
import { countedToday, noticeOf, putNotice, TELLING } from '../../support/notices/notice-items.ts';
import { EXECUTION, withAlice } from '../../support/remediation.ts';
import { messagesOf } from '../accepted-messages.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { deactivate } from './deactivate.ts';
import { messageLabel } from './messages.ts';
import { inputOf, kindOf, nameOf, openRecords, RUNBOOK_SENDER, stateOf } from './users.ts';

/** The calls that an automatic run makes more than one by hand. */
const FAULTY_CALLS = /GetParametersByPath|Invoke|the notice|the count/;

function labels(call: Call, before: readonly Call[]): string {
  if (call.operation === 'Invoke') return messageLabel(call);
  if (call.operation === 'GetParametersByPath') return nameOf(call);
  const kind = kindOf(call);
  if (kind === 'AUTOMATIC') return `${nameOf(call)} the count of the day`;
  if (kind !== 'NOTICE') return deactivate.labels(call, before);
  return `${nameOf(call)} the notice${call.operation === 'Query' ? ` ${phaseOf(before)}` : ''}`;
}

/**
 * A run makes the notice of another plan void, waits for that of its plan, and makes it void when it has
 * served its purpose.
 */
function phaseOf(before: readonly Call[]): string {
  if (before.some((each) => inputOf(each).Status === 'Inactive')) return 'after the writes';
  return before.some(({ operation }) => operation === 'GetParametersByPath') ? 'of this plan' : 'at first';
}

/** alice has two active keys; the run is an automatic one unless it is given otherwise. */
async function sceneOf(
  noticeDays: number | undefined,
  parameters: Readonly<Record<string, string>> = { automatic: 'true' },
): Promise<Scene> {
  const { account, alice, kept, surplus } = withAlice(2, { telling: TELLING });
  if (noticeDays !== undefined) await putNotice(account, alice, { days: noticeDays, remindedDaysAgo: 1 });
  const now = () => stateOf(account);
  const before = now();
  const notice = () => noticeOf(account, alice.userId);
  const isDue = noticeDays !== undefined && noticeDays >= TELLING.noticeDays;
  const isAutomatic = 'automatic' in parameters;
  const ended = isDue || !isAutomatic ? [kept] : [kept, ...surplus].toSorted();
  return {
    account,
    event: { operation: 'Deactivate', userId: alice.userId, automationExecutionId: EXECUTION, ...parameters },
    assertInvariants() {
      expect(now().active).toContain(kept);
      const isDeactivated = now().active.length === 1;
      if (isDeactivated) expect(now().records).toHaveProperty(surplus[0] ?? '');
      // No key changes automatically without a notice that is old enough, nor without a place in the count of
      // the day.
      if (isDeactivated && isAutomatic)
        expect([isDue, countedToday(account)]).toEqual([true, [alice.userId]]);
      expect(countedToday(account).length).toBeLessThanOrEqual(isDue ? 1 : 0);
      // A notice that was not accepted never counts.
      if (!isDue && notice()) expect(eventsIn(account)).toContain('Noticed');
    },
    leftBehind: {
      nothing: () => expect([now(), countedToday(account)]).toEqual([before, []]),
      'keys as before': () => expect(now().keys).toEqual(before.keys),
      counted: () => expect(countedToday(account)).toEqual([alice.userId]),
      'surplus keys Inactive': () => expect(now().active).toEqual([kept]),
      'on record': () => expect(Object.values(now().records)).toEqual(['done']),
      'a notice': () => expect(notice()).toBeDefined(),
      'no notice': () => expect(notice()).toBeUndefined(),
      'no lease': () => expect(now().leases).toBe(0),
      'a lease': () => expect(now().leases).toBe(1),
      'a message': () => expect(eventsIn(account)).not.toEqual([]),
      'no message': () => expect(eventsIn(account)).toEqual([]),
      'a receipt that says so': () =>
        expect(receiptsIn(account).map(({ reason }) => reason)).toEqual([
          expect.stringContaining('People could not be told of this'),
        ]),
    },
    assertComplete({ answer }) {
      expect(now().active.toSorted()).toEqual(ended);
      expect(openRecords(account)).toEqual([]);
      if (ended.length > 1) expect([answer['outcome'], notice() !== undefined]).toEqual(['Noticed', true]);
    },
  };
}

const eventsIn = (account: SandboxAccount) => messagesOf(account).map(({ event }) => event);

const SCENARIO = {
  sender: { ...RUNBOOK_SENDER, telling: TELLING },
  isRunbook: true,
  labels,
  faultyCalls: FAULTY_CALLS,
} as const;

/** The notice of the plan is four days old, and its owner was reminded. */
export const automaticDeactivation: Scenario = {
  ...SCENARIO,
  name: 'Deactivate, automatic',
  prepare: () => sceneOf(4),
};

export const withoutNotice: Scenario = {
  ...SCENARIO,
  name: 'Deactivate, automatic without a notice',
  faultyCalls: new RegExp(`${FAULTY_CALLS.source}|the receipt`),
  prepare: () => sceneOf(undefined),
};

/** The run is one by hand, and the deactivation is told. */
export const toldByHand: Scenario = {
  ...SCENARIO,
  name: 'Deactivate, told',
  faultyCalls: /Invoke/,
  prepare: () => sceneOf(undefined, {}),
};
