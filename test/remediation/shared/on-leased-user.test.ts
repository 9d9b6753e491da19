import { describe, expect, it } from 'vitest';
import { userId } from '../../../policy/identifiers.ts';
import { userGoneResult } from '../../../remediation/receipt.ts';
import { onLeasedUser } from '../../../remediation/shared/on-leased-user.ts';
import type { RemediationServices } from '../../../remediation/shared/services.ts';
import { aLedger, itemsOf, putItem } from '../../support/ledger.ts';
import { NOW } from '../../support/users.ts';

/** An account with the user alice, and what a run on her needs. */
function withAlice() {
  const { account, ledger } = aLedger();
  const alice = userId(account.backdoor.createUser({ userName: 'alice' }).userId);
  const { iam } = account.connect({ principal: 'one-active-key-remediation' });
  const services = {
    iam,
    ledger,
    now: account.clock.now,
    uptime: () => 0,
    wait: async () => {},
    randomId: () => 'a-nonce',
  } as unknown as RemediationServices;
  const request = { operation: 'Deactivate', userId: alice, automationExecutionId: 'x', leasePausesMs: [] };
  return { account, services, request, alice };
}

/** The same, while an undo holds the lease of alice. */
function whileHeld() {
  const all = withAlice();
  putItem(all.account, {
    pk: 'LEASE',
    sk: all.alice,
    nonce: 'other',
    until: new Date(NOW.getTime() + 60_000).toISOString(),
    operation: 'Reactivate',
    execution: '',
  });
  return all;
}

const HELD =
  'Another run works on this user, or failed and left its lease (Reactivate). The lease ends at 2026-11-21T12:01:00.000Z at the ' +
  'latest; start again then.';

const fails = () => Promise.reject(new Error('Expected no operation'));

describe('an operation on a user', () => {
  it('runs under the lease, on the user as IAM has it, and its result is the result', async () => {
    const { account, services, request, alice } = withAlice();
    const result = await onLeasedUser(services, request, async (user) => {
      expect(itemsOf(account)).toMatchObject([{ pk: 'LEASE', sk: alice, nonce: 'a-nonce' }]);
      return { ...userGoneResult(alice), reason: `for ${user.userName}` };
    });
    expect(result).toEqual({ ...userGoneResult(alice), reason: 'for alice' });
    expect(itemsOf(account)).toEqual([]);
  });

  it('does not run if the user is gone', async () => {
    const { services, request } = withAlice();
    const gone = userId('AIDAOTHERXXXXXEXAMPLE');
    expect(await onLeasedUser(services, { ...request, userId: gone }, fails)).toEqual(userGoneResult(gone));
  });

  it('does not run while another run holds the lease: a refusal, and the user is noted as changed', async () => {
    const { account, services, request, alice } = whileHeld();
    expect(await onLeasedUser(services, request, fails)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'LeaseHeld',
      userId: alice,
      reason: HELD,
    });
    expect(itemsOf(account)).toMatchObject([
      { pk: 'CHANGED', sk: `id:${alice}`, nonce: 'a-nonce', at: NOW.toISOString() },
      { pk: 'LEASE', nonce: 'other' },
    ]);
  });

  it('is refused with a warning if the user cannot be noted', async () => {
    const { account, services, request, alice } = whileHeld();
    account.faults.add(({ input }) => (isNote(input) ? { kind: 'deny' } : undefined));
    const { refusalCode, reason } = await onLeasedUser(services, request, fails);
    expect([refusalCode, reason]).toEqual([
      'LeaseHeld',
      expect.stringContaining(
        `${HELD} The user could not be noted for the next evaluation: LedgerUnavailableError: could not write the ledger`,
      ),
    ]);
    expect(itemsOf(account)).toMatchObject([{ pk: 'LEASE', sk: alice }]);
  });

  it('is no refusal after any other error: nobody would see it', async () => {
    const { services, request } = whileHeld();
    let ids = 0;
    const randomId = () => {
      ids += 1;
      if (ids > 1) throw new RangeError('no more ids');
      return 'a-nonce';
    };
    await expect(onLeasedUser({ ...services, randomId }, request, fails)).rejects.toThrow('no more ids');
  });
});

const isNote = (input: unknown): boolean =>
  (input as { readonly Item?: { readonly pk: { readonly S: string } } }).Item?.pk.S === 'CHANGED';
