import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { describe, expect, it, onTestFinished } from 'vitest';
import { served } from './served.ts';

const schedule = (Name: string) =>
  new CreateScheduleCommand({
    Name,
    GroupName: 'evaluations',
    ScheduleExpression: 'at(2026-01-15T09:05:00)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: 'arn:aws:lambda:us-east-1:111122223333:function:f',
      RoleArn: 'arn:aws:iam::111122223333:role/r',
      Input: '{"a":"<é>"}',
    },
  });

async function scheduler() {
  const { account, endpoint } = await served();
  account.scheduler.addGroup('evaluations');
  const client = new SchedulerClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
  });
  onTestFinished(() => client.destroy());
  return { account, client };
}

describe('EventBridge Scheduler over the wire', () => {
  it('accepts a schedule', async () => {
    const { account, client } = await scheduler();
    const answer = await client.send(schedule('evaluate-2026'));
    expect(answer.ScheduleArn).toContain('schedule/evaluations/evaluate-2026');
    expect(account.scheduler.pending()).toMatchObject([{ name: 'evaluate-2026', input: '{"a":"<é>"}' }]);
  });

  it('refuses a name that exists, and a name with invalid characters, with the SDK’s own classes', async () => {
    const { client } = await scheduler();
    await client.send(schedule('twice'));
    await expect(client.send(schedule('twice'))).rejects.toMatchObject({ name: 'ConflictException' });
    await expect(client.send(schedule('a b'))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('refuses any other operation', async () => {
    const { endpoint } = await served();
    const answer = await fetch(`${endpoint}/schedules/a`, { method: 'DELETE' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      Message: 'Expected POST /schedules/{Name}; received DELETE /schedules/a',
    });
  });
});
