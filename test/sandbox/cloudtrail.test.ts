import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import type { RecordedCall } from '../../sandbox/cloudtrail/event-history.ts';
import { immediateRetries } from '../../sandbox/immediate-retries.ts';
import { refusalOf } from './refusal.ts';
import { served } from './wire/served.ts';

const KEY = 'AKIAALICE1000EXAMPLE';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A client of a Region over HTTP, and one without. */
const CLIENTS = {
  direct: async (account: SandboxAccount, region: string) =>
    account.connect({ principal: 'tester', region, maxAttempts: 1 }).cloudtrail,
  wire: async (account: SandboxAccount, region: string) => {
    const { endpoint } = await served(account);
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' };
    const client = new CloudTrailClient({
      endpoint,
      region,
      credentials,
      retryStrategy: immediateRetries(1),
    });
    onTestFinished(() => client.destroy());
    return client;
  },
};

const call = (account: SandboxAccount, minutesAgo: number, others: Partial<RecordedCall> = {}) =>
  account.eventHistory.record({
    accessKeyId: KEY,
    userName: 'alice',
    at: new Date(account.clock.now().getTime() - minutesAgo * MINUTE_MS),
    region: 'eu-west-1',
    eventSource: 'sts.amazonaws.com',
    eventName: 'GetCallerIdentity',
    sourceIPAddress: '192.0.2.7',
    userAgent: 'aws-cli/2.31.0',
    ...others,
  });

const lookup = (input: LookupEventsCommandInput = {}) =>
  new LookupEventsCommand({
    LookupAttributes: [{ AttributeKey: 'AccessKeyId', AttributeValue: KEY }],
    ...input,
  });

describe.each(Object.entries(CLIENTS))('LookupEvents, %s', (_, connect) => {
  it('the events of a key in the Region, the newest first', async () => {
    const account = createSandboxAccount();
    call(account, 2, { eventName: 'AssumeRole', errorCode: 'AccessDenied', vpcEndpointId: 'vpce-1' });
    call(account, 1);
    call(account, 1, { accessKeyId: 'AKIAOTHER1000EXAMPLE' });
    call(account, 1, { region: 'us-east-1' });
    const client = await connect(account, 'eu-west-1');
    const { Events = [], NextToken } = await client.send(lookup());
    expect(NextToken).toBeUndefined();
    expect(Events.map(({ EventName }) => EventName)).toEqual(['GetCallerIdentity', 'AssumeRole']);
    expect(Events[1]).toMatchObject({
      AccessKeyId: KEY,
      EventSource: 'sts.amazonaws.com',
      EventTime: new Date(account.clock.now().getTime() - 2 * MINUTE_MS),
      Username: 'alice',
    });
    expect(JSON.parse(Events[1]?.CloudTrailEvent ?? '')).toMatchObject({
      userIdentity: { type: 'IAMUser', userName: 'alice', accessKeyId: KEY },
      sourceIPAddress: '192.0.2.7',
      userAgent: 'aws-cli/2.31.0',
      awsRegion: 'eu-west-1',
      errorCode: 'AccessDenied',
      vpcEndpointId: 'vpce-1',
    });
  });

  it('fifty a page, and each event on one page', async () => {
    const account = createSandboxAccount();
    for (let n = 0; n < 120; n += 1) call(account, n);
    const client = await connect(account, 'eu-west-1');
    const sizes = [];
    const ids = new Set<string | undefined>();
    let NextToken: string | undefined;
    do {
      account.clock.advance(500);
      const page = await client.send(lookup(NextToken === undefined ? {} : { NextToken }));
      sizes.push(page.Events?.length);
      for (const { EventId } of page.Events ?? []) ids.add(EventId);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect({ sizes, different: ids.size }).toEqual({ sizes: [50, 50, 20], different: 120 });
  });

  it('IAM’s events are in us-east-1, wherever the call came from', async () => {
    const account = createSandboxAccount();
    call(account, 1, { eventSource: 'iam.amazonaws.com', eventName: 'ListUsers' });
    const { Events } = await (await connect(account, 'us-east-1')).send(lookup());
    expect(Events).toMatchObject([{ EventName: 'ListUsers' }]);
  });

  it('two lookups a second in a Region, then ThrottlingException', async () => {
    const account = createSandboxAccount();
    const client = await connect(account, 'eu-west-1');
    await client.send(lookup());
    await client.send(lookup());
    expect((await refusalOf(client.send(lookup()))).name).toBe('ThrottlingException');
    const elsewhere = await connect(account, 'us-east-1');
    await elsewhere.send(lookup());
    account.clock.advance(1_000);
    await client.send(lookup());
  });

  it('a Region that the account has not enabled knows no credentials of it', async () => {
    const client = await connect(createSandboxAccount(), 'me-south-1');
    expect((await refusalOf(client.send(lookup()))).name).toBe('UnrecognizedClientException');
  });
});

describe('LookupEvents refuses', () => {
  const from = new Date('2026-01-02T00:00:00Z');
  const to = new Date('2026-01-01T00:00:00Z');
  it.each<[string, LookupEventsCommandInput, string]>([
    [
      'two attributes',
      {
        LookupAttributes: [
          { AttributeKey: 'AccessKeyId', AttributeValue: KEY },
          { AttributeKey: 'EventName', AttributeValue: 'x' },
        ],
      },
      'InvalidLookupAttributesException',
    ],
    ['a time that ends before it begins', { StartTime: from, EndTime: to }, 'InvalidTimeRangeException'],
    ['a token that it did not give', { NextToken: 'x' }, 'InvalidNextTokenException'],
    ['more than fifty events', { MaxResults: 51 }, 'ValidationException'],
  ])('%s', async (_, input, name) => {
    const client = await CLIENTS.direct(createSandboxAccount(), 'eu-west-1');
    expect((await refusalOf(client.send(lookup(input)))).name).toBe(name);
  });

  it('a token with other parameters', async () => {
    const account = createSandboxAccount();
    for (let n = 0; n < 60; n += 1) call(account, n);
    const client = await CLIENTS.direct(account, 'eu-west-1');
    const { NextToken } = await client.send(lookup());
    const other = lookup({ NextToken, StartTime: to });
    expect((await refusalOf(client.send(other))).name).toBe('InvalidNextTokenException');
  });
});

describe('the time of events', () => {
  it('only those of the last ninety days, and of the given time', async () => {
    const account = createSandboxAccount();
    for (const days of [1, 30, 91]) call(account, days * 24 * 60, { eventName: `After${days}Days` });
    const client = await CLIENTS.direct(account, 'eu-west-1');
    const namesOf = async (input: LookupEventsCommandInput) =>
      (await client.send(lookup(input))).Events?.map(({ EventName }) => EventName);
    const weekAgo = new Date(account.clock.now().getTime() - 7 * DAY_MS);
    expect(await namesOf({})).toEqual(['After1Days', 'After30Days']);
    account.clock.advance(1_000);
    expect(await namesOf({ StartTime: weekAgo })).toEqual(['After1Days']);
    expect(await namesOf({ EndTime: weekAgo })).toEqual(['After30Days']);
  });
});
