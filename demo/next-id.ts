import type { SandboxAccount } from '../sandbox/account.ts';

/**
 * How many ids each account has given: the instances of a function share them, so that no two have the same
 * nonce.
 */
const idsGiven = new WeakMap<SandboxAccount, number>();

/** A text that is different each time, and the same in each run of the demo. */
export function nextId(account: SandboxAccount): string {
  const count = (idsGiven.get(account) ?? 0) + 1;
  idsGiven.set(account, count);
  return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
}
