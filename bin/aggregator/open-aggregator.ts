import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { AccountOptions } from '../account/account.ts';
import { openAccount } from '../account/open-account.ts';
import { UsageError } from '../command-line/errors.ts';
import type { Io } from '../terminal/io.ts';

/** AWS Config in the account and the Region of an aggregator, and its clock. */
export interface OpenAggregator {
  readonly config: ConfigServiceClient;
  readonly now: () => Date;
}

const NO_FILE = '--sandbox: expected no file with --aggregator, since a file keeps one account';

/** Opens the account that the options name, or the organization of the sandbox. */
export async function openAggregator(options: AccountOptions, io: Io): Promise<OpenAggregator> {
  if (options.sandboxFile !== undefined) throw new UsageError(NO_FILE);
  if (options.sandbox) return (await import('../../demo/organization.ts')).openOrganization();
  const { config, now } = await openAccount(options, io);
  return { config: config(), now };
}
