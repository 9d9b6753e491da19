import { describe, expect, it } from 'vitest';
import { noteEndingExemption, readEndingExemptions } from '../../ledger/ending-exemptions.ts';
import { noteTold, readTold } from '../../ledger/told.ts';
import { userId, userName } from '../../policy/identifiers.ts';
import { aLedger } from '../support/ledger.ts';

const AT = new Date('2026-11-21T12:00:00.000Z');
const LATER = new Date('2026-12-21T12:00:00.000Z');
/** In seconds since the epoch, as DynamoDB wants it. */
const daysAfter = (at: Date, days: number) => String(at.getTime() / 1_000 + days * 86_400);

const ALICE = userId('AIDAALICE00000EXAMPLE');

describe('what was told', () => {
  it('is remembered by its subject with its last time', async () => {
    const { ledger, items } = aLedger();
    expect(await readTold(ledger, 'a')).toBeUndefined();
    await noteTold(ledger, 'a', { at: AT, nonce: 'n1' });
    await noteTold(ledger, 'a', { at: LATER, nonce: 'n2' });
    expect([await readTold(ledger, 'a'), await readTold(ledger, 'b')]).toEqual([LATER, undefined]);
    expect(items()).toMatchObject([{ expiresAt: daysAfter(LATER, 400) }]);
  });

  it('an item without a time is an error that names it', async () => {
    const { ledger, put } = aLedger();
    put({ pk: 'TOLD', sk: 'a', nonce: 'n', at: 'once' });
    await expect(readTold(ledger, 'a')).rejects.toThrow('at: expected a time');
  });
});

describe('an exemption that ends soon', () => {
  it('is one note for each user, the last one', async () => {
    const { ledger, items } = aLedger();
    for (const until of ['2026-11-22', '2026-11-23']) {
      await noteEndingExemption(
        ledger,
        { userId: ALICE, userName: userName('alice'), until },
        { at: AT, nonce: until },
      );
    }
    expect(await readEndingExemptions(ledger)).toEqual({
      exemptions: [{ userId: ALICE, userName: 'alice', until: '2026-11-23' }],
      malformed: [],
    });
    expect(items()).toMatchObject([{ expiresAt: daysAfter(AT, 30) }]);
  });

  it('an item that is none is an error that names it, and hides no other one', async () => {
    const { ledger, put } = aLedger();
    put({ pk: 'EXEMPTION', sk: 'alice', nonce: 'n', userName: 'alice', until: '2026-11-22' });
    put({ pk: 'EXEMPTION', sk: ALICE, nonce: 'n', userName: 'alice' });
    await noteEndingExemption(
      ledger,
      { userId: userId('AIDABOB000000EXAMPLE'), userName: userName('bob'), until: '2026-11-22' },
      { at: AT, nonce: 'n' },
    );
    const { exemptions, malformed } = await readEndingExemptions(ledger);
    expect(exemptions.map((each) => each.userName)).toEqual(['bob']);
    expect(malformed).toHaveLength(2);
  });
});
