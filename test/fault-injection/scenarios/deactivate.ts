import { expect } from 'vitest';
import type { Call } from '../../../sandbox/api.ts';
import { EXECUTION, withAlice } from '../../support/remediation.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { inputOf, isAnnouncement, nameOf, RECORD, RUNBOOK_SENDER, stateOf, tagKeysOf } from './users.ts';

function labels(call: Call, before: readonly Call[]): string {
  const others = before.filter((each) => inputOf(each).Status === 'Inactive');
  const writes = others.length;
  const isFirstKey = others.every((each) => inputOf(each).AccessKeyId === inputOf(call).AccessKeyId);
  const phase =
    writes > 0 ? 'after a write' : before.some(isAnnouncement) ? 'after announcing' : 'before announcing';
  const purpose: Readonly<Record<string, () => string>> = {
    ListAccessKeys: () => phase,
    ListUserTags: () => phase,
    TagUser: () => (isAnnouncement(call) ? 'announcing' : 'recording'),
    UntagUser: () => (tagKeysOf(call)[0]?.startsWith(RECORD) ? 'an old record' : 'at the end'),
    UpdateAccessKey: () => {
      if (inputOf(call).Status === 'Active') return 'rolling back';
      return isFirstKey ? 'the first key' : 'a further key';
    },
  };
  return [nameOf(call), purpose[call.operation]?.() ?? ''].filter(Boolean).join(' ');
}

/** The parts of the state that a run may change before it changes a key. */
const WITHOUT_OLD_RECORD = { tags: [], records: [] };

/** alice has three active keys, one of which a run had deactivated and a person has reactivated by hand. */
async function prepare(): Promise<Scene> {
  const { account, alice, kept, surplus } = withAlice(3);
  account.backdoor.tagUser('alice', {
    [`${RECORD}${surplus[0]}`]: `2026-01-01T00:00:00.000Z kept=${kept} execution=none`,
  });
  const before = stateOf(account);
  const now = () => stateOf(account);
  const assertInactive = (keys: readonly (string | undefined)[]) =>
    expect(now().active.toSorted()).toEqual(alice.keys.filter((key) => !keys.includes(key)).toSorted());
  return {
    account,
    event: { operation: 'Deactivate', userId: alice.userId, automationExecutionId: EXECUTION },
    assertInvariants({ last: { failed, errorType, message, answer } }) {
      expect(now().active).toContain(kept);
      const deactivated = alice.keys.filter((key) => !now().active.includes(key));
      // A function that Lambda ends at its timeout returns no receipt and no message of its own.
      if (errorType === 'Sandbox.Timedout') return;
      if (failed) expect(deactivated.filter((key) => !message.includes(key))).toEqual([]);
      if (failed) return;
      // A key whose deactivation nobody can prove is named in the reason.
      const { deactivatedAccessKeyIds: claimed, reason } = answer as {
        readonly deactivatedAccessKeyIds: readonly string[];
        readonly reason: string;
      };
      expect(claimed.filter((key) => !deactivated.includes(key))).toEqual([]);
      expect(deactivated.filter((key) => !claimed.includes(key) && !reason.includes(key))).toEqual([]);
    },
    leftBehind: {
      nothing: () => expect(now()).toEqual(before),
      'keys as before': () => expect(now().keys).toEqual(before.keys),
      'surplus keys Inactive': () => assertInactive(surplus),
      'the first key Inactive': () => {
        expect(now().active).toHaveLength(2);
        expect(now().active).toContain(kept);
      },
      'surplus keys Inactive in part': () => expect(now().active.length).toBeLessThan(3),
      'nothing but the old record': () =>
        expect({ ...now(), ...WITHOUT_OLD_RECORD }).toEqual({ ...before, ...WITHOUT_OLD_RECORD }),
      'on record': () => expect(now().records.toSorted()).toEqual(surplus.toSorted()),
      'not on record': () => expect(surplus.every((key) => now().records.includes(key))).toBe(false),
      'no announcement': () => expect(now().announcements).toEqual([]),
      announcement: () => expect(now().announcements).toHaveLength(1),
    },
    assertComplete: () => expect(now().active).toEqual([kept]),
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
  faultyCalls: /rolling back$/,
};
