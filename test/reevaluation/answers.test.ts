import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { ConflictException, CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { createReevaluationHandler } from '../../reevaluation/handler.ts';
import { iamEvent } from '../support/iam-events.ts';
import { aLedger } from '../support/ledger.ts';

const RULE_FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-rule';
const SDK = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
};
const cause = { message: 'a cause', $metadata: {} };

// Only this client is mocked, and not its class, which other test files use in the same process.
const configClient = new ConfigServiceClient(SDK);
const schedulerClient = new SchedulerClient(SDK);
const scheduler = mockClient(schedulerClient);
afterEach(() => {
  scheduler.reset();
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
        schedulerWithoutRetries: schedulerClient,
        ruleFunctionArn: RULE_FUNCTION,
        schedulerRoleArn: 'arn:aws:iam::111122223333:role/one-active-key-scheduler',
        ledger: aLedger().ledger,
        wait: async () => {},
        randomId: () => 'nonce',
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
        changedUsers: 1,
        started: [],
        postponed: [],
        scheduledFor: 'evaluate-2026-01-15T09-02Z',
        touchedAccessKeyId: '',
      });
      const names = scheduler.commandCalls(CreateScheduleCommand).map(({ args }) => args[0].input.Name);
      expect(names).toEqual(['evaluate-2026-01-15T09-01Z', 'evaluate-2026-01-15T09-02Z']);
    },
  );
});
