import { DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { GetUserCommand, ListUsersCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import { GetDocumentCommand, InvalidDocument } from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { AwsError, type Call } from '../../sandbox/api.ts';
import { refusalOf } from './refusal.ts';

afterEach(() => vi.unstubAllEnvs());

describe('A sandbox client', () => {
  it('answers a request without a network', async () => {
    const account = createSandboxAccount();
    account.backdoor.createUser({ userName: 'alice' });
    const { iam } = account.connect({ principal: 'tester' });
    const { User } = await iam.send(new GetUserCommand({ UserName: 'alice' }));
    expect(User?.UserName).toBe('alice');
  });

  it('throws the exception class of the SDK', async () => {
    const { iam } = createSandboxAccount().connect({ principal: 'tester' });
    const refusal = await refusalOf(iam.send(new GetUserCommand({ UserName: 'nobody' })));
    expect(refusal).toBeInstanceOf(NoSuchEntityException);
    expect(refusal).toMatchObject({
      message: 'The user with name nobody cannot be found.',
      $fault: 'client',
      $metadata: { httpStatusCode: 404, attempts: 1 },
    });
  });

  it('refuses a request that is outside the service model', async () => {
    const { iam } = createSandboxAccount().connect({ principal: 'tester' });
    const refusal = await refusalOf(iam.send(new ListUsersCommand({ MaxItems: 1001 })));
    expect(refusal).toMatchObject({ name: 'ValidationError', $metadata: { httpStatusCode: 400 } });
  });

  it('reads no setting from the environment', async () => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_MAX_ATTEMPTS', '9');
    vi.stubEnv('AWS_ENDPOINT_URL', 'https://example.com');
    vi.stubEnv('AWS_SDK_UA_APP_ID', 'another');
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
    const { config } = createSandboxAccount().connect({ principal: 'tester' }).iam;
    expect(await config.region()).toBe('us-east-1');
    expect(await config.maxAttempts()).toBe(3);
    expect(await config.endpoint?.()).toMatchObject({ hostname: 'iam.sandbox.invalid' });
    expect(await config.userAgentAppId()).toBe('sandbox');
    expect(await config.useFipsEndpoint()).toBe(false);
  });

  it('receives its answer, retries included, before any timer runs', async () => {
    const account = createSandboxAccount();
    let attempts = 0;
    account.faults.add(() => (++attempts < 3 ? { kind: 'throttle' } : undefined));
    const { config } = account.connect({ principal: 'tester' });
    let isAnswered = false;
    const answer = config.send(new DescribeConfigRulesCommand({})).then(() => {
      isAnswered = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAnswered).toBe(true);
    await answer;
  });

  it('shares no object with the account', async () => {
    const account = createSandboxAccount({ startAt: new Date('2026-01-15T09:00:00Z') });
    account.backdoor.createUser({ userName: 'alice' });
    const { iam } = account.connect({ principal: 'tester' });
    const { User } = await iam.send(new GetUserCommand({ UserName: 'alice' }));
    User?.CreateDate?.setTime(0);
    const { User: secondAnswer } = await iam.send(new GetUserCommand({ UserName: 'alice' }));
    expect(secondAnswer?.CreateDate).toEqual(new Date('2026-01-15T09:00:00Z'));
  });

  it('sends its input as it is at the time of the call', async () => {
    const account = createSandboxAccount();
    const { iam } = account.connect({ principal: 'tester' });
    const input = { MaxItems: 7 };
    await iam.send(new ListUsersCommand(input));
    input.MaxItems = 8;
    expect(account.calls).toMatchObject([{ input: { MaxItems: 7 } }]);
  });

  it('fails for an operation that the sandbox does not support', async () => {
    const { ssm } = createSandboxAccount().connect({ principal: 'tester' });
    await expect(ssm.send(new GetDocumentCommand({ Name: 'OneActiveKey' }))).rejects.toThrow(
      'The sandbox does not serve ssm:GetDocument',
    );
  });
});

describe('Operations that another module adds', () => {
  it('are served', async () => {
    const account = createSandboxAccount();
    account.addOperations('ssm', { GetDocument: ({ Name }: { Name: string }) => ({ Name, Content: '{}' }) });
    const { ssm } = account.connect({ principal: 'tester' });
    expect(await ssm.send(new GetDocumentCommand({ Name: 'OneActiveKey' }))).toMatchObject({ Content: '{}' });
  });

  it('refuse with exceptions of the SDK', async () => {
    const account = createSandboxAccount();
    account.addOperations('ssm', {
      GetDocument: () => Promise.reject(new AwsError('InvalidDocument', 'No such document')),
    });
    const { ssm } = account.connect({ principal: 'tester' });
    const refusal = await refusalOf(ssm.send(new GetDocumentCommand({ Name: 'OneActiveKey' })));
    expect(refusal).toBeInstanceOf(InvalidDocument);
  });
});

describe('A gate', () => {
  it('delays each attempt until it opens', async () => {
    const account = createSandboxAccount();
    let open = (): void => {};
    const gate = () => new Promise<void>((resolve) => (open = resolve));
    const { iam } = account.connect({ principal: 'tester', gate });
    const answer = iam.send(new ListUsersCommand({}));
    await new Promise((resolve) => setImmediate(resolve));
    expect(account.calls).toEqual([]);
    open();
    expect((await answer).Users).toEqual([]);
  });

  it('receives the principal and the operation', async () => {
    const received: Call[] = [];
    const gate = async (call: Call): Promise<void> => void received.push(call);
    const { iam } = createSandboxAccount().connect({ principal: 'tester', gate });
    await iam.send(new ListUsersCommand({ MaxItems: 7 }));
    expect(received).toMatchObject([
      { service: 'iam', operation: 'ListUsers', principal: 'tester', input: { MaxItems: 7 } },
    ]);
  });

  it('does not pass a request whose caller gives up while it waits', async () => {
    const account = createSandboxAccount();
    const { iam } = account.connect({ principal: 'tester', gate: () => new Promise(() => {}) });
    const controller = new AbortController();
    const request = iam.send(new ListUsersCommand({}), { abortSignal: controller.signal });
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    expect((await refusalOf(request)).name).toBe('AbortError');
    expect(account.calls).toEqual([]);
  });

  it('does not pass a request whose caller gave up while the gate opened', async () => {
    const account = createSandboxAccount();
    const controller = new AbortController();
    const { iam } = account.connect({ principal: 'tester', gate: async () => controller.abort() });
    const request = iam.send(new ListUsersCommand({}), { abortSignal: controller.signal });
    expect((await refusalOf(request)).name).toBe('AbortError');
    expect(account.calls).toEqual([]);
  });

  it('is not called for a caller who has given up before', async () => {
    let isCalled = false;
    const gate = async (): Promise<void> => {
      isCalled = true;
    };
    const { iam } = createSandboxAccount().connect({ principal: 'tester', gate });
    await refusalOf(iam.send(new ListUsersCommand({}), { abortSignal: AbortSignal.abort() }));
    expect(isCalled).toBe(false);
  });
});
