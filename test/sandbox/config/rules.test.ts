import {
  DescribeConfigRulesCommand,
  InvalidNextTokenException,
  LimitExceededException,
  NoSuchConfigRuleException,
  paginateDescribeConfigRules,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { refusalOf } from '../refusal.ts';

const RULE = 'iam-user-one-active-access-key';
const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-rule';

/** An account with one rule, whose function records its events. */
function anAccount() {
  const account = createSandboxAccount({ startAt: new Date('2026-01-15T09:00:00.000Z') });
  const events: unknown[] = [];
  account.functions.register(FUNCTION, async (event) => void events.push(event));
  account.configRules.put({ configRuleName: RULE, sourceIdentifier: FUNCTION });
  const { config } = account.connect({ principal: 'tester', maxAttempts: 1 });
  const start = (...ConfigRuleNames: string[]) =>
    config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames }));
  return { ...account, config, events, start };
}

describe('An evaluation on schedule', () => {
  it('sends the function the event that Config sends', async () => {
    const { configRules, events } = anAccount();
    const inputParameters = { selectionStrategy: 'Oldest' };
    configRules.put({ configRuleName: RULE, sourceIdentifier: FUNCTION, inputParameters });
    expect(await configRules.evaluate(RULE)).toEqual({});
    const id = /^config-rule-[a-z0-9]{6}$/;
    expect(events).toEqual([
      {
        version: '1.0',
        invokingEvent: JSON.stringify({
          awsAccountId: '111122223333',
          notificationCreationTime: '2026-01-15T09:00:00.000Z',
          messageType: 'ScheduledNotification',
          recordVersion: '1.0',
        }),
        ruleParameters: '{"selectionStrategy":"Oldest"}',
        resultToken: expect.stringMatching(/./),
        eventLeftScope: false,
        executionRoleArn: expect.stringMatching(/^arn:aws:iam::111122223333:role\/aws-service-role\//),
        configRuleArn: expect.stringMatching(
          /^arn:aws:config:us-east-1:111122223333:config-rule\/config-rule-/,
        ),
        configRuleName: RULE,
        configRuleId: expect.stringMatching(id),
        accountId: '111122223333',
      },
    ]);
  });

  it('sends an empty object to a rule without parameters', async () => {
    const { configRules, events } = anAccount();
    await configRules.evaluate(RULE);
    expect(events).toMatchObject([{ ruleParameters: '{}' }]);
  });

  it('has a new result token', async () => {
    const { configRules, events } = anAccount();
    await configRules.evaluate(RULE);
    await configRules.evaluate(RULE);
    const tokens = events.map((event) => (event as { resultToken: string }).resultToken);
    expect(new Set(tokens).size).toBe(2);
  });

  it("returns the function's error", async () => {
    const { configRules, functions } = anAccount();
    functions.register(FUNCTION, () => Promise.reject(new Error('3 of 7 users were not evaluated')));
    expect(await configRules.evaluate(RULE)).toEqual({ functionError: '3 of 7 users were not evaluated' });
  });

  it('refuses a rule that does not exist', async () => {
    const { configRules } = anAccount();
    await expect(configRules.evaluate('absent')).rejects.toThrow("'absent'");
  });
});

describe('StartConfigRulesEvaluation', () => {
  it('starts an evaluation, which runs once', async () => {
    const { configRules, events, start } = anAccount();
    await start(RULE);
    expect(events).toEqual([]);
    expect(await configRules.runStarted()).toEqual([RULE]);
    expect(await configRules.runStarted()).toEqual([]);
    expect(events).toHaveLength(1);
  });

  it('refuses a rule within a minute of its last start', async () => {
    const { configRules, clock, start } = anAccount();
    await start(RULE);
    await configRules.runStarted();
    clock.advance(59_999);
    expect(await refusalOf(start(RULE))).toBeInstanceOf(LimitExceededException);
    clock.advance(1);
    await start(RULE);
    expect(await configRules.runStarted()).toEqual([RULE]);
  });

  it('refuses a rule whose started evaluation has not run yet, even after a minute', async () => {
    const { clock, start } = anAccount();
    await start(RULE);
    clock.advance(120_000);
    expect(await refusalOf(start(RULE))).toBeInstanceOf(LimitExceededException);
  });

  it('refuses a rule that is being evaluated', async () => {
    const { configRules, functions, start } = anAccount();
    const refusals: unknown[] = [];
    functions.register(FUNCTION, async () => void refusals.push(await refusalOf(start(RULE))));
    await configRules.evaluate(RULE);
    expect(refusals).toEqual([expect.any(LimitExceededException)]);
  });

  it('is retried by the SDK, which treats that error as throttling', async () => {
    const { calls, connect, start } = anAccount();
    await start(RULE);
    const { config } = connect({ principal: 'persistent', maxAttempts: 3 });
    await refusalOf(config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [RULE] })));
    expect(calls.filter(({ principal }) => principal === 'persistent')).toHaveLength(3);
  });

  it('counts the minute for each rule separately', async () => {
    const { configRules, start } = anAccount();
    configRules.put({ configRuleName: 'other', sourceIdentifier: FUNCTION });
    await start(RULE);
    await start('other');
    expect(await configRules.runStarted()).toEqual([RULE, 'other']);
  });

  it('starts none of its rules if one of them is refused', async () => {
    const { configRules, start } = anAccount();
    expect(await refusalOf(start(RULE, 'absent'))).toBeInstanceOf(NoSuchConfigRuleException);
    expect(await configRules.runStarted()).toEqual([]);
  });

  it('refuses a request without rules', async () => {
    const { start } = anAccount();
    expect((await refusalOf(start())).name).toMatch(/^(InvalidParameterValue|Validation)Exception$/);
  });
});

