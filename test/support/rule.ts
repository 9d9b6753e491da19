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

/** Adds a user with so many active keys; the second one and all further ones were never used. */
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

/** Has Config evaluate on schedule; returns the function's error message, if any. */
export async function evaluate(account: SandboxAccount): Promise<string | undefined> {
  return (await account.configRules.evaluate(NAMES.configRule)).functionError;
}

/** The dashboard in short: compliance type by user name, or by id where the user no longer exists. */
export function dashboard(account: SandboxAccount): Record<string, string> {
  const names = new Map(account.backdoor.users().map((user) => [user.userId, user.userName]));
  const results = account.configRules.results(NAMES.configRule);
  return Object.fromEntries(
    results.map((each) => [names.get(each.resourceId) ?? each.resourceId, each.complianceType]),
  );
}

/** How often each operation was attempted, by all principals. */
export function callCounts(account: SandboxAccount): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operation } of account.calls) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

/** Resolves when no call has been made for a while: every call under way hangs. */
export async function quiet(account: SandboxAccount): Promise<void> {
  for (let calm = 0, seen = -1; calm < 20; calm = seen === account.calls.length ? calm + 1 : 0) {
    seen = account.calls.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
