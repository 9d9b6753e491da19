import { activeKeysOf } from '../policy/access-key.ts';
import type { SandboxAccount } from '../sandbox/account.ts';

/** A statement about the account that the demo checks. */
export interface Claim {
  readonly text: string;
  readonly isTrue: boolean;
}

/** The claim that the text is true; one that is not lets the demo fail. */
export const claim = (text: string, isTrue: boolean): Claim => ({ text, isTrue });

/** The ids of the active keys of a user. */
export function activeKeys({ backdoor }: SandboxAccount, userName: string): string[] {
  return activeKeysOf(backdoor.keysOf(userName)).map(({ accessKeyId }) => accessKeyId);
}
