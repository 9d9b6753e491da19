/** Receipts: complete, in the log, in the answer and in the ledger. */

import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../remediation/receipt.ts';
import { itemsOf, leases, putItem, receiptsIn } from '../support/ledger.ts';
import {
  deactivate,
  deleteDeactivated,
  EXECUTION,
  failCall,
  reactivate,
  withAlice,
  withDeactivatedKey,
  withJustDeactivatedKey,
  writes,
} from '../support/remediation.ts';

describe('the receipt of a run', () => {
  it('is the same in the answer, in the log and in the ledger, where it names its run', async () => {
    const { account, deployment, alice } = withAlice();
    const receipt = await deactivate(account, alice.userId);
    expect(deployment.lines.remediation).toEqual([receipt]);
    const [item] = itemsOf(account).filter(({ pk }) => pk === 'RECEIPT');
    const { receipt: json = '', sk, ...rest } = item ?? {};
    expect(JSON.parse(json)).toEqual(receipt);
    expect(sk).toMatch(new RegExp(`^${alice.userId}#${receipt.at}#[0-9a-f-]{36}$`));
    expect(rest).toMatchObject({ operation: 'Deactivate', execution: EXECUTION, outcome: 'Deactivated' });
  });

  it.each<[string, () => Promise<{ account: ReturnType<typeof withAlice>['account']; receipt: Receipt }>]>([
    [
      'Refused, since another run works on the user',
      async () => {
        const { account, alice } = withAlice();
        const until = new Date(account.clock.now().getTime() + 60_000).toISOString();
        const lease = {
          pk: 'LEASE',
          sk: alice.userId,
          nonce: 'x',
          until,
          operation: 'Reactivate',
          execution: '',
        };
        putItem(account, lease);
        return { account, receipt: await deactivate(account, alice.userId) };
      },
    ],
    [
      'UserGone',
      async () => {
        const { account, alice } = withAlice();
        account.backdoor.deleteUser('alice');
        return { account, receipt: await deactivate(account, alice.userId) };
      },
    ],
    [
      'NothingToDo',
      async () => {
        const { account, alice } = withAlice(1);
        return { account, receipt: await deactivate(account, alice.userId) };
      },
    ],
  ])('of a run that ends with %s is kept, too', async (_, run) => {
    const { account, receipt } = await run();
    expect(receiptsIn(account)).toEqual([receipt]);
  });

  it.each([
    ['a deactivation', deactivate],
    ['a deletion', deleteDeactivated],
  ])('of a dry run of %s is not kept: a dry run writes nothing', async (_, operation) => {
    const { account, alice } = await withDeactivatedKey();
    const before = itemsOf(account);
    expect(await operation(account, alice.userId, { dryRun: 'true' })).toMatchObject({
      parameters: { dryRun: 'true' },
    });
    expect(itemsOf(account)).toEqual(before);
  });

  it('that the ledger does not take is in the answer and in the log, and says so', async () => {
    const { account, deployment, alice } = withAlice();
    failCall(account, 'PutItem', { kind: 'deny' }, { n: 6, andAfter: true });
    const receipt = await deactivate(account, alice.userId);
    expect(receipt).toMatchObject({
      outcome: 'Deactivated',
      reason: expect.stringContaining(
        'This receipt could not be kept in the ledger: LedgerUnavailableError: could not write the ledger, table one-active-key-ledger: AccessDeniedException',
      ),
    });
    expect(deployment.lines.remediation).toEqual([receipt]);
  });
});

describe('without the ledger', () => {
  const command = (key: string) =>
    `To set a key of the user USER to Active without One Active Key: aws iam update-access-key --user-name USER_NAME --access-key-id ${key} --status Active`;

  it.each(['deny', 'throttle'] as const)(
    '%s: no write to IAM, and the error has the direct command',
    async (kind) => {
      const { account, alice, key } = await withJustDeactivatedKey();
      account.faults.add(({ service }) => (service === 'dynamodb' ? { kind } : undefined));
      const before = writes(account).length;
      for (const [run, named] of [
        [() => reactivate(account, alice.userId, key), key],
        [() => deactivate(account, alice.userId), 'ACCESS_KEY_ID'],
        [() => deleteDeactivated(account, alice.userId), 'ACCESS_KEY_ID'],
        [() => deactivate(account, alice.userId, { dryRun: 'true' }), 'ACCESS_KEY_ID'],
      ] as const) {
        await expect(run()).rejects.toMatchObject({
          errorType: 'LedgerFailedError',
          message: expect.stringContaining(command(named).replace('USER', alice.userId)),
        });
      }
      expect(writes(account)).toHaveLength(before);
    },
  );

  it('of a malformed item: no write to IAM, and the error names the item', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    putItem(account, { pk: 'KEY', sk: `${alice.userId}#${key}`, nonce: 'n', state: 'done' });
    const before = writes(account).length;
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow(
      `MalformedItemError: item pk="KEY" sk="${alice.userId}#${key}" of the ledger, intendedAt: expected a time`,
    );
    expect(writes(account)).toHaveLength(before);
  });

  it.each([
    [4, 'before the record of the write: the key is given back, which needs no ledger', 2],
    [5, 'after the verification: the key stays deactivated, and the next run records it', 1],
  ])('from write %i on, %s', async (n, _, active) => {
    const { account, alice, surplus } = withAlice();
    failCall(account, 'PutItem', { kind: 'deny' }, { n, andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      active === 2
        ? `This run rolled back its changes: it set ${surplus[0]} to Active again.`
        : `UnrecordedDeactivationError: ${surplus[0]} of user alice is Inactive, and the survivor is Active, but the ledger does not have the deactivation as done; the next run records it.`,
    );
    expect(account.backdoor.keysOf('alice').filter(({ status }) => status === 'Active')).toHaveLength(active);
    // Released after the verification; left to expire if nobody can record what was given back.
    expect(leases(account)).toHaveLength(active - 1);
  });

  it('after an undo: the key is Active, and the run fails and says so', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    // The run of the undo takes its lease, writes its intention and proves its lease twice before it records
    // what it did.
    failCall(account, 'PutItem', { kind: 'deny' }, { n: 5, andAfter: true });
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow(
      `UnrecordedReactivationError: ${key} of user alice is Active again, but the ledger does not have the undo as done; the next run records it.`,
    );
    expect(leases(account)).toEqual([]);
  });
});
