import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Account } from '../account/account.ts';

/** The account of the credentials that a command has, from which it enters others. */
export interface Origin {
  readonly now: () => Date;
  /** Opens the account of the credentials themselves. */
  readonly openOwn: () => Promise<Account>;
  /**
   * For the caller and the roles that are assumed, on which everything depends: it tries as often as any
   * other client.
   */
  readonly sts: () => STSClient;
  readonly organizations: () => OrganizationsClient;
  /** Opens the account to which these credentials belong. */
  readonly open: (credentials: AwsCredentialIdentityProvider) => Promise<Account>;
}
