import { ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { refusalOf } from './refusal.ts';
import { clientsOf, served } from './wire/served.ts';

const ROLE = 'assumed-role/tester/tester';

/** A client over HTTP, and one without. */
const CLIENTS = {
  direct: async (partition = 'aws') =>
    createSandboxAccount({ partition }).connect({ principal: 'tester' }).sts,
  wire: async (partition = 'aws') => {
    const { endpoint } = await served(createSandboxAccount({ partition }));
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' };
    const client = new STSClient({ endpoint, region: 'us-east-1', credentials });
    onTestFinished(() => client.destroy());
    return client;
  },
};

describe.each(Object.entries(CLIENTS))('GetCallerIdentity, %s', (_, connect) => {
  it.each(['aws', 'aws-cn', 'aws-us-gov'])(
    '%s: names the account and the session of the role',
    async (partition) => {
      const sts = await connect(partition);
      const { $metadata, ...identity } = await sts.send(new GetCallerIdentityCommand({}));
      expect(identity).toEqual({
        Account: '111122223333',
        Arn: `arn:${partition}:sts::111122223333:${ROLE}`,
        UserId: expect.stringMatching(/^AROA[A-Z2-7]{10}EXAMPLE:tester$/),
      });
    },
  );
});

describe('ListAccountAliases', () => {
  it.each([
    ['no alias', undefined, []],
    ['one alias', 'example-production', ['example-production']],
  ])('%s, over HTTP and without', async (_, accountAlias, AccountAliases) => {
    const account = createSandboxAccount(accountAlias === undefined ? {} : { accountAlias });
    const { endpoint } = await served(account);
    for (const { iam } of [clientsOf(endpoint), account.connect({ principal: 'tester' })]) {
      const answer = await iam.send(new ListAccountAliasesCommand({}));
      expect(answer).toMatchObject({ AccountAliases, IsTruncated: false });
    }
  });

  it('a page of 0 is refused', async () => {
    const { iam } = createSandboxAccount().connect({ principal: 'tester' });
    const refusal = await refusalOf(iam.send(new ListAccountAliasesCommand({ MaxItems: 0 })));
    expect(refusal.name).toBe('ValidationError');
  });

  it('is denied like any other operation', async () => {
    const account = createSandboxAccount();
    account.faults.add(() => ({ kind: 'deny' }));
    const { iam, sts } = account.connect({ principal: 'tester' });
    for (const call of [
      iam.send(new ListAccountAliasesCommand({})),
      sts.send(new GetCallerIdentityCommand({})),
    ])
      expect((await refusalOf(call)).name).toMatch(/^AccessDenied/);
  });
});
