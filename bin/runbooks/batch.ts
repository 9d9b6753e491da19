import type { Account, AccountOptions } from '../account/account.ts';
import type { AccountsOptions } from '../accounts/options.ts';
import type { ExemptionRequest } from '../decisions/exemptions/exemption-receipt.ts';
import type { Io } from '../terminal/io.ts';
import type { RunbookStart } from './batch-report.ts';
import type { ReceiptsOrigin } from './keep-receipts.ts';

/** The options of every command that starts runbooks. */
export interface BatchOptions extends AccountOptions, AccountsOptions {
  /** Does not ask for confirmation. */
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  /** The parameter RolePath of the stack; `/` if it is not given. */
  readonly rolePath?: string;
  /** How many executions run at once. */
  readonly concurrency: number;
}

/** The requests to start one runbook for several users of an account. */
export interface RunbookBatch extends Omit<ReceiptsOrigin, 'file'> {
  readonly requests: readonly RunbookStart[];
  /** Written before the first start, unless it is a dry run; none if it is absent. */
  readonly exemptions?: readonly ExemptionRequest[];
  /**
   * Asked before the first start, after the account, unless it is a dry run:
   * `Deactivate 2 access keys of alice?`
   */
  readonly question: string;
}

/** The account in which a command starts runbooks, and the process of the command. */
export interface Session {
  readonly account: Account;
  readonly io: Io;
}

/** What is to be started in an account. */
export interface AccountBatch extends Session {
  readonly batch: RunbookBatch;
}
