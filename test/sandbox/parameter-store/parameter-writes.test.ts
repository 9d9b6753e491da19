import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  type PutParameterRequest,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { refusalOf } from '../refusal.ts';
import { CLIENTS } from './clients.ts';

const NAME = '/product/switch';
const AT = new Date('2026-01-15T09:00:00.000Z');

const put = (ssm: SSMClient, changes: Partial<PutParameterRequest> = {}) =>
  ssm.send(new PutParameterCommand({ Name: NAME, Type: 'String', Value: 'off', ...changes }));

const historyOf = (ssm: SSMClient, MaxResults?: number, NextToken?: string) =>
  ssm.send(new GetParameterHistoryCommand({ Name: NAME, MaxResults, NextToken }));

const remove = (ssm: SSMClient, Name = NAME) => ssm.send(new DeleteParameterCommand({ Name }));

describe.each(Object.entries(CLIENTS))('a parameter that is written, %s', (_, connect) => {
  it('is created, overwritten and deleted; its history goes with it', async () => {
    const account = createSandboxAccount({ startAt: AT });
    const ssm = await connect(account);
    expect(await put(ssm)).toMatchObject({ Version: 1, Tier: 'Standard' });
    account.clock.advance(60_000);
    expect(await put(ssm, { Value: 'on', Type: undefined, Overwrite: true })).toMatchObject({ Version: 2 });
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: NAME }));
    expect(Parameter).toMatchObject({ Value: 'on', Version: 2 });
    await remove(ssm);
    for (const read of [ssm.send(new GetParameterCommand({ Name: NAME })), historyOf(ssm), remove(ssm)])
      expect(await refusalOf(read)).toBeInstanceOf(ParameterNotFound);
    expect(await put(ssm)).toMatchObject({ Version: 1 });
  });

  it('has a history of who wrote which value when, in pages', async () => {
    const account = createSandboxAccount({ startAt: AT });
    const ssm = await connect(account);
    account.parameters.put(NAME, 'by hand');
    account.clock.advance(60_000);
    await put(ssm, { Overwrite: true });
    const first = await historyOf(ssm, 1);
    expect(first.Parameters).toEqual([
      expect.objectContaining({
        Name: NAME,
        Value: 'by hand',
        Version: 1,
        LastModifiedDate: AT,
        LastModifiedUser: 'arn:aws:iam::111122223333:user/operator',
      }),
    ]);
    const second = await historyOf(ssm, 1, first.NextToken);
    expect(second.Parameters).toEqual([
      expect.objectContaining({
        Value: 'off',
        Version: 2,
        LastModifiedDate: new Date(AT.getTime() + 60_000),
        LastModifiedUser: expect.stringMatching(/^arn:aws:(sts|iam)::111122223333:/),
      }),
    ]);
    expect(second.NextToken).toBeUndefined();
    expect((await refusalOf(historyOf(ssm, 1, 'none'))).name).toBe('InvalidNextToken');
  });

  it('is not overwritten unless the request says so', async () => {
    const ssm = await connect(createSandboxAccount());
    await put(ssm);
    const refusal = await refusalOf(put(ssm, { Value: 'on' }));
    expect(refusal).toBeInstanceOf(ParameterAlreadyExists);
    expect((await ssm.send(new GetParameterCommand({ Name: NAME }))).Parameter?.Value).toBe('off');
  });

  it.each<[string, Partial<PutParameterRequest>, string]>([
    ['no type', { Type: undefined }, 'ValidationException'],
    ['an unknown type', { Type: 'Text' as 'String' }, 'ValidationException'],
    ['an empty name', { Name: '' }, 'ValidationException'],
    ['a name with a space', { Name: '/a b' }, 'ValidationException'],
    ['a reserved prefix', { Name: '/AWS/switch' }, 'ValidationException'],
    ['the other reserved prefix', { Name: 'ssm-switch' }, 'ValidationException'],
    ['a hierarchy without its first slash', { Name: 'product/switch' }, 'ValidationException'],
    ['a name that is too long with its ARN', { Name: `/${'a'.repeat(1000)}` }, 'ValidationException'],
    ['16 levels', { Name: '/a'.repeat(16) }, 'HierarchyLevelLimitExceededException'],
    ['no character', { Value: '' }, 'ValidationException'],
    ['more than 4 KB', { Value: 'é'.repeat(2049) }, 'ValidationException'],
    ['another parameter in the value', { Value: 'a {{ssm:b}} c' }, 'ValidationException'],
  ])('%s: refused, and not written', async (_name, changes, error) => {
    const account = createSandboxAccount();
    expect((await refusalOf(put(await connect(account), changes))).name).toBe(error);
    expect(account.parameters.states()).toEqual([]);
  });

  it.each([
    ['15 levels', { Name: '/a'.repeat(15) }],
    ['4 KB', { Value: 'a'.repeat(4096) }],
    ['braces that wrap nothing', { Value: '{{ and {}' }],
  ])('%s: written', async (_name, changes) => {
    const account = createSandboxAccount();
    await put(await connect(account), changes);
    expect(account.parameters.states()).toHaveLength(1);
  });

  it('is denied like any other operation', async () => {
    const account = createSandboxAccount();
    account.faults.add(({ operation }) => (operation === 'PutParameter' ? { kind: 'deny' } : undefined));
    const refusal = await refusalOf(put(await connect(account)));
    expect(refusal.name).toBe('AccessDeniedException');
    expect(refusal.message).toContain('not authorized to perform: ssm:PutParameter');
  });
});

it('keeps the 100 newest versions', async () => {
  const account = createSandboxAccount();
  for (let index = 0; index < 101; index += 1) account.parameters.put(NAME, `${index}`);
  const [{ versions = [] } = {}] = account.parameters.states();
  expect([versions.length, versions[0]?.version, versions.at(-1)?.version]).toEqual([100, 2, 101]);
});

it.each([
  ['another type', { Type: 'StringList' as const }],
  ['a member that the sandbox does not serve', { Description: 'why' }],
])('%s: a mistake in code, as long as the sandbox does not serve it', async (_, changes) => {
  const { ssm } = createSandboxAccount().connect({ principal: 'tester' });
  await expect(put(ssm, changes)).rejects.toThrow('The sandbox puts parameters of the type String');
});
