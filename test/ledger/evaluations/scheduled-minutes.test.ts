import { expect, it } from 'vitest';
import { isScheduled, noteScheduled } from '../../../ledger/evaluations/scheduled-minutes.ts';
import { aLedger } from '../../support/ledger.ts';
import { NOW } from '../../support/users.ts';

it('the note that the evaluation of a minute is scheduled is of this minute, and is kept for a day', async () => {
  const { ledger, items } = aLedger();
  expect(await isScheduled(ledger, 'evaluation-1')).toBe(false);
  await noteScheduled(ledger, 'evaluation-1', NOW);
  expect(await isScheduled(ledger, 'evaluation-1')).toBe(true);
  expect(await isScheduled(ledger, 'evaluation-2')).toBe(false);
  expect(items()).toEqual([
    {
      pk: 'SCHEDULED',
      sk: 'evaluation-1',
      nonce: 'evaluation-1',
      expiresAt: String(NOW.getTime() / 1_000 + 86_400),
    },
  ]);
});

it('it is written again without harm', async () => {
  const { ledger, items } = aLedger();
  await noteScheduled(ledger, 'evaluation-1', NOW);
  await noteScheduled(ledger, 'evaluation-1', NOW);
  expect(items()).toHaveLength(1);
});
