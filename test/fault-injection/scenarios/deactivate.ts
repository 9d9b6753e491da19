import { expect } from 'vitest';
import type { Call } from '../../../sandbox/api.ts';
import { EXECUTION, withAlice } from '../../support/remediation.ts';
import type { Scenario, Scene } from '../scenario.ts';
import {
  inputOf,
  nameOf,
  openRecords,
  purposeInLedger,
  putRecord,
  RUNBOOK_SENDER,
  recordedState,
  stateOf,
} from './users.ts';

function labels(call: Call, before: readonly Call[]): string {
  const others = before.filter((each) => inputOf(each).Status === 'Inactive');
  const isFirstKey = others.every((each) => inputOf(each).AccessKeyId === inputOf(call).AccessKeyId);
  const hasIntention = before.some((each) => recordedState(each) === 'intended');
  const phase = others.length > 0 ? 'after a write' : 'before a write';
  const purpose: Readonly<Record<string, () => string>> = {
    ListAccessKeys: () => (hasIntention ? phase : 'at first'),
    PutItem: () => writePurpose(call, before, phase),
    Query: () => purposeInLedger(call, before),
    DeleteItem: () => purposeInLedger(call, before),
    UpdateAccessKey: () => {
      if (inputOf(call).Status === 'Active') return 'rolling back';
      return isFirstKey ? 'the first key' : 'a further key';
    },
  };
  return [nameOf(call), purpose[call.operation]?.() ?? ''].filter(Boolean).join(' ');
}

function writePurpose(call: Call, before: readonly Call[], phase: string): string {
  const purpose = purposeInLedger(call, before);
  if (purpose === 'undone' && !before.some((each) => recordedState(each) === 'intended')) return 'settling';
  return ['intended', 'the proof'].includes(purpose) ? `${purpose} ${phase}` : purpose;
}

/** alice has three active keys, one of which a run had deactivated and a person has reactivated by hand. */
async function prepare(): Promise<Scene> {
  const { account, alice, kept, surplus } = withAlice(3);
  const [key = ''] = surplus;
  putRecord(account, { userId: alice.userId, key, kept, state: 'done', at: new Date('2026-01-01') });
  const before = stateOf(account);
  const now = () => stateOf(account);
  const statesOnRecord = () => surplus.map((each) => now().records[each]);
  const assertInactive = (keys: readonly (string | undefined)[]) =>
    expect(now().active.toSorted()).toEqual(alice.keys.filter((each) => !keys.includes(each)).toSorted());
  return {
    account,
    event: { operation: 'Deactivate', userId: alice.userId, automationExecutionId: EXECUTION },
    assertInvariants({ last: { failed, errorType, message, answer } }) {
      expect(now().active).toContain(kept);
      const deactivated = alice.keys.filter((each) => !now().active.includes(each));
      // The ledger knows of each key that the run deactivated.
      for (const each of deactivated) expect(now().records).toHaveProperty(each);
      // A function that Lambda ends at its timeout returns no receipt and no message of its own.
      if (errorType === 'Sandbox.Timedout') return;
      if (failed) expect(deactivated.filter((each) => !message.includes(each))).toEqual([]);
      if (failed) return;
      // A key whose deactivation nobody can prove is named in the reason.
      const { deactivatedAccessKeyIds: claimed, reason } = answer as {
        readonly deactivatedAccessKeyIds: readonly string[];
        readonly reason: string;
      };
      expect(claimed.filter((each) => !deactivated.includes(each))).toEqual([]);
      expect(deactivated.filter((each) => !claimed.includes(each) && !reason.includes(each))).toEqual([]);
    },
    leftBehind: {
      // A record that is out of date may have been settled.
      nothing: () => {
        expect({ ...now(), records: {} }).toEqual({ ...before, records: {} });
        expect(openRecords(account)).toEqual([]);
      },
      'keys as before': () => expect(now().keys).toEqual(before.keys),
      'surplus keys Inactive': () => assertInactive(surplus),
      'the first key Inactive': () => {
        expect(now().active).toHaveLength(2);
        expect(now().active).toContain(kept);
      },
      'surplus keys Inactive in part': () => expect(now().active.length).toBeLessThan(3),
      'on record': () => expect(statesOnRecord()).toEqual(['done', 'done']),
      'not on record': () => expect(statesOnRecord()).not.toEqual(['done', 'done']),
      'no lease': () => expect(now().leases).toBe(0),
      'a lease': () => expect(now().leases).toBe(1),
    },
    assertComplete() {
      expect(now().active).toEqual([kept]);
      expect(openRecords(account)).toEqual([]);
    },
  };
}

export const deactivate: Scenario = {
  name: 'Deactivate',
  sender: RUNBOOK_SENDER,
  isRunbook: true,
  labels,
  prepare,
};

/** IAM denies the last read of the keys, so that the run must roll back. */
async function prepareRollback(): Promise<Scene> {
  const scene = await prepare();
  let writes = 0;
  const removeFault = scene.account.faults.add(({ operation, input }) => {
    if ((input as { Status?: string }).Status === 'Inactive') writes += 1;
    if (operation !== 'ListAccessKeys' || writes < 2) return undefined;
    removeFault();
    return { kind: 'deny' };
  });
  return scene;
}

export const rollingBack: Scenario = {
  name: 'Deactivate, rolling back',
  sender: RUNBOOK_SENDER,
  isRunbook: true,
  labels,
  prepare: prepareRollback,
  faultyCalls: /rolling back$|PutItem undone/,
};
