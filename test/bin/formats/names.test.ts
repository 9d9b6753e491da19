import { describe, expect, it } from 'vitest';
import { explanationFormatOf } from '../../../bin/commands/explain/formats/names.ts';
import { verificationFormatOf } from '../../../bin/commands/verify/formats/names.ts';
import { formatOf, PREVIEW_FORMATS, previewFormatOf } from '../../../bin/formats/names.ts';

describe('the format of a file of preview, by its ending', () => {
  it.each([
    ['users.asff.json', 'asff'],
    ['users.OCSF.JSON', 'ocsf'],
    ['users.json', 'json'],
    ['asff.json', 'json'],
    ['users.txt', 'table'],
    ['/dev/stdout', 'table'],
    ['users-2026.11.21', 'table'],
    ['folder.d/users', 'table'],
    ['users.csv', 'csv'],
    ['report.html', 'html'],
    [undefined, 'table'],
  ])('%s: %s', (file, format) => {
    expect(previewFormatOf(file)).toBe(format);
    expect(PREVIEW_FORMATS).toContain(format);
  });

  it.each([
    ['preview', previewFormatOf, 'users.asff', '.ocsf.json, .asff.json, .json, .csv, .html or .txt'],
    ['preview', previewFormatOf, 'users.xlsx', '.ocsf.json, .asff.json, .json, .csv, .html or .txt'],
    ['history', formatOf, 'history.pdf', '.json, .csv, .html or .txt'],
    ['verify', verificationFormatOf, 'verify.PDF', '.sarif, .json, .csv, .xml or .txt'],
    ['explain', explanationFormatOf, 'alice.docx', '.json or .txt'],
  ] as const)('%s refuses another ending, and names those that it knows: %s %s', (_, of, file, endings) => {
    expect(() => of(file)).toThrow(
      `--output ${file}: expected the ending ${endings}, or the option --format; received .${file.split('.')[1]}`,
    );
  });

  it('a command without findings writes JSON', () => {
    expect(formatOf('history.asff.json')).toBe('json');
  });
});
