import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../bin/command-line/errors.ts';
import { parseDecisionsJson, toDecisionsJson } from '../../../../bin/decisions/file/json.ts';
import { anyRows, aRow, NEW } from '../rows.ts';

const rowsOf = (text: string) => parseDecisionsJson(text).map(({ row }) => row);

function validator() {
  const url = new URL('../../../../bin/decisions/decisions.schema.json', import.meta.url);
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(url, 'utf8')));
}

/** A file with one row, some of whose members are others. */
const fileWith = (changes: object, file: object = {}) =>
  JSON.stringify({ schemaVersion: '1.0', decisions: [{ ...aRow(), ...changes }], ...file });

describe('a decision file in JSON', () => {
  it('read back has the same rows, whatever the texts, also with a byte order mark', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const text = toDecisionsJson(rows);
        expect(rowsOf(text)).toEqual(rows);
        expect(rowsOf(`\ufeff${text}`)).toEqual(rows);
      }),
    );
  });

  it('has one row a line, and nothing that a terminal would interpret', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const text = toDecisionsJson(rows);
        expect(text.trimEnd().split('\n')).toHaveLength(5 + Math.max(1, rows.length));
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      }),
    );
  });

  it('follows its schema, which refuses what the reader refuses', () => {
    const validate = validator();
    const file = JSON.parse(toDecisionsJson([aRow({ keep: NEW }), aRow({ userId: 'AIDABOB000000EXAMPLE' })]));
    expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
    expect(rowsOf(JSON.stringify(file))).toHaveLength(2);
    for (const text of [
      fileWith({ more: 1 }),
      fileWith({ keep: null }),
      fileWith({}, { schemaVersion: '1.1' }),
    ]) {
      expect(validate(JSON.parse(text))).toBe(false);
      expect(() => parseDecisionsJson(text)).toThrow(UsageError);
    }
  });

  it.each<readonly [string, string, RegExp]>([
    ['nothing', '', /^expected JSON; SyntaxError/],
    ['null', 'null', /^the file: expected an object with schemaVersion, decisions; received "null"$/],
    [
      'receipts',
      '{"schemaVersion":"1.1","receipts":[]}',
      /^the file: expected the member decisions; received ""; the file: expected only schemaVersion, decisions; received "receipts"$/,
    ],
    [
      'another version',
      fileWith({}, { schemaVersion: '2.0' }),
      /^the file: expected schemaVersion 1\.0 and a list of decisions; received "2\.0"$/,
    ],
    [
      'a row that is a list',
      '{"schemaVersion":"1.0","decisions":[[]]}',
      /^decisions\[0\]: expected an object with accountId, /,
    ],
    [
      'a member that is missing',
      fileWith({ keep: undefined }),
      /^decisions\[0\]: expected the member keep; received ""$/,
    ],
    [
      'a member that is no text',
      fileWith({ keep: null }),
      /^decisions\[0\]: expected the member keep; received "null"$/,
    ],
    [
      'an unknown member',
      fileWith({ __proto__: null, note: '' }),
      /^decisions\[0\]: expected only accountId, .*; received "note"$/,
    ],
    [
      'a prototype',
      fileWith({}).replace('"ticket"', '"__proto__":{},"ticket"'),
      /^decisions\[0\]: expected only .*; received "__proto__"$/,
    ],
    [
      'a key with a number as its id',
      fileWith({ keys: [{ accessKeyId: 1 }] }),
      /^decisions\[0\]: expected the member keys; received "a list"$/,
    ],
    [
      'no keys',
      fileWith({ keys: [] }),
      /^decisions\[0\], keys\.accessKeyId: expected the ids of different access keys, AKIA…; received ""$/,
    ],
    [
      'an account id that is a number',
      fileWith({ accountId: 111122223333 }),
      /^decisions\[0\]: expected the member accountId; received "a value of the type number"$/,
    ],
    [
      'a user twice',
      JSON.stringify({ schemaVersion: '1.0', decisions: [aRow(), aRow()] }),
      /^decisions\[1\]: expected each user of an account once, as in decisions\[0\]; /,
    ],
    [
      'lists within lists',
      `{"schemaVersion":"1.0","decisions":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`,
      /^decisions\[0\]: expected an object with accountId, .*; received "a list"$/,
    ],
  ])('%s: is refused, with its place', (_, text, message) => {
    const read = () => parseDecisionsJson(text);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
  });

  it('any value is read or is wrong usage', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.json().map((row) => `{"schemaVersion":"1.0","decisions":[${row}]}`),
        ),
        (text) => {
          expect(() => parseDecisionsJson(text)).toThrow(UsageError);
        },
      ),
    );
  });
});
