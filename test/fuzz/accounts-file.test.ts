import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountSelection, readSelection } from '../../bin/accounts/selection.ts';
import { UsageError } from '../../bin/command-line/errors.ts';
import { assertLaw, nearlyValid, nearlyValidText, textOf } from '../support/fuzz.ts';

const IDS = ['111122223333', '123456789012', '444455556666'];

describe('--accounts', () => {
  it('with any text leads to accounts or to the organization, or is a UsageError', () =>
    assertLaw({
      inputs: fc.oneof(
        nearlyValid(IDS).map((ids) => [ids].flat(1).map(textOf).join(',')),
        nearlyValidText('organization'),
        fc.string({ unit: 'binary' }),
      ),
      read: readSelection,
      contract: expectSelection,
      errors: [UsageError],
      numRuns: 1_000,
    }));

  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const lines = fc
    .tuple(
      nearlyValid(['# id, name', `${IDS[0]} production`, `${IDS[1]},"a; b"`, '', `${IDS[2]};\u202etset`]),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      fc.constantFrom('', '\uFEFF'),
    )
    .map(([each, end, mark]) => mark + [each].flat(1).map(textOf).join(end));
  const bytes = fc.uint8Array({ maxLength: 300 });

  it('@FILE with any content leads to accounts with names that a terminal can show, or is a UsageError', () =>
    assertLaw({
      inputs: fc.oneof(
        { weight: 8, arbitrary: lines },
        { weight: 2, arbitrary: lines.chain(nearlyValidText) },
        { weight: 1, arbitrary: bytes },
      ),
      read: (content) => {
        const name = join(folder, 'accounts.txt');
        writeFileSync(name, content);
        return readSelection(`@${name}`);
      },
      contract: (selection) => {
        expect(selection).not.toBe('organization');
        expectSelection(selection);
      },
      errors: [UsageError],
      numRuns: 1_000,
    }));
});

function expectSelection(selection: AccountSelection): void {
  if (selection === 'organization') return;
  expect(selection.length).toBeGreaterThan(0);
  const ids = selection.map(({ accountId }) => accountId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { accountId, accountName } of selection) {
    expect(accountId).toMatch(/^\d{12}$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that a name may not have.
    if (accountName !== null) expect(accountName).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e]+$/);
  }
}
