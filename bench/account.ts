import { DAY_MS } from '../policy/policy.ts';
import type { SandboxAccount } from '../sandbox/account.ts';

/** Fills an account with users that have one active key; `share` of them, spread evenly, has two. */
export function populate({ backdoor, clock }: SandboxAccount, users: number, share: number): void {
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
  for (let n = 0; n < users; n += 1) {
    const userName = `user-${String(n).padStart(4, '0')}`;
    backdoor.createUser({ userName, createdAt: daysAgo(900) });
    backdoor.createAccessKey(userName, {
      createdAt: daysAgo(800),
      lastUsed: { at: daysAgo(1), service: 's3', region: 'us-east-1' },
    });
    if (Math.ceil((n + 1) * share) > Math.ceil(n * share))
      backdoor.createAccessKey(userName, { createdAt: daysAgo(300) });
  }
}
