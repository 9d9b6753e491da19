import {
  GetParametersByPathCommand,
  type GetParametersByPathRequest,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { refusalOf } from '../refusal.ts';
import { CLIENTS } from './clients.ts';

const AT = new Date('2026-01-15T09:00:00.000Z');
const NAMES = ['/a/one', '/a/two', '/a/two/deeper', '/ab/three', '/top', 'a'];

const list = (ssm: SSMClient, request: Partial<GetParametersByPathRequest> = {}) =>
  ssm.send(new GetParametersByPathCommand({ Path: '/a', ...request }));

function withParameters(names: readonly string[] = NAMES) {
  const account = createSandboxAccount({ startAt: AT });
  for (const name of names) account.parameters.put(name, `value of ${name}`);
  return account;
}

describe.each(Object.entries(CLIENTS))('GetParametersByPath, %s', (_, connect) => {
  it('describes each parameter as GetParameter does', async () => {
    expect((await list(await connect(withParameters(['/a/one'])))).Parameters).toEqual([
      {
        Name: '/a/one',
        Type: 'String',
        DataType: 'text',
        Value: 'value of /a/one',
        Version: 1,
        LastModifiedDate: AT,
        ARN: 'arn:aws:ssm:us-east-1:111122223333:parameter/a/one',
      },
    ]);
  });

  it.each<[string, Partial<GetParametersByPathRequest>, readonly string[]]>([
    ['one level', {}, ['/a/one', '/a/two']],
    ['a slash at the end', { Path: '/a/' }, ['/a/one', '/a/two']],
    ['every level', { Recursive: true }, ['/a/one', '/a/two', '/a/two/deeper']],
    ['decrypted', { WithDecryption: true }, ['/a/one', '/a/two']],
    ['the path of a parameter', { Path: '/a/two' }, ['/a/two/deeper']],
    ['the first level', { Path: '/' }, ['/top']],
    ['a path that holds nothing', { Path: '/none' }, []],
  ])('%s', async (_name, request, names) => {
    const { Parameters = [], NextToken } = await list(await connect(withParameters()), request);
    expect([Parameters.map(({ Name }) => Name), NextToken]).toEqual([names, undefined]);
  });

  it('has ten parameters on a page, or fewer if the request says so', async () => {
    const ssm = await connect(withParameters(Array.from({ length: 12 }, (_each, index) => `/a/${index}`)));
    const first = await list(ssm);
    const second = await list(ssm, { NextToken: first.NextToken });
    expect([first, second].map(({ Parameters }) => Parameters?.length)).toEqual([10, 2]);
    expect(second.NextToken).toBeUndefined();
    expect((await list(ssm, { MaxResults: 3 })).Parameters).toHaveLength(3);
    expect((await refusalOf(list(ssm, { NextToken: 'none' }))).name).toBe('InvalidNextToken');
  });

  it.each<[string, Partial<GetParametersByPathRequest>, string]>([
    ['no slash at the beginning', { Path: 'a' }, 'The parameter name must begin with a forward slash "/".'],
    ['a space', { Path: '/a b' }, 'The parameter name must begin with a forward slash "/".'],
    ['an empty path', { Path: '' }, "'path' failed to satisfy constraint"],
    ['no result a page', { MaxResults: 0 }, "'maxResults' failed to satisfy constraint"],
    ['11 results a page', { MaxResults: 11 }, "'maxResults' failed to satisfy constraint"],
  ])('%s: refused', async (_name, request, message) => {
    const refusal = await refusalOf(list(await connect(withParameters()), request));
    expect(refusal.name).toBe('ValidationException');
    expect(refusal.message).toContain(message);
  });

  it('is denied like any other operation', async () => {
    const account = withParameters();
    account.faults.add(() => ({ kind: 'deny' }));
    expect((await refusalOf(list(await connect(account)))).message).toContain(
      'not authorized to perform: ssm:GetParametersByPath',
    );
  });
});

it('filters: a mistake in code, as long as the sandbox does not serve them', async () => {
  const { ssm } = withParameters().connect({ principal: 'tester' });
  const ParameterFilters = [{ Key: 'Type', Values: ['String'] }];
  await expect(list(ssm, { ParameterFilters })).rejects.toThrow('received ParameterFilters');
});
