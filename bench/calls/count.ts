import { deployFunctions } from '../../demo/deployment.ts';
import { NAMES } from '../../product/names.ts';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { populate } from '../account.ts';

/** The number of calls of each operation in one evaluation. */
export type Calls = Readonly<Record<string, number>>;

/**
 * Counts the calls of a first and of a second evaluation of the same users; `share` of them has two active
 * keys.
 */
export async function countCalls(
  users: number,
  share: number,
): Promise<readonly [first: Calls, second: Calls]> {
  const account = createSandboxAccount();
  populate(account, users, share);
  deployFunctions(account);
  const evaluate = async () => {
    const before = account.calls.length;
    await account.configRules.evaluate(NAMES.configRule);
    return tally(account.calls.slice(before));
  };
  return [await evaluate(), await evaluate()];
}

function tally(calls: readonly { readonly operation: string }[]): Calls {
  const counts: Record<string, number> = {};
  for (const { operation } of calls) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}
