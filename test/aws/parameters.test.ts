import { describe, expect, it } from 'vitest';
import { findParameter } from '../../aws/parameters.ts';
import { createSandboxAccount } from '../../sandbox/account.ts';
import type { Fault } from '../../sandbox/faults.ts';

const NAME = '/product/switch';
const AT = new Date('2026-01-15T09:00:00.000Z');

/** An account with these parameters, whose first listings are answered by `faults`. */
function withParameters(names: readonly string[], faults: readonly Fault[] = []) {
  const account = createSandboxAccount({ startAt: AT });
  for (const name of names) account.parameters.put(name, `value of ${name}`);
  const left = [...faults];
  account.faults.add(() => left.shift());
  const find = () => findParameter(account.connect({ principal: 'tester' }).ssm, NAME);
  return { account, find };
}

const answer = (output: object): Fault => ({ kind: 'answer', output });

/** Parameters of the path that come before the switch, and after it. */
const numbered = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `/product/${letter}${index}`);

describe('a parameter by the listing of its path', () => {
  it('has its value, its version and its time', async () => {
    const { find, account } = withParameters(['/product/other', NAME]);
    expect(await find()).toMatchObject({
      Name: NAME,
      Value: `value of ${NAME}`,
      Version: 1,
      LastModifiedDate: AT,
    });
    expect(account.calls.map(({ operation, input }) => [operation, input])).toEqual([
      ['GetParametersByPath', { Path: '/product', MaxResults: 10 }],
    ]);
  });

  it.each([
    ['the path holds nothing', []],
    ['the path holds others only', ['/product/other', '/product/switch2', '/product/Switch', '/switch']],
    ['it only begins a deeper name', [`${NAME}/x`, `${NAME}/x/y`]],
  ])('is absent where %s', async (_, names) => {
    expect(await withParameters(names).find()).toBeUndefined();
  });

  it('is found on the second of two pages', async () => {
    const { find, account } = withParameters([...numbered('a', 10), NAME, '/product/z']);
    expect((await find())?.Name).toBe(NAME);
    expect(account.calls).toHaveLength(2);
  });

  it('is absent only after the last of three pages', async () => {
    const { find, account } = withParameters(numbered('a', 21));
    expect(await find()).toBeUndefined();
    expect(account.calls).toHaveLength(3);
  });

  it('is found after an empty page that is not the last one', async () => {
    const token = Buffer.from('after:/').toString('base64url');
    const { find, account } = withParameters([NAME], [answer({ Parameters: [], NextToken: token })]);
    expect((await find())?.Name).toBe(NAME);
    expect(account.calls.map(({ input }) => Reflect.get(Object(input), 'NextToken'))).toEqual([
      undefined,
      token,
    ]);
  });
});

describe('nobody knows', () => {
  it.each<[string, object]>([
    ['no list', {}],
    ['a parameter without a name', { Parameters: [{ Value: 'x' }] }],
    ['an empty name', { Parameters: [{ Name: '', Value: 'x' }] }],
    ['a name that is no text', { Parameters: [{ Name: 7, Value: 'x' }] }],
  ])('after an answer with %s', async (_, output) => {
    await expect(withParameters([], [answer(output)]).find()).rejects.toThrow(/^GetParametersByPath\./);
  });

  it('after a token that leads to the same page again', async () => {
    const page = answer({ Parameters: [], NextToken: 'again' });
    await expect(withParameters([NAME], [page, page]).find()).rejects.toThrow(
      'GetParametersByPath.NextToken: ',
    );
  });

  it('after a denial', async () => {
    const { find } = withParameters([NAME], [{ kind: 'deny' }]);
    await expect(find()).rejects.toThrow('not authorized to perform: ssm:GetParametersByPath');
  });
});
