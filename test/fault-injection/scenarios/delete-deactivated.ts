import { expect } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import type { Call } from '../../../sandbox/api.ts';
import { deactivate, EXECUTION, withAlice } from '../../support/remediation.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { isAnnouncement, nameOf, RUNBOOK_SENDER, stateOf } from './users.ts';

const isDeletion = ({ operation }: Call) => operation === 'DeleteAccessKey';

const keyOf = (input: unknown) => (input as { readonly AccessKeyId?: string }).AccessKeyId;

function labels(call: Call, before: readonly Call[]): string {
  const hasDeleted = before.some(isDeletion);
  if (isDeletion(call)) {
    const isFirstKey = before.filter(isDeletion).every(({ input }) => keyOf(input) === keyOf(call.input));
    return `${nameOf(call)} ${isFirstKey ? 'the first key' : 'a further key'}`;
  }
  if (!/^iam:(ListAccessKeys|ListUserTags|GetAccessKeyLastUsed)$/.test(nameOf(call))) return nameOf(call);
  if (hasDeleted) return `${nameOf(call)} after a deletion`;
  return `${nameOf(call)} ${before.some(isAnnouncement) ? 'after' : 'before'} announcing`;
}

/** Two of alice's three keys were deactivated two weeks ago. */
async function prepare(): Promise<Scene> {
  const { account, alice, kept, surplus } = withAlice(3);
  await deactivate(account, alice.userId);
  account.clock.advance(14 * DAY_MS);
  const before = stateOf(account);
  const now = () => stateOf(account);
  const deleted = () => surplus.filter((key) => !(key in now().keys));
  return {
    account,
    event: { operation: 'DeleteDeactivated', userId: alice.userId, automationExecutionId: EXECUTION },
    assertInvariants({ last: { failed, message, answer } }) {
      expect(now().active).toEqual([kept]);
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
      'keys deleted': () => expect(deleted()).toEqual(surplus),
      'keys deleted in part': () => expect(deleted().length).toBeGreaterThan(0),
      'on record': () => expect(now().records.toSorted()).toEqual(surplus.toSorted()),
      'not on record': () => expect(now().records).toEqual([]),
      'no announcement': () => expect(now().announcements).toEqual([]),
      announcement: () => expect(now().announcements).toHaveLength(1),
    },
    assertComplete: () => expect(Object.keys(now().keys)).toEqual([kept]),
  };
}

export const deleteDeactivated: Scenario = {
  name: 'DeleteDeactivated',
  sender: RUNBOOK_SENDER,
  isRunbook: true,
  labels,
  prepare,
};
