import { describe, expect, it } from 'vitest';
import { type KeyLookup, LOOKUP_LIMITS, lookUpKeyEvents } from '../../aws/event-history.ts';
import { createLimiter } from '../../aws/limiter.ts';
import { listEnabledRegions } from '../../aws/regions.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import type { RecordedCall } from '../../sandbox/cloudtrail/event-history.ts';

const KEY = 'AKIAALICE1000EXAMPLE';
const HOUR_MS = 3_600_000;

function recordCall(account: SandboxAccount, hoursAgo: number, others: Partial<RecordedCall> = {}) {
  account.eventHistory.record({
    accessKeyId: KEY,
    userName: 'alice',
    at: new Date(account.clock.now().getTime() - hoursAgo * HOUR_MS),
    region: 'eu-west-1',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    sourceIPAddress: '192.0.2.7',
    userAgent: 'aws-cli/2.31.0',
    ...others,
  });
}

/** The client of a Region with the pace of lookups, on the clock of the account. */
function clientOf({ clock, connect }: SandboxAccount) {
  const now = () => clock.now().getTime();
  const cloudtrailRetryStrategy = createLimiter({ now, wait: clock.wait, random: () => 0.5 }, LOOKUP_LIMITS);
  return connect({ principal: 'tester', region: 'eu-west-1', cloudtrailRetryStrategy }).cloudtrail;
}

function lookUp(account: SandboxAccount, mayGoOn: KeyLookup['mayGoOn'] = () => true) {
  const now = account.clock.now();
  const from = new Date(now.getTime() - 90 * 24 * HOUR_MS);
  return lookUpKeyEvents(clientOf(account), { accessKeyId: KEY, from, to: now, mayGoOn });
}

describe('the events of a key', () => {
  it('have what the record of CloudTrail has', async () => {
    const account = createSandboxAccount();
    recordCall(account, 1, { errorCode: 'AccessDenied', vpcEndpointId: 'vpce-1' });
    expect(await lookUp(account)).toEqual({
      isComplete: true,
      events: [
        {
          at: new Date(account.clock.now().getTime() - HOUR_MS),
          service: 'ec2.amazonaws.com',
          action: 'DescribeInstances',
          sourceAddress: '192.0.2.7',
          userAgent: 'aws-cli/2.31.0',
          vpcEndpointId: 'vpce-1',
          errorCode: 'AccessDenied',
        },
      ],
    });
  });

  it('are read page by page, two a second, and no lookup is throttled', async () => {
    const account = createSandboxAccount();
    for (let n = 0; n < 260; n += 1) recordCall(account, n);
    const startedAt = account.clock.now().getTime();
    expect(await lookUp(account)).toMatchObject({ isComplete: true, events: { length: 260 } });
    expect(account.calls.map(({ outcome }) => outcome)).toEqual(Array(6).fill('ok'));
    expect(account.clock.now().getTime() - startedAt).toBe(2_500);
  });

  it('are the newest ones, and not complete, if the lookup is ended', async () => {
    const account = createSandboxAccount();
    for (let n = 0; n < 260; n += 1) recordCall(account, n);
    const found = await lookUp(account, (pages) => pages < 2);
    expect(found.isComplete).toBe(false);
    expect(found.events).toHaveLength(100);
    expect(found.events.at(-1)?.at).toEqual(new Date(account.clock.now().getTime() - 500 - 99 * HOUR_MS));
  });

  it('a page is asked for again if others in the account use up the rate', async () => {
    const account = createSandboxAccount();
    recordCall(account, 1);
    let throttles = 3;
    account.faults.add(() => {
      throttles -= 1;
      return throttles >= 0 ? { kind: 'throttle' } : undefined;
    });
    expect(await lookUp(account)).toMatchObject({ events: { length: 1 } });
    expect(account.calls).toHaveLength(4);
  });

  it.each([
    ['throttled for ever', 6, { kind: 'throttle' } as const, 'ThrottlingException'],
    ['denied', 1, { kind: 'deny' } as const, 'AccessDeniedException'],
    ['a connection that is lost each time', 3, { kind: 'reset', applied: false } as const, 'TimeoutError'],
  ])('%s: the error of AWS, number of attempts: %i', async (_, attempts, fault, name) => {
    const account = createSandboxAccount();
    account.faults.add(() => fault);
    await expect(lookUp(account)).rejects.toMatchObject({ name });
    expect(account.calls).toHaveLength(attempts);
  });

  const EVENT = {
    EventTime: new Date('2026-01-01T00:00:00Z'),
    EventSource: 'ec2.amazonaws.com',
    EventName: 'DescribeInstances',
  };

  it.each([
    ['no JSON', 'not JSON'],
    ['a list', '[]'],
    ['no record', undefined],
    ['fields of other types', '{"sourceIPAddress":1,"userAgent":{}}'],
  ])(
    'a record that is %s: the event counts, and its source address is unknown',
    async (_, CloudTrailEvent) => {
      const account = createSandboxAccount();
      account.faults.add(() => ({ kind: 'answer', output: { Events: [{ ...EVENT, CloudTrailEvent }] } }));
      expect((await lookUp(account)).events).toMatchObject([{ sourceAddress: '', userAgent: '' }]);
    },
  );

  it.each([
    ['without a time', { ...EVENT, EventTime: undefined }],
    ['without a service', { ...EVENT, EventSource: '' }],
    ['of another key', { ...EVENT, AccessKeyId: 'AKIAOTHER1000EXAMPLE' }],
  ])('an event %s is refused', async (_, event) => {
    const account = createSandboxAccount();
    account.faults.add(() => ({ kind: 'answer', output: { Events: [event] } }));
    await expect(lookUp(account)).rejects.toMatchObject({ name: 'MalformedAnswerError' });
  });
});

describe('the Regions of an account', () => {
  it('are those that it has enabled, or is just disabling', async () => {
    const account = createSandboxAccount({
      regions: {
        'us-east-1': 'ENABLED_BY_DEFAULT',
        'eu-south-1': 'ENABLED',
        'eu-south-2': 'DISABLED',
        'me-south-1': 'DISABLING',
        'me-central-1': 'ENABLING',
      },
    });
    const { accountManagement } = account.connect({ principal: 'tester' });
    expect(await listEnabledRegions(accountManagement)).toEqual(['eu-south-1', 'me-south-1', 'us-east-1']);
  });
});
