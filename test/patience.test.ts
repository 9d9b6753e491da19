import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { describe, expect, it, onTestFinished } from 'vitest';
import { REQUEST_HANDLER } from '../rule/aws/patience.ts';

describe('clients that do not wait for ever', () => {
  it.each(['rule', 'remediation', 'reevaluation'])('%s: every client has the timeouts', (room) => {
    const source = readFileSync(new URL(`../${room}/index.ts`, import.meta.url), 'utf8');
    const clients = Array.from(source.matchAll(/new \w+Client\((.*)\)/g), ([, given = '']) => given);
    expect(clients.length).toBeGreaterThan(1);
    for (const given of clients) expect(given).toMatch(/requestHandler|^(\{ \.\.\.)?settings\b/);
    expect(source).toContain('REQUEST_HANDLER');
  });

  it('the SDK takes a server that never answers for a lost connection, and tries again', async () => {
    let requests = 0;
    const server = createServer((socket) => {
      requests += 1;
      socket.on('error', () => {}).resume();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const iam = new IAMClient({
      ...{ region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, maxAttempts: 2 },
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
      requestHandler: { ...REQUEST_HANDLER, socketTimeout: 20 },
    });
    await expect(iam.send(new ListUsersCommand({}))).rejects.toMatchObject({
      name: 'TimeoutError',
      $metadata: { attempts: 2 },
    });
    expect(requests).toBe(2);
  });
});
