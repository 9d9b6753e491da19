import { type Deployment, type DeploymentOptions, deployFunctions } from '../../demo/deployment.ts';
import { NAMES } from '../../product/names.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { createSandboxAccount, type SandboxOptions } from '../../sandbox/account.ts';
import { NOW } from './users.ts';

/** An account at NOW with the product in it. */
export function deployed(options: DeploymentOptions & { readonly account?: SandboxOptions } = {}): {
  account: SandboxAccount;
  deployment: Deployment;
} {
  const account = createSandboxAccount({ startAt: NOW, ...options.account });
  return { account, deployment: deployFunctions(account, options) };
}

/** Adds a user with `activeKeys` active keys; only the first key was ever used. */
export function addUser(account: SandboxAccount, userName: string, activeKeys = 1) {
  const user = account.backdoor.createUser({ userName });
  const keys = Array.from({ length: activeKeys }, (_, n) => {
    const at = new Date(account.clock.now().getTime() - 3_600_000);
    const lastUse = { at, service: 's3', region: 'us-east-1' };
    const createdAt = new Date(at.getTime() - (300 - n) * 86_400_000);
    return account.backdoor.createAccessKey(
      userName,
      n === 0 ? { createdAt, lastUsed: lastUse } : { createdAt },
    );
  });
  return { ...user, keys };
}

/** Evaluates the rule as on schedule; returns the error message of the function, if any. */
export async function evaluate(account: SandboxAccount): Promise<string | undefined> {
  return (await account.configRules.evaluate(NAMES.configRule)).functionError;
}

/** The compliance types on the dashboard by user name, or by user id if the user no longer exists. */
export function dashboard(account: SandboxAccount): Record<string, string> {
  const names = new Map(account.backdoor.users().map((user) => [user.userId, user.userName]));
  const results = account.configRules.results(NAMES.configRule);
  return Object.fromEntries(
    results.map((each) => [names.get(each.resourceId) ?? each.resourceId, each.complianceType]),
  );
}

/** The number of attempts of each operation, by all principals. */
export function callCounts(account: SandboxAccount): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operation } of account.calls) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

/**
 * Resolves when `isDone` is true, or when no call has been made for 20 turns: then every pending call hangs.
 */
export async function untilNoCalls(account: SandboxAccount, isDone = (): boolean => false): Promise<void> {
  for (
    let turns = 0, calls = -1;
    turns < 20 && !isDone();
    turns = calls === account.calls.length ? turns + 1 : 0
  ) {
    calls = account.calls.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
