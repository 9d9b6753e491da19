import { StartConfigRulesEvaluationCommand } from '@aws-sdk/client-config-service';
import { expect } from 'vitest';
import { deployHandlers } from '../../../demo/deployment.ts';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { iamEvent } from '../../support/iam-events.ts';
import { itemsOf } from '../../support/ledger.ts';
import { addUser, dashboard, deployed, evaluate } from '../../support/rule.ts';
import { KEY } from '../../support/users.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { expectedVerdicts } from './rule.ts';
import { nameOf } from './users.ts';

/** Lets five minutes pass, in which due schedules fire and started evaluations run. */
async function runScheduled(account: SandboxAccount): Promise<void> {
  deployHandlers(account);
  for (let minute = 0; minute < 5; minute += 1) {
    account.clock.advance(60_000);
    await account.scheduler.fireDue();
    await account.configRules.runStarted();
  }
}

/** alice has a second active key since the last evaluation; the rule of a stack and the rule of a pack exist. */
async function prepare(event: object, { isAlreadyStarted = false, isTouch = false } = {}): Promise<Scene> {
  const { account, deployment } = deployed();
  const { configRules, backdoor } = account;
  configRules.put({ configRuleName: 'pack', sourceIdentifier: deployment.ruleFunctionArn });
  addUser(account, 'alice', 2);
  const [, second = ''] = backdoor.keysOf('alice').map(({ accessKeyId }) => accessKeyId);
  backdoor.setKeyStatus(second, 'Inactive');
  for (const name of [NAMES.configRule, 'pack']) await configRules.evaluate(name);
  backdoor.setKeyStatus(second, 'Active');
  account.clock.advance(60_000);
  if (isAlreadyStarted) await startByHand(account);
  const touches = () => itemsOf(account).filter(({ pk }) => pk === 'TOUCHED').length;
  const complianceTypes = () =>
    [NAMES.configRule, 'pack'].map((name) => configRules.results(name)[0]?.complianceType);
  return {
    account,
    event,
    // The function itself reports no verdict: until an evaluation runs, the verdicts are those of the last evaluation.
    assertInvariants: () => expect(complianceTypes().every((type) => type === 'COMPLIANT')).toBe(true),
    leftBehind: {
      'a touch': () => expect(touches()).toBe(1),
      'no touch': () => expect(touches()).toBe(0),
      'earlier verdicts': async () => {
        await runScheduled(account);
        expect(complianceTypes()).toEqual(['COMPLIANT', 'COMPLIANT']);
      },
      'earlier verdicts of some rules': async () => {
        await runScheduled(account);
        expect(complianceTypes()).toContain('COMPLIANT');
      },
      'all verdicts': async () => {
        await runScheduled(account);
        expect(complianceTypes()).toEqual(['NON_COMPLIANT', 'NON_COMPLIANT']);
      },
    },
    async assertComplete() {
      await runScheduled(account);
      await evaluate(account);
      expect(dashboard(account)).toEqual(expectedVerdicts(account));
      expect(touches()).toBe(isTouch ? 1 : 0);
    },
  };
}

/** Starts an evaluation, so that Config refuses another one in the same minute. */
async function startByHand(account: SandboxAccount): Promise<void> {
  const { config } = account.connect({ principal: 'somebody' });
  await config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: ['pack'] }));
}

const PARAMETERS = { userName: 'alice', accessKeyId: KEY.a, status: 'Active' };

const sender = { functionName: NAMES.reevaluationFunction, isAsynchronous: true, sdkAttempts: 3 };

export const keyChange: Scenario = {
  name: 're-evaluation, a change',
  sender,
  isRunbook: false,
  labels: nameOf,
  prepare: () => prepare(iamEvent('UpdateAccessKey', PARAMETERS), { isTouch: true }),
};

export const dueEvaluation: Scenario = {
  name: 're-evaluation, due',
  sender,
  isRunbook: false,
  labels: nameOf,
  prepare: () => prepare({ operation: 'StartEvaluations', postponements: 0 }),
};

export const postponedEvaluation: Scenario = {
  name: 're-evaluation, postponed',
  sender,
  isRunbook: false,
  labels: nameOf,
  faultyCalls: /CreateSchedule/,
  prepare: () => prepare({ operation: 'StartEvaluations', postponements: 0 }, { isAlreadyStarted: true }),
};
