import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { describe, expect, it, onTestFinished } from 'vitest';
import { REQUEST_TIMEOUTS } from '../../aws/timeouts.ts';

describe('the timeouts of the clients', () => {
  it('the SDK treats a server that never answers as a lost connection, and makes another attempt', async () => {
    let requests = 0;
    const server = createServer((socket) => {
      requests += 1;
      socket.on('error', () => {}).resume();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const iam = new IAMClient({
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
      maxAttempts: 2,
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
      requestHandler: { ...REQUEST_TIMEOUTS, socketTimeout: 20 },
    });
    await expect(iam.send(new ListUsersCommand({}))).rejects.toMatchObject({
      name: 'TimeoutError',
      $metadata: { attempts: 2 },
    });
    expect(requests).toBe(2);
  });
});
