import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReceipt } from '../../bin/commands/history/parse-receipt.ts';
import { MalformedItemError } from '../../ledger/errors.ts';
import { aReceipt } from '../bin/commands/history/histories.ts';
import { assertLaw, nearlyValid } from '../support/fuzz.ts';

const VALID = aReceipt();

/** The text of a receipt: nearly a valid one, or anything. */
const texts = fc.oneof(
  nearlyValid(JSON.parse(VALID.receipt)).map((value) => JSON.stringify(value) ?? ''),
  fc.string({ unit: 'binary' }),
);

describe('a receipt in the ledger, whatever somebody has written there', () => {
  it('is read with the item’s own user, time and outcome, or is an error that names the item', () =>
    assertLaw({
      inputs: texts,
      read: (receipt) => parseReceipt({ ...VALID, receipt }),
      contract: ({ userId, at, outcome, accountId, accessKeyIds }) => {
        expect({ userId, at, outcome }).toEqual({
          userId: VALID.userId,
          at: VALID.at,
          outcome: VALID.outcome,
        });
        expect(accountId).toMatch(/^\d{12}$/);
        for (const key of accessKeyIds) expect(key).toMatch(/^AKIA[A-Z0-9]+$/);
      },
      errors: [MalformedItemError],
    }));
});
