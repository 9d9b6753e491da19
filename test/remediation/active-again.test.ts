/**
 * A person sets a key that we deactivated to Active and, before anybody looks again, to Inactive, and
 * CloudTrail's events do not come.
 */

import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../policy/policy.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { states } from '../support/ledger.ts';
import {
  beforeCall,
  deactivate,
  deleteDeactivated,
  keyIdsOf,
  reactivate,
  runDailyPass,
  withDeactivatedKey,
} from '../support/remediation.ts';

interface Target {
  readonly account: SandboxAccount;
  readonly userId: string;
  readonly key: string;
}

/** When IAM shows the key as Active: after how many looks at the keys, and to how many. */
interface Shown {
  readonly after: number;
  readonly to?: number;
}

type Look = (target: Target) => Promise<unknown>;

const deactivating: Look = ({ account, userId }) => deactivate(account, userId);
const undoing: Look = ({ account, userId, key }) => reactivate(account, userId, key);
const deleting: Look = ({ account, userId }) => deleteDeactivated(account, userId);

/** Every look of an operation under the lease of the user at a key that it has not set to Active itself. */
const LOOKS: readonly (readonly [string, Shown, Look])[] = [
  ['the daily pass', { after: 0 }, ({ account }) => runDailyPass(account)],
  ['the settlement of a deactivation', { after: 0 }, deactivating],
  ['the plan of a deactivation', { after: 1 }, deactivating],
  ['the settlement of an undo', { after: 0 }, undoing],
  ['the first look of an undo', { after: 1 }, undoing],
  ['both looks of an undo', { after: 1, to: 2 }, undoing],
  ['the looks of an undo before its write', { after: 2, to: 2 }, undoing],
  ['the verification of an undo that wrote nothing', { after: 2, to: 3 }, undoing],
  ['the settlement of a deletion', { after: 0 }, deleting],
  ['the plan of a deletion', { after: 1 }, deleting],
  ['the first look of a deletion before its write', { after: 2 }, deleting],
  ['the second look of a deletion before its write', { after: 3 }, deleting],
];

describe.each(LOOKS)('a key that %s saw Active', (_, { after, to = 1 }, look) => {
  it('is not ours any more: its record has ended, and no deletion takes it', async () => {
    const { account, alice, kept, key } = await withDeactivatedKey();
    const { backdoor } = account;
    // Otherwise the next deactivation would be ours again.
    backdoor.setKeyStatus(kept, 'Inactive');
    beforeCall(account, 'ListAccessKeys', () => backdoor.setKeyStatus(key, 'Active'), after + 1);
    beforeCall(account, 'ListAccessKeys', () => backdoor.setKeyStatus(key, 'Inactive'), after + to + 1);
    await look({ account, userId: alice.userId, key }).catch(() => {});
    backdoor.setKeyStatus(key, 'Inactive');
    expect(states(account)).toEqual(['undone']);
    account.clock.advance(30 * DAY_MS);
    expect(await runDailyPass(account)).toMatchObject({ usersOnRecord: 0 });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(keyIdsOf(account)).toContain(key);
  });
});

it('an undo of a key that was Active for a moment is refused: a person has deactivated it', async () => {
  const { account, alice, key } = await withDeactivatedKey();
  const { backdoor } = account;
  beforeCall(account, 'ListAccessKeys', () => backdoor.setKeyStatus(key, 'Active'), 2);
  beforeCall(account, 'ListAccessKeys', () => backdoor.setKeyStatus(key, 'Inactive'), 3);
  expect(await reactivate(account, alice.userId, key)).toMatchObject({
    outcome: 'Refused',
    refusalCode: 'NotDeactivatedByUs',
  });
});

it('a dry run ends no record, since it holds no lease', async () => {
  const { account, alice, key } = await withDeactivatedKey();
  account.backdoor.setKeyStatus(key, 'Active');
  await deactivate(account, alice.userId, { dryRun: 'true' });
  await deleteDeactivated(account, alice.userId, { dryRun: 'true' });
  expect(states(account)).toEqual(['done']);
});
