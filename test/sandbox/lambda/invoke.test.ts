import { InvokeCommand, type LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { refusalOf } from '../refusal.ts';

const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:echo';

/** An account with the function `echo`, which returns its event, and `broken`, which throws. */
function anAccount() {
  const account = createSandboxAccount();
  account.functions.register('echo', async (event) => ({ event }));
  account.functions.register('broken', async () => {
    throw new RangeError('Too much');
  });
  return { account, lambda: account.connect({ principal: 'tester' }).lambda };
}

async function invoke(lambda: LambdaClient, FunctionName: string, Payload?: string | Uint8Array) {
  const { Payload: bytes, ...answer } = await lambda.send(
    new InvokeCommand({ FunctionName, ...(Payload === undefined ? {} : { Payload }) }),
  );
  return { ...answer, payload: JSON.parse(new TextDecoder().decode(bytes)) };
}

describe('Invoke', () => {
  it.each<[string, string, string | Uint8Array | undefined, unknown]>([
    ['by name, with a text', 'echo', '{"user":"bob"}', { user: 'bob' }],
    ['by name, with bytes', 'echo', new TextEncoder().encode('{"user":"bob"}'), { user: 'bob' }],
    ['by ARN, without an event', ARN, undefined, {}],
  ])('%s', async (_title, name, payload, event) => {
    const { lambda } = anAccount();
    expect(await invoke(lambda, name, payload)).toMatchObject({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      payload: { event },
    });
  });

  it('succeeds for a function that fails: the answer has the error', async () => {
    const answer = await invoke(anAccount().lambda, 'broken', '{}');
    expect(answer).toMatchObject({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      payload: { errorType: 'RangeError', errorMessage: 'Too much' },
    });
  });

  it('refuses a function that does not exist', async () => {
    const refusal = await refusalOf(invoke(anAccount().lambda, 'absent', '{}'));
    expect(refusal).toBeInstanceOf(ResourceNotFoundException);
    expect(refusal.message).toContain(
      'Function not found: arn:aws:lambda:us-east-1:111122223333:function:absent',
    );
  });

  it.each([
    ['a payload that is not JSON', 'echo', '{', 'InvalidRequestContentException'],
    ['a payload above 6 MB', 'echo', `"${'x'.repeat(6 * 1024 * 1024)}"`, 'RequestTooLargeException'],
    ['a name that is none', 'no spaces', '{}', 'ValidationException'],
  ])('refuses %s', async (_title, name, payload, error) => {
    expect((await refusalOf(invoke(anAccount().lambda, name, payload))).name).toBe(error);
  });

  it('is denied by the name of its permission', async () => {
    const { account, lambda } = anAccount();
    account.faults.add(() => ({ kind: 'deny' }));
    const refusal = await refusalOf(invoke(lambda, 'echo', '{}'));
    expect(refusal).toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } });
    expect(refusal.message).toContain(`lambda:InvokeFunction on resource: ${ARN} because`);
  });

  it.each([
    [{ InvocationType: 'Event' }, 'type RequestResponse; received Event'],
    [{ Qualifier: 'live' }, 'only FunctionName, InvocationType, Payload in Invoke; received Qualifier'],
  ] as const)('%o: the sandbox does not support it and says so', async (member, message) => {
    const request = anAccount().lambda.send(new InvokeCommand({ FunctionName: 'echo', ...member }));
    await expect(request).rejects.toThrow(message);
  });
});
