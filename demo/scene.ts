import type { SandboxAccount } from '../sandbox/account.ts';
import type { Operator } from './operator.ts';
import type { Page } from './page.ts';

/** What every part of the demo works with: the account, its operator, and the page on which the part is shown. */
export interface Scene {
  readonly account: SandboxAccount;
  readonly operator: Operator;
  readonly page: Page;
}
