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
export interface ConnectedAccount extends Clients {
  readonly account: SandboxAccount;
}

/** Ordinary clients of the SDK, without the pauses between attempts. */
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

/** An account that is served until the test ends. */
export async function served(account: SandboxAccount = createSandboxAccount()) {
  const server = await serveAccount(account, { principal: 'tester' });
  onTestFinished(() => server.close());
  return { account, ...server };
}

/** Two equal accounts, with equal ids: one is used over HTTP, the other without HTTP. */
export async function equalAccounts(
  prepare: (account: SandboxAccount) => unknown,
): Promise<{ wire: ConnectedAccount; direct: ConnectedAccount }> {
  const { account, endpoint } = await served();
  const directAccount = createSandboxAccount();
  await prepare(account);
  await prepare(directAccount);
  return {
    wire: { account, ...clientsOf(endpoint) },
    direct: { account: directAccount, ...directAccount.connect({ principal: 'tester' }) },
  };
}

/** The parts of an answer or an error that are equal in all protocols; the request id is not among them. */
export async function comparableResult(work: Promise<object>): Promise<object> {
  try {
    const { $metadata, ...output } = (await work) as { readonly $metadata: Metadata };
    return { output, ...statusAndAttempts($metadata) };
  } catch (error) {
    const thrown = error as Error & SdkError;
    const { name, message, $fault, $metadata } = thrown;
    return { exception: thrown.constructor, name, message, $fault, ...statusAndAttempts($metadata) };
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

const statusAndAttempts = ({ httpStatusCode, attempts }: Metadata = {}) => ({ httpStatusCode, attempts });
