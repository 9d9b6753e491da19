import type { SandboxAccount } from '../../sandbox/account.ts';

/**
 * From the n-th call of an operation on, no call has an effect, as if Lambda had killed the function there;
 * `isApplied`: that call has its effect, and nobody hears of it. Returns a function after which calls have
 * their effects again.
 */
export function killAt(
  account: SandboxAccount,
  operation: string,
  { n = 1, isApplied = false }: { readonly n?: number; readonly isApplied?: boolean } = {},
): () => void {
  let calls = 0;
  let isDead = false;
  return account.faults.add((call) => {
    if (isDead) return { kind: 'reset', applied: false };
    if (call.operation !== operation) return undefined;
    calls += 1;
    isDead = calls === n;
    return isDead ? { kind: 'reset', applied: isApplied } : undefined;
  });
}

/**
 * Starts something directly before the sandbox serves the n-th call of an operation; the result is awaited by
 * the caller.
 */
export function during<Result>(
  account: SandboxAccount,
  operation: string,
  start: () => Promise<Result>,
  n = 1,
): { readonly result: () => Promise<Result> } {
  let calls = 0;
  let started: Promise<Result> | undefined;
  account.faults.add((call) => {
    if (call.operation === operation && !started) {
      calls += 1;
      // The caller awaits it later; until then a rejection is not unhandled.
      if (calls === n) {
        started = start();
        started.catch(() => {});
      }
    }
    return undefined;
  });
  return {
    result: () => started ?? Promise.reject(new Error(`Expected call ${n} of ${operation}; none came`)),
  };
}
