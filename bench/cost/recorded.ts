import { deployFunctions } from '../../demo/deployment.ts';
import { HOUR_MS } from '../../policy/policy.ts';
import { NAMES } from '../../product/names.ts';
import type { Reporting } from '../../rule/parameters.ts';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { populate } from '../account.ts';

/**
 * Counts the evaluations that AWS Config records and bills in a first run and in the next run; no user
 * changes between them. `share` of the users has two active keys.
 */
export async function countRecorded(
  users: number,
  share: number,
  reporting: Reporting,
): Promise<readonly [first: number, next: number]> {
  const account = createSandboxAccount();
  populate(account, users, share);
  deployFunctions(account, { parameters: { reporting } });
  let recorded = 0;
  account.configRules.failEvaluations(() => {
    recorded += 1;
    return false;
  });
  const evaluate = async () => {
    recorded = 0;
    await account.configRules.evaluate(NAMES.configRule);
    account.clock.advance(HOUR_MS);
    return recorded;
  };
  return [await evaluate(), await evaluate()];
}
