import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../bin/command-line/errors.ts';
import { decisionsFormatOf, MAX_BYTES, readDecisions } from '../../../../bin/decisions/file/decision-file.ts';
import { emptyFolder } from '../../../support/bare-environment.ts';
import { aRow } from '../rows.ts';

function fileOf(name: string, content: string | Buffer): string {
  const file = join(emptyFolder(), name);
  writeFileSync(file, content);
  return file;
}

describe('a decision file', () => {
  it.each(['decisions.csv', 'DECISIONS.CSV', 'decisions.json'])('%s is read by its ending', (name) => {
    const text = decisionsFormatOf(name).write([aRow()]);
    expect(readDecisions(fileOf(name, text)).map(({ row }) => row)).toEqual([aRow()]);
  });

  it.each<readonly [string, string, string | Buffer, string]>([
    ['another ending', 'decisions.xlsx', 'PK', 'decisions.xlsx: expected a file that ends in .csv or .json'],
    [
      'UTF-16',
      'a.csv',
      Buffer.from('\ufeffaccountId\tuserName', 'utf16le'),
      'expected a text in UTF-8: save it as "CSV UTF-8"',
    ],
    ['Windows-1252', 'a.csv', Buffer.from('accountId,na\xefve', 'latin1'), 'expected a text in UTF-8'],
    [
      'a file that is too large',
      'a.csv',
      Buffer.alloc(MAX_BYTES, 'a'),
      'expected fewer than 10,000,000 bytes: split it by account. Nothing was done',
    ],
    ['10 MiB of nothing', 'a.json', Buffer.alloc(10 * 1024 * 1024), 'expected fewer than 10,000,000 bytes'],
  ])('%s is wrong usage', (_, name, content, message) => {
    const read = () => readDecisions(fileOf(name, content));
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
  });

  it.each(['/nowhere/decisions.csv', '/'])('%s, which cannot be read, is wrong usage', (file) => {
    expect(() => readDecisions(file)).toThrow(UsageError);
  });
});