describe('DescribeConfigRules', () => {
  it('returns 60 rules in pages of 25', async () => {
    const { config, configRules } = anAccount();
    for (let number = 2; number <= 60; number += 1) {
      configRules.put({ configRuleName: `rule-${number}`, sourceIdentifier: FUNCTION });
    }
    const counts: number[] = [];
    for await (const page of paginateDescribeConfigRules({ client: config }, {})) {
      counts.push(page.ConfigRules?.length ?? 0);
    }
    expect(counts).toEqual([25, 25, 10]);
  });

  it('returns the function and the parameters of a rule', async () => {
    const { config, configRules } = anAccount();
    const inputParameters = { rotationGraceHours: '24' };
    configRules.put({ configRuleName: RULE, sourceIdentifier: FUNCTION, inputParameters });
    const { ConfigRules } = await config.send(new DescribeConfigRulesCommand({ ConfigRuleNames: [RULE] }));
    expect(ConfigRules).toMatchObject([
      {
        ConfigRuleName: RULE,
        Source: { Owner: 'CUSTOM_LAMBDA', SourceIdentifier: FUNCTION },
        InputParameters: '{"rotationGraceHours":"24"}',
      },
    ]);
  });

  it('refuses a rule that does not exist', async () => {
    const { config } = anAccount();
    const command = new DescribeConfigRulesCommand({ ConfigRuleNames: ['absent'] });
    expect(await refusalOf(config.send(command))).toBeInstanceOf(NoSuchConfigRuleException);
  });

  it('refuses a token that it did not return', async () => {
    const { config } = anAccount();
    const command = new DescribeConfigRulesCommand({ NextToken: 'invented' });
    expect(await refusalOf(config.send(command))).toBeInstanceOf(InvalidNextTokenException);
  });
});

describe('A rule that is put again', () => {
  it('keeps its id and its results', async () => {
    const { config, configRules } = anAccount();
    const idNow = async () => {
      const { ConfigRules } = await config.send(new DescribeConfigRulesCommand({}));
      return ConfigRules?.map(({ ConfigRuleId }) => ConfigRuleId);
    };
    const before = await idNow();
    configRules.put({ configRuleName: RULE, sourceIdentifier: `${FUNCTION}-2` });
    expect(await idNow()).toEqual(before);
  });
});
