import { SSMClient } from '@aws-sdk/client-ssm';
import { onTestFinished } from 'vitest';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { served } from '../wire/served.ts';

/** A client without HTTP, and one over it. */
export const CLIENTS = {
  direct: async (account: SandboxAccount) => account.connect({ principal: 'tester' }).ssm,
  wire: async (account: SandboxAccount) => {
    const { endpoint } = await served(account);
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' };
    const client = new SSMClient({ endpoint, region: 'us-east-1', credentials });
    onTestFinished(() => client.destroy());
    return client;
  },
};
