import { StartConfigRulesEvaluationCommand } from '@aws-sdk/client-config-service';
import { expect } from 'vitest';
import { deployHandlers } from '../../../demo/deployment.ts';
import { noteChange } from '../../../ledger/evaluations/notes.ts';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Call } from '../../../sandbox/api.ts';
import { iamEvent } from '../../support/iam-events.ts';
import { itemsOf, ledgerOf } from '../../support/ledger.ts';
import { addUser, dashboard, deployed, evaluate } from '../../support/rule.ts';
import { KEY } from '../../support/users.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { expectedVerdicts } from './rule.ts';
import { kindOf, nameOf } from './users.ts';

/** Lets five minutes pass, in which due schedules fire and started evaluations run. */
async function runScheduled(account: SandboxAccount): Promise<void> {
  deployHandlers(account);
  for (let minute = 0; minute < 5; minute += 1) {
    account.clock.advance(60_000);
    await account.scheduler.fireDue();
    await account.configRules.runStarted();
  }
}

/** What a scenario has beside alice's change. */
interface Circumstances {
  readonly isNoted?: boolean;
  readonly isAlreadyStarted?: boolean;
  readonly isTouch?: boolean;
}

/**
 * alice has a second active key since the last evaluation; the rule of a stack and the rule of a pack exist.
 */
async function prepare(
  event: object,
  { isNoted = false, isAlreadyStarted = false, isTouch = false }: Circumstances = {},
): Promise<Scene> {
  const { account, deployment } = deployed();
  const { configRules, backdoor } = account;
  configRules.put({ configRuleName: 'pack', sourceIdentifier: deployment.ruleFunctionArn });
  addUser(account, 'alice', 2);
  const [, second = ''] = backdoor.keysOf('alice').map(({ accessKeyId }) => accessKeyId);
  backdoor.setKeyStatus(second, 'Inactive');
  for (const name of [NAMES.configRule, 'pack']) await configRules.evaluate(name);
  backdoor.setKeyStatus(second, 'Active');
  account.clock.advance(60_000);
  if (isNoted)
    await noteChange(ledgerOf(account), { user: 'alice', at: account.clock.now(), nonce: 'of alice' });
  if (isAlreadyStarted) await startByHand(account);
  const count = (kind: string) => itemsOf(account).filter(({ pk }) => pk === kind).length;
  const touches = () => count('TOUCHED');
  const complianceTypes = () =>
    [NAMES.configRule, 'pack'].map((name) => configRules.results(name)[0]?.complianceType);
  return {
    account,
    event,
    // The function itself reports no verdict: until an evaluation runs, the verdicts are those of the last
    // evaluation.
    assertInvariants: () => expect(complianceTypes().every((type) => type === 'COMPLIANT')).toBe(true),
    leftBehind: {
      'a touch': () => expect(touches()).toBe(1),
      'no touch': () => expect(touches()).toBe(0),
      'a noted change': () => expect(count('CHANGED')).toBe(1),
      'no noted change': () => expect(count('CHANGED')).toBe(0),
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

/** What the items of each kind are. */
const ITEMS: Readonly<Record<string, string>> = {
  CHANGED: 'the changes',
  PENDING: 'the pending users',
  RULE: 'the rule',
  SCHEDULED: 'the schedule',
  TOUCHED: 'the touch',
};

/** What is known of a rule changes again when AWS Config has accepted or refused its start. */
function labels(call: Call, before: readonly Call[]): string {
  const kind = kindOf(call) ?? '';
  const last = before.findLast(({ service }) => service !== 'dynamodb');
  const isAfterStart = kind === 'RULE' && last?.operation === 'StartConfigRulesEvaluation';
  const isOfStarted =
    isAfterStart && before.slice(before.indexOf(last)).every((each) => kindOf(each) !== 'PENDING');
  return [nameOf(call), ITEMS[kind], isOfStarted ? 'after the start' : ''].filter(Boolean).join(' ');
}

/** AWS Config refuses the rule of the pack, and accepts the other one. */
function labelsOfPostponed(call: Call, before: readonly Call[]): string {
  const isOfPack = JSON.stringify(call.input).includes('{"S":"pack"}');
  return labels(call, before).replace('after the start', isOfPack ? 'after a refusal' : 'after the start');
}

export const keyChange: Scenario = {
  name: 're-evaluation, a change',
  sender,
  isRunbook: false,
  labels,
  prepare: () => prepare(iamEvent('UpdateAccessKey', PARAMETERS), { isTouch: true }),
};

const DUE = { operation: 'StartEvaluations', postponements: 0 };

export const dueEvaluation: Scenario = {
  name: 're-evaluation, due',
  sender,
  isRunbook: false,
  labels,
  prepare: () => prepare(DUE, { isNoted: true }),
};

export const postponedEvaluation: Scenario = {
  name: 're-evaluation, postponed',
  sender,
  isRunbook: false,
  labels: labelsOfPostponed,
  faultyCalls: /CreateSchedule|the schedule$|after a refusal$/,
  prepare: () => prepare(DUE, { isNoted: true, isAlreadyStarted: true }),
};
