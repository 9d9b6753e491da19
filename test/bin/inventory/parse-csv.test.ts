import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseCsv } from '../../../bin/inventory/parse-csv.ts';

it.each([
  ['', []],
  ['a,b', [['a', 'b']]],
  ['a,b\n', [['a', 'b']]],
  [
    'a,b\r\nc,d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a,,\n,',
    [
      ['a', '', ''],
      ['', ''],
    ],
  ],
  ['"a,b","c ""d""\ne"', [['a,b', 'c "d"\ne']]],
  ['a,b"c\nd', []],
])('%j', (text, records) => {
  expect(parseCsv(text)).toEqual(records);
});

it('reads what was written, whatever the texts', () => {
  const record = fc.array(fc.string(), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(record), fc.constantFrom('\n', '\r\n'), (records, end) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      expect(parseCsv(records.map((fields) => fields.map(quoted).join(',') + end).join(''))).toEqual(records);
    }),
  );
});
