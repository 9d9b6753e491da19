import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../bin/command-line/errors.ts';
import { COLUMNS } from '../../../../bin/decisions/file/csv-columns.ts';
import { decisionsFormatOf, MAX_BYTES, readDecisions } from '../../../../bin/decisions/file/decision-file.ts';
import { emptyFolder } from '../../../support/bare-environment.ts';
import { aRow } from '../rows.ts';

function fileOf(name: string, content: string): string {
  const file = join(emptyFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** A file of many users, as `preview` writes it. */
const textOf = (ending: 'csv' | 'json', users: number): string =>
  decisionsFormatOf(`decisions.${ending}`).write(
    Array.from({ length: users }, (_, n) =>
      aRow({
        userName: `application-${n}@example.com`,
        userId: `AIDA${String(n).padStart(12, '0')}EXAMPLE`,
        tags: 'Owner=team-payments, Environment=production, CostCenter=4711',
        explanation:
          '2 active access keys. Keep AKIAEXPORT200EXAMPLE (last used 2026-11-20); deactivate AKIAEXPORT100EXAMPLE (last ' +
          'used 2026-05-05). Selected by LeastRecentlyUsed.',
      }),
    ),
  );

describe('a decision file of nearly 10 MB', () => {
  const HEADER = `${COLUMNS.join(',')}\n`;

  it.each<readonly [string, string, string, RegExp]>([
    ['line ends', '', '\n', /the column accountId/],
    ['separators', '', ',', /the column accountId/],
    ['rows of one letter', '', 'a\n', /expected at most 50000 rows/],
    ['rows of one letter below the header', HEADER, 'a\n', /expected at most 50000 rows/],
    ['quotation marks', '', '"', /expected CSV|the column accountId/],
    ['apostrophes', '', "'", /the column accountId/],
    ['brackets', '', '[', /the column accountId/],
  ])('of %s is refused', { timeout: 60_000 }, (_, head, piece, message) => {
    const content = head + piece.repeat(Math.floor((MAX_BYTES - 1_000) / piece.length));
    expect(() => readDecisions(fileOf('a.json', content))).toThrow(UsageError);
    const read = () => readDecisions(fileOf('a.csv', content));
    expect(read).toThrow(message);
  });

  it('has room for 20,000 users in CSV, and for 13,000 in JSON', () => {
    expect(Buffer.byteLength(textOf('csv', 20_000))).toBeLessThan(MAX_BYTES);
    expect(Buffer.byteLength(textOf('json', 13_000))).toBeLessThan(MAX_BYTES);
    expect(readDecisions(fileOf('a.csv', textOf('csv', 20_000)))).toHaveLength(20_000);
  });
});
