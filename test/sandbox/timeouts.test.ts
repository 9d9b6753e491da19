import { ListUsersCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../sandbox/account.ts';

describe('a call that hangs', () => {
  it('times out at the client’s socket timeout, is retried, and then fails', async () => {
    const account = createSandboxAccount();
    account.faults.add(() => ({ kind: 'hang' }));
    const { iam } = account.connect({ principal: 'x', maxAttempts: 2, socketTimeout: 10_000 });
    const ended = iam.send(new ListUsersCommand({})).catch((error: Error) => error.name);
    for (const attempts of [1, 2]) {
      while (account.calls.length < attempts) await new Promise((resolve) => setImmediate(resolve));
      account.clock.advance(10_000);
    }
    expect(await ended).toBe('TimeoutError');
    expect(account.calls).toHaveLength(2);
  });
});

describe('a function that exceeds its timeout', () => {
  it('ends with the error of Lambda', async () => {
    const { functions, clock } = createSandboxAccount();
    functions.register('stuck', () => new Promise(() => {}), { timeoutMs: 290_000 });
    const ended = functions.invoke('stuck', {});
    clock.advance(290_000);
    expect(await ended).toMatchObject({
      FunctionError: 'Unhandled',
      Payload: expect.stringMatching(/"Sandbox\.Timedout".*Error: Task timed out after 290\.00 seconds/),
    });
  });
});
