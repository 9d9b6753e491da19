import type { SandboxAccount } from '../sandbox/account.ts';
import type { Claim } from './claim.ts';
import { deliverEvents } from './events.ts';
import type { Operator } from './operator.ts';
import type { Page } from './page.ts';

/**
 * What every part of the demo works with: the account, its operator, and the page on which the part is shown.
 */
export interface Scene {
  readonly account: SandboxAccount;
  readonly operator: Operator;
  readonly page: Page;
}

/** A part of the demo: shows what happens and returns what must be true after it. */
export type Part = (scene: Scene) => Promise<readonly Claim[]>;

/**
 * Plays parts in their order; when one of them begins, EventBridge has delivered the events of the last one.
 */
export async function playParts(scene: Scene, parts: readonly Part[]): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const play of parts) {
    claims.push(...(await play(scene)));
    await deliverEvents(scene.account);
  }
  return claims;
}
