import { UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Deployment, deployFunctions } from '../../demo/deployment.ts';
import { NAMES } from '../../product/names.ts';
import { MAX_POSTPONEMENTS } from '../../reevaluation/reevaluate.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import { EVENT_ID, iamEvent } from '../support/iam-events.ts';
import { itemsOf } from '../support/ledger.ts';

let account: SandboxAccount;
let deployment: Deployment;

beforeEach(() => {
  account = createSandboxAccount();
  deployment = deployFunctions(account);
});

const invoke = (event: object = iamEvent('CreateAccessKey')) =>
  account.functions.invoke(NAMES.reevaluationFunction, event);
const PARAMETERS = { userName: 'alice', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', status: 'Inactive' };
const advanceSeconds = (count: number) => account.clock.advance(count * 1_000);
const pending = () => account.scheduler.pending().map(({ name }) => name);
const touches = () => itemsOf(account).filter(({ pk }) => pk === 'TOUCHED');
/** A log line of the function. */
const line = (rest: object) => ({
  trigger: 'due',
  changedUsers: 0,
  started: [],
  postponed: [],
  scheduledFor: '',
  touchedAccessKeyId: '',
  ...rest,
});
const starts = () => account.calls.filter(({ operation }) => operation === 'StartConfigRulesEvaluation');

/** Advances the clock by minutes until no schedule is pending; returns the number of minutes. */
async function runSchedules(): Promise<number> {
  let minutes = 0;
  for (; account.scheduler.pending().length > 0; minutes += 1) {
    advanceSeconds(60);
    expect(await account.scheduler.fireDue()).toEqual([]);
  }
  return minutes;
}

describe('a change', () => {
  it('schedules an evaluation for the next minute and starts none yet', async () => {
    expect((await invoke()).FunctionError).toBeUndefined();
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
      line({ trigger: 'CreateAccessKey', changedUsers: 1, scheduledFor: 'evaluate-2026-01-15T09-01Z' }),
    ]);
  });

  it('is noted before the evaluation is scheduled, so that the evaluation finds it', async () => {
    await invoke();
    const operations = account.calls.map(({ operation }) => operation);
    expect(operations.indexOf('PutItem')).toBeLessThan(operations.indexOf('CreateSchedule'));
    expect(itemsOf(account).filter(({ pk }) => pk === 'CHANGED')).toEqual([
      { pk: 'CHANGED', sk: 'alice', nonce: expect.any(String), at: '2026-01-15T09:00:00.000Z' },
    ]);
  });

  it('that cannot be noted schedules nothing and is an error, so that Lambda retries', async () => {
    account.faults.add(({ operation }) => (operation === 'PutItem' ? { kind: 'deny' } : undefined));
    expect(await invoke()).toMatchObject({ FunctionError: 'Unhandled' });
    expect(pending()).toEqual([]);
  });

  it('a hundred changes in a minute lead to one schedule and one evaluation', async () => {
    for (let count = 0; count < 100; count += 1) expect((await invoke()).FunctionError).toBeUndefined();
    expect(pending()).toHaveLength(1);
    await runSchedules();
    expect(starts()).toHaveLength(1);
  });

  it('forty changes in a second lead to one schedule and one evaluation, and to no error', async () => {
    const results = await Promise.all(Array.from({ length: 40 }, () => invoke()));
    expect(results.filter(({ FunctionError }) => FunctionError)).toEqual([]);
    expect(pending()).toHaveLength(1);
    await runSchedules();
    expect(starts()).toHaveLength(1);
  });

  it('a thousand changes of a thousand users ask Scheduler a few times only', async () => {
    for (let count = 0; count < 1_000; count += 1) {
      expect(
        (await invoke(iamEvent('CreateAccessKey', { userName: `user-${count}` }))).FunctionError,
      ).toBeUndefined();
    }
    expect(account.calls.filter(({ operation }) => operation === 'CreateSchedule')).toHaveLength(1);
    expect(itemsOf(account).filter(({ pk }) => pk === 'CHANGED')).toHaveLength(1_000);
  });

  it('late in a minute schedules the evaluation for the minute after the next, even if the next schedule is still pending', async () => {
    await invoke();
    advanceSeconds(41);
    await invoke();
    expect(pending()).toEqual(['evaluate-2026-01-15T09-01Z', 'evaluate-2026-01-15T09-02Z']);
  });

  it('of a tag without influence on a verdict leads to no call', async () => {
    await invoke(iamEvent('TagUser', { userName: 'alice', tags: [{ key: 'team', value: 'a' }] }));
    expect(account.calls).toEqual([]);
    expect(deployment.lines.reevaluation).toEqual([line({ trigger: 'TagUser' })]);
  });

  it('of the status of a key is noted in the ledger, with who made it, and by the event that comes twice only once', async () => {
    const event = iamEvent('UpdateAccessKey', PARAMETERS);
    for (let count = 0; count < 2; count += 1) expect((await invoke(event)).FunctionError).toBeUndefined();
    expect(touches()).toEqual([
      {
        pk: 'TOUCHED',
        sk: `${PARAMETERS.accessKeyId}#2026-01-15T08:59:58.000Z#${EVENT_ID}`,
        nonce: EVENT_ID,
        by: 'arn:aws:sts::111122223333:assumed-role/admin/somebody',
        isOurs: 'false',
        expiresAt: expect.any(String),
      },
    ]);
    expect(deployment.lines.reevaluation[0]).toEqual(
      line({
        trigger: 'UpdateAccessKey',
        changedUsers: 1,
        scheduledFor: 'evaluate-2026-01-15T09-01Z',
        touchedAccessKeyId: PARAMETERS.accessKeyId,
      }),
    );
  });

  it('of the status of a key whose touch cannot be noted is an error, and the evaluation is scheduled nevertheless', async () => {
    account.faults.add(({ input }) =>
      JSON.stringify(input).includes('TOUCHED') ? { kind: 'deny' } : undefined,
    );
    expect(await invoke(iamEvent('UpdateAccessKey', PARAMETERS))).toMatchObject({
      FunctionError: 'Unhandled',
    });
    expect(pending()).toHaveLength(1);
  });

  it('of the status of a key is noted although no evaluation can be scheduled', async () => {
    account.faults.add(({ service }) => (service === 'scheduler' ? { kind: 'deny' } : undefined));
    expect(await invoke(iamEvent('UpdateAccessKey', PARAMETERS))).toMatchObject({
      FunctionError: 'Unhandled',
    });
    expect(touches()).toHaveLength(1);
  });

  it('by the remediation function is noted as ours', async () => {
    const { iam } = account.connect({ principal: NAMES.remediationFunction });
    account.backdoor.createUser({ userName: 'alice' });
    const key = account.backdoor.createAccessKey('alice', {});
    account.trail.addTarget(NAMES.reevaluationFunction);
    await iam.send(new UpdateAccessKeyCommand({ UserName: 'alice', AccessKeyId: key, Status: 'Inactive' }));
    account.backdoor.setKeyStatus(key, 'Active');
    expect(await account.trail.deliver()).toEqual([]);
    expect(
      touches()
        .map(({ by, isOurs }) => [by, isOurs])
        .toSorted(),
    ).toEqual([
      ['arn:aws:iam::111122223333:user/operator', 'false'],
      [
        'arn:aws:sts::111122223333:assumed-role/one-active-key-remediation/one-active-key-remediation',
        'true',
      ],
    ]);
  });

  it('that cannot be scheduled is an error, so that Lambda retries and the alarm counts it', async () => {
    account.faults.add(({ service }) => (service === 'scheduler' ? { kind: 'deny' } : undefined));
    expect(await invoke()).toMatchObject({ FunctionError: 'Unhandled' });
  });
});

