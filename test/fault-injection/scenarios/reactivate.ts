import { expect } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import type { Call } from '../../../sandbox/api.ts';
import { deactivate as deactivateNow, EXECUTION, withAlice } from '../../support/remediation.ts';
import { addUser } from '../../support/rule.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { inputOf, nameOf, RUNBOOK_SENDER, stateOf } from './users.ts';

function labels(call: Call, before: readonly Call[]): string {
  const hasReactivated = before.some((each) => inputOf(each).Status === 'Active');
  const hasLooked = before.some(({ operation }) => operation === 'ListAccessKeys');
  const phase = hasReactivated ? 'after the write' : 'before the write';
  if (call.operation === 'UntagUser') return `${nameOf(call)} ${phase}`;
  if (call.operation !== 'ListAccessKeys') return nameOf(call);
  return `${nameOf(call)} ${hasLooked && !hasReactivated ? 'directly before the write' : phase}`;
}

async function withDeactivatedKey() {
  const { account, alice, surplus } = withAlice(2);
  await deactivateNow(account, alice.userId);
  account.clock.advance(DAY_MS);
  return { account, alice, key: surplus[0] ?? '' };
}

/** One of alice's two keys was deactivated yesterday. */
async function prepare(): Promise<Scene> {
  const { account, alice, key } = await withDeactivatedKey();
  const before = stateOf(account);
  const now = () => stateOf(account);
  return {
    account,
    event: {
      operation: 'Reactivate',
      userId: alice.userId,
      accessKeyId: key,
      automationExecutionId: EXECUTION,
    },
    assertInvariants({ last: { failed, answer } }) {
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
      exempt: () => expect(now().exemptions).toHaveLength(2),
      'not exempt': () => expect(now().exemptions).toEqual([]),
      'on record': () => expect(now().records).toEqual([key]),
      'not on record': () => expect(now().records).toEqual([]),
    },
    assertComplete: () => expect(now().keys[key]).toBe('Active'),
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
  const { account, alice } = await withDeactivatedKey();
  const [accessKeyId = ''] = addUser(account, 'bob', 1).keys;
  const before = [stateOf(account), stateOf(account, 'bob')];
  const assertUnchanged = () => expect([stateOf(account), stateOf(account, 'bob')]).toEqual(before);
  return {
    account,
    event: {
      operation: 'Reactivate',
      userId: alice.userId,
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
  prepare: prepareForeignKey,
};
