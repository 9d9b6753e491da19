import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { onTestFinished } from 'vitest';
import { createSandboxAccount, type SandboxAccount } from '../../../sandbox/account.ts';
import { immediateRetries } from '../../../sandbox/immediate-retries.ts';
import { serveAccount } from '../../../sandbox/wire/server.ts';

/** The clients of the services that the functions use. */
export interface Clients {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
}

/** An account and clients that are connected to it. */
export interface Side extends Clients {
  readonly account: SandboxAccount;
}

/** The SDK's clients as anybody makes them, but for the pauses between attempts. */
export function clientsOf(endpoint: string, maxAttempts = 3): Clients {
  const settings = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
    maxAttempts,
    retryStrategy: immediateRetries(maxAttempts),
  };
  const clients = { iam: new IAMClient(settings), config: new ConfigServiceClient(settings) };
  onTestFinished(() => {
    for (const client of Object.values(clients)) client.destroy();
  });
  return clients;
}

/** An account served until the test is over. */
export async function served(account: SandboxAccount = createSandboxAccount()) {
  const server = await serveAccount(account, { principal: 'tester' });
  onTestFinished(() => server.close());
  return { account, ...server };
}

/** Two accounts that are equal to the last id: one over HTTP, the other without. */
export async function twins(
  prepare: (account: SandboxAccount) => unknown,
): Promise<{ wire: Side; direct: Side }> {
  const { account, endpoint } = await served();
  const twin = createSandboxAccount();
  await prepare(account);
  await prepare(twin);
  return {
    wire: { account, ...clientsOf(endpoint) },
    direct: { account: twin, ...twin.connect({ principal: 'tester' }) },
  };
}

/** What a caller sees of an answer or an error, except the request's id and what only one protocol adds to errors. */
export async function seen(work: Promise<object>): Promise<object> {
  try {
    const { $metadata, ...output } = (await work) as { readonly $metadata: Metadata };
    return { output, ...counted($metadata) };
  } catch (error) {
    const thrown = error as Error & SdkError;
    const { name, message, $fault, $metadata } = thrown;
    return { exception: thrown.constructor, name, message, $fault, ...counted($metadata) };
  }
}

interface Metadata {
  readonly httpStatusCode?: number;
  readonly attempts?: number;
}

interface SdkError {
  readonly $fault: string;
  readonly $metadata: Metadata;
}

const counted = ({ httpStatusCode, attempts }: Metadata = {}) => ({ httpStatusCode, attempts });
