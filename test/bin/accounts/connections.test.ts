import { expect, it, onTestFinished, vi } from 'vitest';
import { openOrigin } from '../../../bin/account/open-account.ts';

const CLOCK = { now: () => new Date('2026-11-21T09:00:00Z'), wait: async () => {} };

const credentials = async () => ({ accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' });

it('all accounts share their connections, as many as ten accounts need with the highest --concurrency', async () => {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  onTestFinished(() => void vi.unstubAllEnvs());
  const origin = await openOrigin({}, CLOCK);
  const entered = [await origin.openOwn(), await origin.open(credentials), await origin.open(credentials)];
  const clients = [
    origin.sts(),
    origin.organizations(),
    ...entered.flatMap(({ iam, config, ssm, sts }) => [iam, config(), ssm(), sts()]),
  ];
  const handlers = new Set<object>(clients.map(({ config }) => config.requestHandler));
  expect(handlers.size).toBe(1);
  const [handler] = handlers;
  expect(await (handler as { configProvider?: Promise<object> }).configProvider).toMatchObject({
    connectionTimeout: 3_000,
    socketTimeout: 10_000,
    httpsAgent: { maxSockets: 1_000, keepAlive: true },
  });
});
