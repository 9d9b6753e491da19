import { describe, expect, it } from 'vitest';
import { LOOKUP_LIMITS } from '../../../../../aws/event-history.ts';
import { createLimiter } from '../../../../../aws/limiter.ts';
import { isFullyKnown } from '../../../../../bin/commands/explain/key-uses/evidence.ts';
import {
  type EvidenceOptions,
  readEvidence,
} from '../../../../../bin/commands/explain/key-uses/read-evidence.ts';
import { createSandboxAccount, type SandboxAccount } from '../../../../../sandbox/account.ts';
import type { FaultRule } from '../../../../../sandbox/faults.ts';

const [KEY, OTHER] = ['AKIAALICE1000EXAMPLE', 'AKIAALICE2000EXAMPLE'];
const REGIONS = ['eu-west-1', 'us-east-1'];
const MINUTE_MS = 60_000;

function recordCalls(account: SandboxAccount, region: string, count: number, accessKeyId = KEY) {
  for (let n = 1; n <= count; n += 1) {
    account.eventHistory.record({
      accessKeyId,
      userName: 'alice',
      at: new Date(account.clock.now().getTime() - n * MINUTE_MS),
      region,
      eventSource: 'ec2.amazonaws.com',
      eventName: 'DescribeInstances',
      sourceIPAddress: '192.0.2.7',
      userAgent: 'aws-cli/2.31.0',
    });
  }
}

function read(account: SandboxAccount, options: Partial<EvidenceOptions> = {}) {
  const { clock, connect } = account;
  const clients = new Map(
    [...REGIONS, 'me-south-1'].map((region) => {
      const environment = { now: () => clock.now().getTime(), wait: clock.wait, random: () => 0.5 };
      const cloudtrailRetryStrategy = createLimiter(environment, LOOKUP_LIMITS);
      return [region, connect({ principal: 'tester', region, cloudtrailRetryStrategy }).cloudtrail];
    }),
  );
  return readEvidence({
    accessKeyIds: [KEY, OTHER],
    regions: REGIONS,
    regionsUnknown: null,
    cloudTrailIn: async (region) => {
      const client = clients.get(region);
      if (!client) throw new Error(`no client for ${region}`);
      return client;
    },
    now: clock.now,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...options,
  });
}

/** An account in which both keys are used, and a Region of which has a fault. */
function accountWith(fault: ReturnType<FaultRule>, region: string | undefined = 'eu-west-1') {
  const account = createSandboxAccount();
  for (const each of REGIONS) recordCalls(account, each, 2);
  account.faults.add((call) => (call.region === region ? fault : undefined));
  return account;
}

describe('the evidence about keys', () => {
  it('has the events of each key in all Regions, of ninety days', async () => {
    const account = createSandboxAccount();
    const to = account.clock.now();
    recordCalls(account, 'eu-west-1', 60);
    recordCalls(account, 'us-east-1', 1);
    recordCalls(account, 'us-east-1', 2, OTHER);
    const evidence = await read(account);
    expect(evidence).toMatchObject({ to, regions: REGIONS, unknown: [] });
    expect(evidence.to.getTime() - evidence.from.getTime()).toBe(90 * 24 * 60 * MINUTE_MS);
    expect(isFullyKnown(evidence)).toBe(true);
    expect(
      evidence.keys.map(({ accessKeyId, events }) => [
        accessKeyId,
        ...REGIONS.map((region) => events.filter((event) => event.region === region).length),
      ]),
    ).toEqual([
      [KEY, 60, 1],
      [OTHER, 0, 2],
    ]);
  });

  it.each<[string, ReturnType<FaultRule>, RegExp]>([
    ['denies', { kind: 'deny' }, /^AccessDeniedException: .* cloudtrail:LookupEvents/],
    ['throttles for ever', { kind: 'throttle' }, /^ThrottlingException: Rate exceeded/],
    ['cannot be reached', { kind: 'reset', applied: false }, /^TimeoutError: /],
    ['answers something else', { kind: 'answer', output: { Events: [{}] } }, /^MalformedAnswerError: /],
  ])('a Region that %s is unknown, and the others are read', async (_, fault, reason) => {
    const evidence = await read(accountWith(fault));
    expect(evidence.unknown).toEqual([{ region: 'eu-west-1', reason: expect.stringMatching(reason) }]);
    expect(isFullyKnown(evidence)).toBe(false);
    for (const key of evidence.keys) expect(key.unknownRegions).toEqual(['eu-west-1']);
    expect(evidence.keys[0]?.events).toHaveLength(2);
  });

  it('a Region that the account has not enabled is unknown', async () => {
    const evidence = await read(createSandboxAccount(), { regions: ['me-south-1', 'us-east-1'] });
    expect(evidence.unknown).toMatchObject([{ region: 'me-south-1' }]);
  });

  it('a Region that denies is not asked about the next key', async () => {
    const account = accountWith({ kind: 'deny' });
    await read(account);
    expect(account.calls.filter(({ region }) => region === 'eu-west-1')).toHaveLength(1);
  });

  it('of a busy key only the newest thousand events of a Region are read, which the evidence says', async () => {
    const account = createSandboxAccount();
    recordCalls(account, 'eu-west-1', 1_001);
    recordCalls(account, 'us-east-1', 1_000);
    const [key] = (await read(account)).keys;
    expect(key).toMatchObject({
      events: { length: 2_000 },
      cutOffRegions: ['eu-west-1'],
      unknownRegions: [],
    });
  });

  it('after two minutes nothing more is begun: what was read counts, the rest is unknown', async () => {
    const account = createSandboxAccount();
    recordCalls(account, 'us-east-1', 200);
    account.faults.add(() => ({ kind: 'delay', ms: 70_000 }));
    const evidence = await read(account, { regions: ['us-east-1'] });
    expect(evidence.keys[0]).toMatchObject({ events: { length: 100 }, cutOffRegions: ['us-east-1'] });
    expect(evidence.keys[1]).toMatchObject({ events: [], unknownRegions: ['us-east-1'] });
    expect(evidence.unknown[0]?.reason).toBe('the time limit of two minutes is over');
  });

  it('an interruption: a Region that has not answered is unknown, and nobody waits for it', async () => {
    const controller = new AbortController();
    const account = accountWith({ kind: 'hang' });
    const evidence = await read(account, {
      signal: controller.signal,
      // The other Region has been read.
      onProgress: () => controller.abort(),
    });
    expect(evidence.unknown).toEqual([{ region: 'eu-west-1', reason: 'interrupted' }]);
    expect(evidence.keys[0]?.events).toHaveLength(2);
  });

  it('reports the progress, Region by Region', async () => {
    const shown: string[] = [];
    await read(createSandboxAccount(), { onProgress: (done, total) => shown.push(`${done}/${total}`) });
    expect(shown).toEqual(['1/2', '2/2']);
  });
});
