import { describe, expect, it } from 'vitest';
import { LAST_WRITE_MS } from '../../../ledger/assumptions.ts';
import { userId } from '../../../policy/identifiers.ts';
import type { RemediationServices } from '../../../remediation/shared/services.ts';
import { type UserRun, withLease } from '../../../remediation/shared/user-run.ts';
import { aLedger, leases, putItem, recordsIn } from '../../support/ledger.ts';
import { KEY, NOW } from '../../support/users.ts';

const USER = userId('AIDACKCEVSQ6C2EXAMPLE');
const LEASED = { operation: 'Deactivate', userId: USER, automationExecutionId: 'x' };

/** A ledger, and the services of a run on it; the waits are noted and move the clock. */
function aRun() {
  const { account, ledger } = aLedger();
  const waits: number[] = [];
  // The process has worked for others before.
  let uptime = 5_000;
  let nonces = 0;
  const services = {
    ledger,
    now: account.clock.now,
    uptime: () => uptime,
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
      account.clock.advance(milliseconds);
    },
    randomId: () => {
      nonces += 1;
      return `nonce-${nonces}`;
    },
  } as unknown as RemediationServices;
  const pass = (milliseconds: number) => {
    uptime += milliseconds;
  };
  return { account, services, waits, pass };
}

const heldUntil = (offset: number) => ({
  pk: 'LEASE',
  sk: USER,
  nonce: 'other',
  until: new Date(NOW.getTime() + offset).toISOString(),
  operation: 'Reactivate',
  execution: '',
});

describe('a run with the lease of its user', () => {
  it('has it while it runs, and releases it', async () => {
    const { account, services } = aRun();
    const result = await withLease(services, LEASED, async () => leases(account).length);
    expect([result, leases(account)]).toEqual([{ kind: 'ran', result: 1 }, []]);
  });

  it.each<[string, readonly boolean[], number]>([
    ['before its first write', [], 0],
    ['certain of its writes', [true, false], 0],
    ['in doubt about a write', [true], 1],
  ])('that fails %s: the lease is released, or left to expire', async (_, doubts, left) => {
    const { account, services } = aRun();
    const failure = new Error('x');
    const run = withLease(services, LEASED, async (each) => {
      for (const isInDoubt of doubts) each.setDoubt(isInDoubt);
      throw failure;
    });
    await expect(run).rejects.toBe(failure);
    expect(leases(account)).toHaveLength(left);
  });

  it('that cannot release it ends as it would have ended', async () => {
    const { account, services } = aRun();
    account.faults.add(({ operation }) => (operation === 'DeleteItem' ? { kind: 'deny' } : undefined));
    expect(await withLease(services, LEASED, async () => 'done')).toEqual({ kind: 'ran', result: 'done' });
    const failing = withLease(services, { ...LEASED, userId: userId('AIDAOTHERXXXXXEXAMPLE') }, () =>
      Promise.reject(new Error('its own error')),
    );
    await expect(failing).rejects.toThrow('its own error');
  });

  it.each([
    ['2 seconds', 2_000, [2_000], 'ran'],
    ['3 seconds', 3_000, [2_000, 4_000], 'ran'],
    ['14 seconds', 14_000, [2_000, 4_000, 8_000], 'ran'],
    ['more than 14 seconds', 14_001, [2_000, 4_000, 8_000], 'held'],
  ])('waits for another run that ends after %s', async (_, ends, expected, kind) => {
    const { account, services, waits } = aRun();
    putItem(account, heldUntil(ends));
    expect(await withLease(services, LEASED, async () => {})).toMatchObject({ kind });
    expect(waits).toEqual(expected);
  });

  it('does not wait if it is not to', async () => {
    const { account, services, waits } = aRun();
    putItem(account, heldUntil(1));
    const result = await withLease(services, { ...LEASED, leasePausesMs: [] }, async () => {});
    expect(result).toEqual({
      kind: 'held',
      by: {
        userId: USER,
        nonce: 'other',
        until: new Date(NOW.getTime() + 1),
        operation: 'Reactivate',
        execution: '',
      },
    });
    expect(waits).toEqual([]);
  });
});

describe('a run', () => {
  it('knows for how long it has run, however long the process has', async () => {
    const { services, pass } = aRun();
    const result = await withLease(services, LEASED, async ({ elapsedMs }) => {
      pass(1_234);
      return elapsedMs();
    });
    expect(result).toEqual({ kind: 'ran', result: 1_234 });
  });

  it('writes a record with its time and a nonce of its own, in place of the one that was read', async () => {
    const { account, services } = aRun();
    const intended = {
      userId: USER,
      key: KEY.a,
      state: 'intended',
      intendedAt: NOW,
      deactivatedAt: undefined,
      survivor: KEY.b,
      execution: 'x',
    } as const;
    await withLease(services, LEASED, async (run) => {
      const first = await run.record(intended);
      expect(first).toEqual({ ...intended, changedAt: NOW, nonce: 'nonce-2' });
      account.clock.advance(1);
      const second = { ...intended, state: 'written', deactivatedAt: NOW } as const;
      const changedAt = new Date(NOW.getTime() + 1);
      expect(await run.record(second, first)).toEqual({ ...second, changedAt, nonce: 'nonce-3' });
      await expect(run.record(second, first)).rejects.toThrow('was changed during this run');
    });
    expect(recordsIn(account)).toMatchObject([{ state: 'written', nonce: 'nonce-3' }]);
  });
});

describe('a write to IAM', () => {
  const attempt = (prepare: (run: ReturnType<typeof aRun>) => void) => {
    const each = aRun();
    return withLease(each.services, LEASED, async (run: UserRun) => {
      prepare(each);
      await run.assertMayWrite();
    });
  };

  it.each([
    ['at the beginning', 0],
    ['after 130 seconds', LAST_WRITE_MS],
  ])('may begin %s', async (_, milliseconds) => {
    await expect(attempt(({ pass }) => pass(milliseconds))).resolves.toMatchObject({ kind: 'ran' });
  });

  it('may not begin later, whatever the clock says', async () => {
    await expect(attempt(({ pass }) => pass(LAST_WRITE_MS + 1))).rejects.toMatchObject({
      name: 'TimeOverError',
      message: 'no write to IAM begins later than 130 seconds after the start of the function; start again',
    });
  });

  it('leaves time for its verification and its rollback, before Lambda ends the function', () => {
    const VERIFICATION_MS = 31_000;
    const ROLLBACK_MS = 120_000;
    expect(LAST_WRITE_MS + VERIFICATION_MS + ROLLBACK_MS).toBeLessThanOrEqual(290_000);
  });

  it('may not begin if another run has the lease now', async () => {
    await expect(attempt(({ account }) => putItem(account, heldUntil(600_000)))).rejects.toThrow(
      `this run no longer holds the lease of the user ${USER}; start again`,
    );
  });

  it('may not begin if the ledger cannot be reached', async () => {
    await expect(attempt(({ account }) => account.faults.add(() => ({ kind: 'deny' })))).rejects.toThrow(
      'could not write the ledger',
    );
  });
});
