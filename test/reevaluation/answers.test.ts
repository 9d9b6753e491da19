import {
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  LimitExceededException,
  NoSuchConfigRuleException,
  ResourceInUseException,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ConflictException, CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { startEvaluations } from '../../aws/config-rules.ts';
import { createReevaluationHandler } from '../../reevaluation/handler.ts';
import { iamEvent } from '../support/iam-events.ts';

const RULE_FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-rule';
const SDK = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
};
const cause = { message: 'a cause', $metadata: {} };

// Only these two clients are mocked, and not their classes, which other test files use in the same process.
const configClient = new ConfigServiceClient(SDK);
const schedulerClient = new SchedulerClient(SDK);
const config = mockClient(configClient);
const scheduler = mockClient(schedulerClient);
afterEach(() => {
  config.reset();
  scheduler.reset();
});

describe('the start of the evaluations of two rules', () => {
  const start = () =>
    startEvaluations({ config: configClient, configWithoutRetries: configClient }, RULE_FUNCTION);
  const refuse = (error: Error) => {
    const ours = ['first', 'second'].map((ConfigRuleName) => ({
      ConfigRuleName,
      Source: { Owner: 'CUSTOM_LAMBDA' as const, SourceIdentifier: RULE_FUNCTION },
    }));
    config.on(DescribeConfigRulesCommand).resolves({ ConfigRules: ours });
    config.on(StartConfigRulesEvaluationCommand).resolves({});
    config.on(StartConfigRulesEvaluationCommand, { ConfigRuleNames: ['first'] }).rejects(error);
  };

  it.each([
    ['is being evaluated', new LimitExceededException(cause), ['first']],
    ['is in use', new ResourceInUseException(cause), ['first']],
    ['was deleted', new NoSuchConfigRuleException(cause), []],
  ])('the first rule %s: the second is started', async (_, error, postponed) => {
    refuse(error);
    expect(await start()).toEqual({ started: ['second'], postponed });
  });

  it('the start of the first is denied: the second is started, and the function fails', async () => {
    refuse(new Error('AccessDenied'));
    await expect(start()).rejects.toThrow('AccessDenied');
    expect(config.commandCalls(StartConfigRulesEvaluationCommand)).toHaveLength(2);
  });
});

describe('a request for a schedule', () => {
  it.each([
    ['at the beginning of', 60_000],
    ['within', 61_000],
  ])(
    'that ends %s the minute of the schedule is repeated for the next minute, since the existing schedule may have fired',
    async (_, duration) => {
      let time = Date.parse('2026-01-15T09:00:00Z');
      const handler = createReevaluationHandler({
        config: configClient,
        configWithoutRetries: configClient,
        scheduler: schedulerClient,
        ruleFunctionArn: RULE_FUNCTION,
        schedulerRoleArn: 'arn:aws:iam::111122223333:role/one-active-key-scheduler',
        ledger: { dynamodb: new DynamoDBClient(SDK), tableName: 'unused' },
        now: () => new Date(time),
        log: () => {},
      });
      scheduler
        .on(CreateScheduleCommand)
        .callsFakeOnce(() => {
          time += duration;
          throw new ConflictException({ ...cause, Message: 'there already' });
        })
        .resolves({});
      const line = await handler(iamEvent('CreateAccessKey'), { invokedFunctionArn: RULE_FUNCTION });
      expect(line).toEqual({
        trigger: 'CreateAccessKey',
        scheduledFor: 'evaluate-2026-01-15T09-02Z',
        touchedAccessKeyId: '',
      });
      const names = scheduler.commandCalls(CreateScheduleCommand).map(({ args }) => args[0].input.Name);
      expect(names).toEqual(['evaluate-2026-01-15T09-01Z', 'evaluate-2026-01-15T09-02Z']);
    },
  );
});