describe('an evaluation that is due', () => {
  it('is started for our rules, also for that of a pack, and for no other rule', async () => {
    const { configRules } = account;
    const ours = deployment.ruleFunctionArn;
    configRules.put({
      configRuleName: 'iam-user-one-active-access-key-conformance-pack-x',
      sourceIdentifier: ours,
    });
    configRules.put({ configRuleName: 'another', sourceIdentifier: `${ours}-of-somebody-else` });
    await invoke();
    await runSchedules();
    expect(await configRules.runStarted()).toEqual([
      'iam-user-one-active-access-key',
      'iam-user-one-active-access-key-conformance-pack-x',
    ]);
    expect(deployment.lines.reevaluation[1]).toEqual(
      line({
        started: ['iam-user-one-active-access-key', 'iam-user-one-active-access-key-conformance-pack-x'],
      }),
    );
  });

  it('reports the verdict after the change', async () => {
    const alice = account.backdoor.createUser({ userName: 'alice' });
    account.backdoor.createAccessKey('alice', { createdAt: new Date(0) });
    account.backdoor.createAccessKey('alice', { createdAt: new Date(0) });
    await invoke();
    await runSchedules();
    await account.configRules.runStarted();
    expect(account.configRules.results(NAMES.configRule)).toMatchObject([
      { resourceId: alice.userId, complianceType: 'NON_COMPLIANT' },
    ]);
  });

  it('is postponed while Config refuses it, and started when the previous evaluation has ended', async () => {
    await invoke();
    await runSchedules();
    // The first evaluation has not ended, so that Config refuses another one.
    await invoke();
    advanceSeconds(60);
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

  it(`is an error after ${MAX_POSTPONEMENTS} postponements`, async () => {
    await invoke();
    await runSchedules();
    // Our own start was a minute ago, and AWS Config still evaluates it.
    advanceSeconds(60);
    const last = { operation: 'StartEvaluations', postponements: MAX_POSTPONEMENTS };
    const result = await invoke(last);
    expect(result.FunctionError).toBe('Unhandled');
    expect(result.Payload).toContain(`refused to start an evaluation of ${NAMES.configRule} for 30 minutes`);
    expect(pending()).toEqual([]);
  });

  it('is postponed thirty times before that error', async () => {
    await invoke();
    await runSchedules();
    // Our own start was a minute ago, and AWS Config still evaluates it.
    advanceSeconds(60);
    await invoke({ operation: 'StartEvaluations', postponements: MAX_POSTPONEMENTS - 1 });
    expect(account.scheduler.pending()[0]?.input).toContain(`"postponements":${MAX_POSTPONEMENTS}`);
  });

  it('starts nothing if our rule does not exist, without an error, since the rule may be created later', async () => {
    const empty = createSandboxAccount();
    const { lines } = deployFunctions(empty, { withoutRule: true });
    const due = { operation: 'StartEvaluations', postponements: 0 };
    expect((await empty.functions.invoke(NAMES.reevaluationFunction, due)).FunctionError).toBeUndefined();
    expect(lines.reevaluation).toEqual([line({})]);
  });
});
