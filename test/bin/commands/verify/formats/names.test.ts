import { expect, it } from 'vitest';
import { verificationFormatOf } from '../../../../../bin/commands/verify/formats/names.ts';

it.each([
  [undefined, 'text'],
  ['verify.txt', 'text'],
  ['json', 'text'],
  ['verify.JSON', 'json'],
  ['verify.csv', 'csv'],
  ['verify.xml', 'junit'],
  ['verify.sarif', 'sarif'],
  ['verify.sarif.json', 'sarif'],
])('the file %s has the format %s', (file, expected) => {
  expect(verificationFormatOf(file)).toBe(expected);
});
