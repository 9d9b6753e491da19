import type { SandboxAccount } from '../sandbox/account.ts';

/** Something that the demo shows, and whether it is true. */
export interface Claim {
  readonly text: string;
  readonly isTrue: boolean;
}

/** Makes a claim. */
export const claim = (text: string, isTrue: boolean): Claim => ({ text, isTrue });

/** The ids of a user's active keys, as the account has them. */
export function activeKeys({ backdoor }: SandboxAccount, userName: string): string[] {
  return backdoor
    .keysOf(userName)
    .filter(({ status }) => status === 'Active')
    .map(({ accessKeyId }) => accessKeyId);
}
