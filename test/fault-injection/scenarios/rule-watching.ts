import { expect } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import type { Call } from '../../../sandbox/api.ts';
import { itemsOf } from '../../support/ledger.ts';
import { noticeOf, putNotice, TELLING } from '../../support/notices/notice-items.ts';
import { addUser, dashboard, deployed } from '../../support/rule.ts';
import { exemptUntil } from '../../support/users.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { scheduledEvent } from './rule.ts';
import { RULE_SENDER, ruleLabels } from './rule-calls.ts';
import { kindOf, nameOf } from './users.ts';

const PURPOSES: Readonly<Record<string, string>> = {
  NOTICE: 'a notice',
  EXEMPTION: 'the ending exemption',
};

function labels(call: Call, before: readonly Call[]): string {
  const purpose = PURPOSES[kindOf(call) ?? ''];
  if (!purpose) return ruleLabels(call, before);
  return `${nameOf(call)} ${call.operation === 'Query' ? 'the notices' : purpose}`;
}

/** Since the notice was given, alice's owner has finished the rotation; bob's exemption ends in two days. */
async function prepare(): Promise<Scene> {
  const { account } = deployed({ telling: TELLING });
  const alice = addUser(account, 'alice', 2);
  await putNotice(account, alice, { days: 1 });
  account.backdoor.setKeyStatus(alice.keys[1] ?? '', 'Inactive');
  addUser(account, 'bob', 2);
  const until = new Date(account.clock.now().getTime() + 2 * DAY_MS).toISOString();
  account.backdoor.tagUser('bob', exemptUntil(until));
  account.clock.advance(1_000);
  const notice = () => noticeOf(account, alice.userId);
  const isNoted = () => itemsOf(account).some(({ pk }) => pk === 'EXEMPTION');
  const verdicts = { alice: 'COMPLIANT', bob: 'NOT_APPLICABLE' };
  return {
    account,
    event: scheduledEvent(account),
    assertInvariants: () => expect(verdicts).toMatchObject(dashboard(account)),
    leftBehind: {
      'all verdicts': () => expect(dashboard(account)).toEqual(verdicts),
      'earlier verdicts': () => expect(dashboard(account)).toEqual({}),
      'a notice': () => expect(notice()).toBeDefined(),
      'no notice': () => expect(notice()).toBeUndefined(),
      'an ending exemption': () => expect(isNoted()).toBe(true),
      'no ending exemption': () => expect(isNoted()).toBe(false),
    },
    assertComplete: () => expect([notice(), isNoted()]).toEqual([undefined, true]),
  };
}

export const watching: Scenario = {
  name: 'rule, watching',
  sender: { ...RULE_SENDER, telling: TELLING },
  isRunbook: false,
  labels,
  faultyCalls: /PutEvaluations|the notices|a notice|the ending exemption/,
  prepare,
};
