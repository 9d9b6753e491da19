import { beforeEach, describe, expect, it } from 'vitest';
import { type Deployment, deployFunctions } from '../../demo/deployment.ts';
import { NAMES } from '../../product/names.ts';
import { MOST_POSTPONEMENTS } from '../../reevaluation/reevaluate.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import { iamEvent } from '../support/iam-events.ts';

let account: SandboxAccount;
let deployment: Deployment;

beforeEach(() => {
  account = createSandboxAccount();
  deployment = deployFunctions(account);
});

const hear = (event: object = iamEvent('CreateAccessKey')) =>
  account.functions.invoke(NAMES.reevaluationFunction, event);
const seconds = (count: number) => account.clock.advance(count * 1_000);
const pending = () => account.scheduler.pending().map(({ name }) => name);
const starts = () => account.calls.filter(({ operation }) => operation === 'StartConfigRulesEvaluation');

/** Moves the clock minute by minute, as long as there are schedules; returns how many minutes it took. */
async function runSchedules(): Promise<number> {
  let minutes = 0;
  for (; account.scheduler.pending().length > 0; minutes += 1) {
    seconds(60);
    expect(await account.scheduler.fireDue()).toEqual([]);
  }
  return minutes;
}

describe('a change', () => {
  it('schedules an evaluation for the next minute and starts none yet', async () => {
    expect((await hear()).FunctionError).toBeUndefined();
    expect(account.scheduler.pending()).toEqual([
      {
        groupName: 'one-active-key',
        name: 'evaluate-2026-01-15T09-01Z',
        at: new Date('2026-01-15T09:01:00.000Z'),
        functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-reevaluation',
        input: '{"operation":"StartEvaluations","postponements":0}',
      },
    ]);
    expect(starts()).toEqual([]);
    expect(deployment.lines.reevaluation).toEqual([
      { trigger: 'CreateAccessKey', scheduledFor: 'evaluate-2026-01-15T09-01Z' },
    ]);
  });

  it('a hundred changes of a minute share one schedule and one evaluation', async () => {
    for (let count = 0; count < 100; count += 1) expect((await hear()).FunctionError).toBeUndefined();
    expect(pending()).toHaveLength(1);
    await runSchedules();
    expect(starts()).toHaveLength(1);
  });

  it('that comes too late for a minute gets the next one, even while that minute’s schedule is still there', async () => {
    await hear();
    seconds(41);
    await hear();
    expect(pending()).toEqual(['evaluate-2026-01-15T09-01Z', 'evaluate-2026-01-15T09-02Z']);
  });

  it('of a tag that is not the owner’s word makes no call at all', async () => {
    await hear(iamEvent('TagUser', { userName: 'alice', tags: [{ key: 'team', value: 'a' }] }));
    expect(account.calls).toEqual([]);
    expect(deployment.lines.reevaluation).toEqual([{ trigger: 'TagUser', scheduledFor: '' }]);
  });

  it('that cannot be scheduled fails, so that Lambda tries again and the alarm hears of it', async () => {
    account.faults.add(({ service }) => (service === 'scheduler' ? { kind: 'deny' } : undefined));
    expect(await hear()).toMatchObject({ FunctionError: 'Unhandled' });
  });
});

describe('an evaluation that is due', () => {
  it('is started for each rule of ours, a pack’s too, and for no other', async () => {
    const { configRules } = account;
    const ours = deployment.ruleFunctionArn;
    configRules.put({
      configRuleName: 'iam-user-one-active-access-key-conformance-pack-x',
      sourceIdentifier: ours,
    });
    configRules.put({ configRuleName: 'another', sourceIdentifier: `${ours}-of-somebody-else` });
    await hear();
    await runSchedules();
    expect(await configRules.runStarted()).toEqual([
      'iam-user-one-active-access-key',
      'iam-user-one-active-access-key-conformance-pack-x',
    ]);
    expect(deployment.lines.reevaluation[1]).toEqual({
      trigger: 'due',
      started: ['iam-user-one-active-access-key', 'iam-user-one-active-access-key-conformance-pack-x'],
      postponed: [],
      scheduledFor: '',
    });
  });

  it('sees what the change did', async () => {
    const alice = account.backdoor.createUser({ userName: 'alice' });
    account.backdoor.createAccessKey('alice');
    account.backdoor.createAccessKey('alice');
    await hear();
    await runSchedules();
    await account.configRules.runStarted();
    expect(account.configRules.results(NAMES.configRule)).toMatchObject([
      { resourceId: alice.userId, complianceType: 'NON_COMPLIANT' },
    ]);
  });

  it('is put off where Config says not yet, and started as soon as the one before has ended', async () => {
    await hear();
    await runSchedules();
    // Started and still running: Config takes no other one.
    await hear();
    seconds(60);
    await account.scheduler.fireDue();
    expect(deployment.lines.reevaluation.at(-1)).toMatchObject({
      started: [],
      postponed: [NAMES.configRule],
    });
    expect(account.scheduler.pending()[0]?.input).toBe('{"operation":"StartEvaluations","postponements":1}');

    await account.configRules.runStarted();
    expect(await runSchedules()).toBe(1);
    expect(await account.configRules.runStarted()).toEqual([NAMES.configRule]);
  });

  it(`is given up, visibly, after ${MOST_POSTPONEMENTS} minutes`, async () => {
    await hear();
    await runSchedules();
    const last = { operation: 'StartEvaluations', postponements: MOST_POSTPONEMENTS };
    const result = await hear(last);
    expect(result.FunctionError).toBe('Unhandled');
    expect(result.Payload).toContain(`refused to start an evaluation of ${NAMES.configRule} for 30 minutes`);
    expect(pending()).toEqual([]);
  });

  it('is put off thirty times before that', async () => {
    await hear();
    await runSchedules();
    await hear({ operation: 'StartEvaluations', postponements: MOST_POSTPONEMENTS - 1 });
    expect(account.scheduler.pending()[0]?.input).toContain(`"postponements":${MOST_POSTPONEMENTS}`);
  });

  it('without a rule of ours starts nothing and is no failure: the rule may come later', async () => {
    const empty = createSandboxAccount();
    const { lines } = deployFunctions(empty, { withoutRule: true });
    const due = { operation: 'StartEvaluations', postponements: 0 };
    expect((await empty.functions.invoke(NAMES.reevaluationFunction, due)).FunctionError).toBeUndefined();
    expect(lines.reevaluation).toEqual([{ trigger: 'due', started: [], postponed: [], scheduledFor: '' }]);
  });
});
