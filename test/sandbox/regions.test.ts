import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import { refusalOf } from './refusal.ts';
import { served } from './wire/served.ts';

const CLIENTS = {
  direct: async (account: SandboxAccount) => account.connect({ principal: 'tester' }).accountManagement,
  wire: async (account: SandboxAccount) => {
    const { endpoint } = await served(account);
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' };
    const client = new AccountClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
    onTestFinished(() => client.destroy());
    return client;
  },
};

const regions = {
  'eu-south-2': 'DISABLED',
  'eu-west-1': 'ENABLED',
  'us-east-1': 'ENABLED_BY_DEFAULT',
} as const;

describe.each(Object.entries(CLIENTS))('ListRegions, %s', (_, connect) => {
  it('all Regions with their statuses, in pages', async () => {
    const client = await connect(createSandboxAccount({ regions }));
    const first = await client.send(new ListRegionsCommand({ MaxResults: 2 }));
    const second = await client.send(new ListRegionsCommand({ MaxResults: 2, NextToken: first.NextToken }));
    expect([...(first.Regions ?? []), ...(second.Regions ?? [])]).toEqual(
      Object.entries(regions).map(([RegionName, RegionOptStatus]) => ({ RegionName, RegionOptStatus })),
    );
    expect(second.NextToken).toBeUndefined();
  });

  it('only those of the wanted statuses', async () => {
    const client = await connect(createSandboxAccount({ regions }));
    const { Regions } = await client.send(new ListRegionsCommand({ RegionOptStatusContains: ['ENABLED'] }));
    expect(Regions).toEqual([{ RegionName: 'eu-west-1', RegionOptStatus: 'ENABLED' }]);
  });

  it('is denied like any other operation', async () => {
    const account = createSandboxAccount();
    account.faults.add(() => ({ kind: 'deny' }));
    const client = await connect(account);
    expect((await refusalOf(client.send(new ListRegionsCommand({})))).name).toBe('AccessDeniedException');
  });

  it('a token that it did not give is refused', async () => {
    const client = await connect(createSandboxAccount());
    const refusal = await refusalOf(client.send(new ListRegionsCommand({ NextToken: 'x' })));
    expect(refusal.name).toBe('ValidationException');
  });
});
