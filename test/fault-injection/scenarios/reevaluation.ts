import { StartConfigRulesEvaluationCommand } from '@aws-sdk/client-config-service';
import { expect } from 'vitest';
import { deployFunctions } from '../../../demo/deployment.ts';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { iamEvent } from '../../support/iam-events.ts';
import { addUser, dashboard, deployed, evaluate } from '../../support/rule.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { truth } from './rule.ts';
import { nameOf } from './users.ts';

/** Lets every schedule come due and every evaluation that was started run. */
async function letTimePass(account: SandboxAccount): Promise<void> {
  deployFunctions(account);
  for (let minute = 0; minute < 5; minute += 1) {
    account.clock.advance(60_000);
    await account.scheduler.fireDue();
    await account.configRules.runStarted();
  }
}

/** alice has just got a second key; a stack's rule and a pack's are there. */
async function set(event: object, isTooSoon = false): Promise<Scene> {
  const { account, deployment } = deployed();
  const { configRules, backdoor } = account;
  configRules.put({ configRuleName: 'pack', sourceIdentifier: deployment.ruleFunctionArn });
  addUser(account, 'alice', 2);
  const [, second = ''] = backdoor.keysOf('alice').map(({ accessKeyId }) => accessKeyId);
  backdoor.setKeyStatus(second, 'Inactive');
  for (const name of [NAMES.configRule, 'pack']) await configRules.evaluate(name);
  backdoor.setKeyStatus(second, 'Active');
  account.clock.advance(60_000);
  if (isTooSoon) await startByHand(account);
  const shown = () => [NAMES.configRule, 'pack'].map((name) => configRules.results(name)[0]?.complianceType);
  return {
    account,
    event,
    // It reports nothing itself: a verdict is as old as the last evaluation, or true.
    assertCourse: () => expect(shown().every((type) => type === 'COMPLIANT')).toBe(true),
    left: {
      'earlier verdicts': async () => {
        await letTimePass(account);
        expect(shown()).toEqual(['COMPLIANT', 'COMPLIANT']);
      },
      'earlier verdicts of some rules': async () => {
        await letTimePass(account);
        expect(shown()).toContain('COMPLIANT');
      },
      'all verdicts': async () => {
        await letTimePass(account);
        expect(shown()).toEqual(['NON_COMPLIANT', 'NON_COMPLIANT']);
      },
    },
    async assertEnd() {
      await letTimePass(account);
      await evaluate(account);
      expect(dashboard(account)).toEqual(truth(account));
    },
  };
}

/** An evaluation was started in the same minute, so Config refuses another one. */
async function startByHand(account: SandboxAccount): Promise<void> {
  const { config } = account.connect({ principal: 'somebody' });
  await config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: ['pack'] }));
}

const sender = { functionName: NAMES.reevaluationFunction, isAsynchronous: true, sdkAttempts: 3 };

export const change: Scenario = {
  name: 're-evaluation, a change',
  sender,
  isRunbook: false,
  labels: nameOf,
  set: () => set(iamEvent('UpdateAccessKey')),
};

export const due: Scenario = {
  name: 're-evaluation, due',
  sender,
  isRunbook: false,
  labels: nameOf,
  set: () => set({ operation: 'StartEvaluations', postponements: 0 }),
};

export const putOff: Scenario = {
  name: 're-evaluation, postponed',
  sender,
  isRunbook: false,
  labels: nameOf,
  about: /CreateSchedule/,
  set: () => set({ operation: 'StartEvaluations', postponements: 0 }, true),
};
