import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../../bin/sandbox/account.ts';
import { readAllKeyRecords } from '../../../ledger/key-records.ts';
import { readAllReceipts } from '../../../ledger/receipts.ts';

describe('the past of the sandbox account', () => {
  it('is played before the present, by the runbooks, and is always the same', async () => {
    const { ledger, now } = await openSandbox();
    if (!ledger) throw new Error('Expected a ledger');
    expect(now().toISOString()).toBe('2026-11-21T09:00:00.000Z');
    const { receipts } = await readAllReceipts(ledger);
    expect(
      receipts.map(({ at, outcome, execution }) => [at.toISOString().slice(0, 10), outcome, execution]),
    ).toEqual(
      ['Deactivated', 'Reactivated', 'Deactivated', 'Refused', 'Deactivated'].map((outcome, n) => [
        ['2026-10-19', '2026-10-20', '2026-11-01', '2026-11-09', '2026-11-13'][n],
        outcome,
        `a0000000-0000-4000-8000-00000000000${n + 1}`,
      ]),
    );
    const { records } = await readAllKeyRecords(ledger);
    expect(records.map(({ key, state }) => `${key} ${state}`)).toEqual([
      'AKIAREPORTS20EXAMPLE done',
      'AKIAREPORTS30EXAMPLE done',
    ]);
  });
});
