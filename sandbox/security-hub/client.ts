import * as securityhub from '@aws-sdk/client-securityhub';
import type { SandboxAccount } from '../account.ts';
import { divert } from '../divert.ts';
import { addExceptions } from '../exceptions.ts';
import { immediateRetries } from '../immediate-retries.ts';

addExceptions('securityhub', securityhub, securityhub.SecurityHubServiceException);

/** The caller of a client, and how often the SDK attempts a request: 3 times by default, as in the SDK. */
export interface SecurityHubConnection {
  readonly principal: string;
  readonly maxAttempts?: number;
}

/**
 * The SDK's own client of Security Hub CSPM, connected to an account. It is not among the clients of
 * `connect`: its package is several times as large as theirs, and the command line does not use it.
 */
export function connectSecurityHub(
  account: Pick<SandboxAccount, 'region' | 'serve'>,
  { principal, maxAttempts = 3 }: SecurityHubConnection,
): securityhub.SecurityHubClient {
  const client = new securityhub.SecurityHubClient({
    region: account.region,
    endpoint: 'https://securityhub.sandbox.invalid',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
    maxAttempts,
    retryStrategy: immediateRetries(maxAttempts),
    requestHandler: { handle: () => Promise.reject(new Error('The sandbox has no network')) },
  });
  divert(client.middlewareStack, { principal, service: 'securityhub', pipeline: account });
  return client;
}
