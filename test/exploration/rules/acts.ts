import type { SandboxAccount } from '../../../sandbox/account.ts';
import { iamEvent } from '../../support/iam-events.ts';
import { USER_IDS, USER_KEYS } from './prepare.ts';

type Name = keyof typeof USER_IDS;

/** The user whom an act concerns; undefined for one that concerns a rule. */
export function userOf(act: string): Name | undefined {
  const [, name = ''] = act.split('-');
  return Object.hasOwn(USER_IDS, name) ? (name as Name) : undefined;
}

/** Whether a person can do this now. */
export function isPossible({ backdoor }: SandboxAccount, act: string): boolean {
  const user = userOf(act);
  const isThere = backdoor.users().some(({ userName }) => userName === user);
  return isThere !== act.startsWith('create-');
}

/** Changes a user; returns CloudTrail's event of it. */
export function changeUser({ backdoor }: SandboxAccount, act: string): object {
  const userName = userOf(act) ?? 'alice';
  const [first, second] = USER_KEYS[userName];
  if (act.startsWith('delete-')) {
    backdoor.deleteUser(userName);
    return iamEvent('DeleteUser', { userName });
  }
  if (act.startsWith('create-')) {
    backdoor.createUser({ userName, userId: USER_IDS[userName] });
    backdoor.createAccessKey(userName, { accessKeyId: first });
    return iamEvent('CreateAccessKey', { userName });
  }
  if (backdoor.keysOf(userName).some(({ accessKeyId }) => accessKeyId === second)) {
    backdoor.deleteAccessKey(second);
    return iamEvent('DeleteAccessKey', { userName, accessKeyId: second });
  }
  backdoor.createAccessKey(userName, { accessKeyId: second });
  return iamEvent('CreateAccessKey', { userName });
}
