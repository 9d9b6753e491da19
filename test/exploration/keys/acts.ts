import type { SandboxAccount } from '../../../sandbox/account.ts';
import { exemptUntil, usedAt } from '../../support/users.ts';
import type { Change } from './history.ts';
import type { Act, KeyIds } from './scenario.ts';

/** Where a person acts. */
export interface Scene {
  readonly account: SandboxAccount;
  /** The id of alice. */
  readonly userId: string;
  readonly keys: KeyIds;
}

/** Whether a person can do this now, and something comes of it. */
export function isPossible({ account, userId, keys }: Scene, act: Act): boolean {
  const { backdoor } = account;
  const user = backdoor.users().find((each) => each.userId === userId);
  if (!user) return false;
  const own = backdoor.keysOf(userId);
  const key = keyOf(act, keys);
  const isThere = key === undefined || own.some(({ accessKeyId }) => accessKeyId === key);
  if (act === 'create') return own.length < 2;
  if (act === 'rename') return user.userName === 'alice';
  return isThere;
}

const keyOf = (act: Act, { K0, K1 }: KeyIds): string | undefined =>
  act.endsWith('K0') ? K0 : act.endsWith('K1') ? K1 : undefined;

/** What an act means for a key. */
export type Meaning = Pick<Change, 'key' | 'to'>;

/** Does it; returns what it means for a key, beside the status that can be seen. */
export function perform({ account, userId, keys }: Scene, act: Act): Meaning | undefined {
  const { backdoor, clock } = account;
  const key = keyOf(act, keys) ?? '';
  const [verb] = act.split('-');
  switch (verb) {
    case 'on':
      backdoor.setKeyStatus(key, 'Active');
      return { key, to: 'Active' };
    case 'off':
      backdoor.setKeyStatus(key, 'Inactive');
      return { key, to: 'Inactive' };
    case 'use':
      backdoor.useKey(key, usedAt(clock.now()));
      return { key, to: 'used' };
    case 'keep':
      backdoor.tagUser(userId, { 'one-active-key:keep': key });
      return { key, to: 'kept' };
    case 'exempt':
      backdoor.tagUser(userId, exemptUntil('2026-12-31'));
      return { key: keys.K1, to: 'exempt' };
    default:
      performOnUser({ account, userId, keys }, act);
      return verb === 'delete' || verb === 'create' ? undefined : { key: '', to: 'renamed' };
  }
}

function performOnUser({ account: { backdoor }, userId, keys }: Scene, act: Act): void {
  const name = nameOf(backdoor.users(), userId);
  const deeds: Partial<Record<Act, () => void>> = {
    'delete-K0': () => backdoor.deleteAccessKey(keys.K0),
    'delete-K1': () => backdoor.deleteAccessKey(keys.K1),
    create: () => void backdoor.createAccessKey(userId),
    rename: () => backdoor.renameUser(userId, 'aadya'),
    swap() {
      const other = backdoor.users().find((each) => each.userId !== userId);
      backdoor.renameUser(userId, 'somebody');
      if (!other) return;
      backdoor.renameUser(other.userId, name);
      backdoor.renameUser(userId, other.userName);
    },
    'delete-user': () => backdoor.deleteUser(userId),
    'recreate-user'() {
      backdoor.deleteUser(userId);
      backdoor.createUser({ userName: name });
      backdoor.createAccessKey(name);
      backdoor.createAccessKey(name);
    },
  };
  deeds[act]?.();
}

const nameOf = (
  users: readonly { readonly userId: string; readonly userName: string }[],
  id: string,
): string => users.find(({ userId }) => userId === id)?.userName ?? '';
