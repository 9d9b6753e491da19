import { describe, expect, it } from 'vitest';
import { toHtml } from '../../../bin/formats/html.ts';
import { aKey, anInventory, aUser } from '../inventories.ts';
import { textOfPart } from './html-text.ts';

const done = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  state: 'done',
  deactivatedAt: '2026-11-02T08:15:00.000Z',
  record: 'the record',
} as const;

const unproven = {
  accessKeyId: 'AKIADELETED00EXAMPLE',
  state: 'unproven',
  deactivatedAt: null,
  record: 'another record',
} as const;

const reportOf = (readsLedger: boolean) => {
  const user = aUser({
    accessKeys: [aKey({ status: 'Inactive' })],
    deactivations: readsLedger ? [done, unproven] : [],
  });
  return toHtml(anInventory([user], {}, { readsLedger }));
};

describe('the list of deactivations', () => {
  it('shows each record, and the current status of the key', () => {
    const text = textOfPart(reportOf(true), 'deactivations');
    expect(text).toContain('alice AKIAIOSFODNN7EXAMPLE 2026-11-02 08:15 Inactive the record');
    expect(text).toContain('alice AKIADELETED00EXAMPLE not proven no such key another record');
  });

  it('has its number in the links to the lists', () => {
    expect(reportOf(true)).toContain('>Deactivations on record <span>2</span></a>');
  });

  it('says that the ledger was not read, and has no number then', () => {
    const html = reportOf(false);
    expect(textOfPart(html, 'deactivations').trim()).toBe(
      'Deactivations on record The records of deactivations were not read: give --ledger-table deployed .',
    );
    expect(html).toContain('>Deactivations on record</a>');
  });
});

describe('about the report', () => {
  it.each([
    [true, 'Ledger read '],
    [false, 'Ledger not read: it is not known which keys One Active Key deactivated '],
  ])('says whether the ledger was read: %s', (readsLedger, sentence) => {
    expect(textOfPart(reportOf(readsLedger), 'about')).toContain(sentence);
  });
});
