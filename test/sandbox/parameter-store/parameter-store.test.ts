import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { refusalOf } from '../refusal.ts';
import { CLIENTS } from './clients.ts';

const NAME = '/product/table';
const AT = new Date('2026-01-15T09:00:00.000Z');

const get = async (ssm: SSMClient, Name: string) =>
  (await ssm.send(new GetParameterCommand({ Name }))).Parameter;

describe.each(Object.entries(CLIENTS))('GetParameter, %s', (_, connect) => {
  it.each([
    [NAME, 'arn:aws-cn:ssm:cn-north-1:111122223333:parameter/product/table'],
    ['table', 'arn:aws-cn:ssm:cn-north-1:111122223333:parameter/table'],
  ])('%s: the value with its type, version, time and ARN', async (name, ARN) => {
    const account = createSandboxAccount({ partition: 'aws-cn', region: 'cn-north-1', startAt: AT });
    account.parameters.put(name, 'a <&> é');
    expect(await get(await connect(account), name)).toEqual({
      Name: name,
      Type: 'String',
      DataType: 'text',
      Value: 'a <&> é',
      Version: 1,
      LastModifiedDate: AT,
      ARN,
    });
  });

  it('a new value has the next version', async () => {
    const account = createSandboxAccount();
    for (const value of ['first', 'second']) account.parameters.put(NAME, value);
    expect(await get(await connect(account), NAME)).toMatchObject({ Value: 'second', Version: 2 });
  });

  it.each([NAME.toUpperCase(), 'product/table', `${NAME}/`, `${NAME}2`])(
    '%s: ParameterNotFound, without a message of AWS',
    async (name) => {
      const account = createSandboxAccount();
      account.parameters.put(NAME, 'value');
      const refusal = await refusalOf(get(await connect(account), name));
      expect(refusal).toBeInstanceOf(ParameterNotFound);
      expect(['', 'UnknownError']).toContain(refusal.message);
    },
  );

  it('is denied like any other operation', async () => {
    const account = createSandboxAccount();
    account.faults.add(() => ({ kind: 'deny' }));
    expect((await refusalOf(get(await connect(account), NAME))).name).toBe('AccessDeniedException');
  });
});

it.each([`${NAME}:1`, `${NAME}:label`, `arn:aws:ssm:us-east-1:111122223333:parameter${NAME}`])(
  '%s: the sandbox supports names only',
  async (name) => {
    const { ssm } = createSandboxAccount().connect({ principal: 'tester' });
    await expect(get(ssm, name)).rejects.toThrow('supports names of parameters, no ARNs');
  },
);
