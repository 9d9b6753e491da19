import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../sandbox/account.ts';
import type { LambdaContext } from '../../sandbox/functions.ts';

const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-rule';

describe('A Lambda function', () => {
  it('receives its event and returns its result as JSON', async () => {
    const { functions } = createSandboxAccount();
    functions.register('echo', async (event) => ({ event, at: new Date(0) }));
    const result = await functions.invoke('echo', { id: 1, absent: undefined });
    expect(result).toEqual({
      StatusCode: 200,
      Payload: '{"event":{"id":1},"at":"1970-01-01T00:00:00.000Z"}',
    });
  });

  it('returns null if its handler returns undefined', async () => {
    const { functions } = createSandboxAccount();
    functions.register('silent', async () => undefined);
    expect(await functions.invoke('silent', {})).toEqual({ StatusCode: 200, Payload: 'null' });
  });

  it('reports an error by name and message', async () => {
    const { functions } = createSandboxAccount();
    functions.register('broken', async () => {
      throw new RangeError('Too much');
    });
    const { FunctionError, Payload } = await functions.invoke('broken', {});
    expect(FunctionError).toBe('Unhandled');
    expect(JSON.parse(Payload)).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'Too much',
      trace: expect.arrayContaining(['RangeError: Too much']),
    });
  });

  it('reports a thrown value that is not an error by its type', async () => {
    const { functions } = createSandboxAccount();
    functions.register('broken', () => Promise.reject('enough'));
    const { Payload } = await functions.invoke('broken', {});
    expect(JSON.parse(Payload)).toEqual({ errorType: 'string', errorMessage: 'enough', trace: [] });
  });

  it('is found by name, by ARN and by qualified ARN', async () => {
    const { functions } = createSandboxAccount();
    functions.register(ARN, async (_event, { invokedFunctionArn }) => invokedFunctionArn);
    for (const name of ['one-active-key-rule', ARN, `${ARN}:live`]) {
      expect(await functions.invoke(name, {})).toMatchObject({ Payload: JSON.stringify(ARN) });
    }
  });

  it('is not found if it is not registered', async () => {
    const { functions } = createSandboxAccount();
    await expect(functions.invoke('absent', {})).rejects.toThrow('Function not found');
  });

  it('receives its name, its request id and its remaining time', async () => {
    const account = createSandboxAccount();
    let context: LambdaContext | undefined;
    const remaining: number[] = [];
    const handler = async (_event: unknown, lambdaContext: LambdaContext): Promise<void> => {
      context = lambdaContext;
      remaining.push(lambdaContext.getRemainingTimeInMillis());
      account.clock.advance(1_000);
      remaining.push(lambdaContext.getRemainingTimeInMillis());
    };
    account.functions.register('timed', handler, { timeoutMs: 300_000 });
    await account.functions.invoke('timed', {});
    expect(context).toMatchObject({
      functionName: 'timed',
      awsRequestId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    });
    expect(remaining).toEqual([300_000, 299_000]);
  });

  it('has a timeout of 15 minutes by default', async () => {
    const { functions } = createSandboxAccount();
    functions.register('timed', async (_event, context) => context.getRemainingTimeInMillis());
    expect(await functions.invoke('timed', {})).toMatchObject({ Payload: '900000' });
  });

  it('accepts no callback, like the runtime from Node.js 24 on', () => {
    const { functions } = createSandboxAccount();
    const handler = async (_event: unknown, _context: unknown, _callback?: unknown): Promise<void> => {};
    expect(() => functions.register('old', handler)).toThrow(TypeError);
  });
});
