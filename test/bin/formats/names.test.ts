import { describe, expect, it } from 'vitest';
import { formatOf, PREVIEW_FORMATS, previewFormatOf } from '../../../bin/formats/names.ts';

describe('the format of a file of preview, by its ending', () => {
  it.each([
    ['users.asff.json', 'asff'],
    ['users.OCSF.JSON', 'ocsf'],
    ['users.json', 'json'],
    ['asff.json', 'json'],
    ['users.asff', 'table'],
    ['users.csv', 'csv'],
    ['report.html', 'html'],
    [undefined, 'table'],
  ])('%s: %s', (file, format) => {
    expect(previewFormatOf(file)).toBe(format);
    expect(PREVIEW_FORMATS).toContain(format);
  });

  it('a command without findings writes JSON', () => {
    expect(formatOf('history.asff.json')).toBe('json');
  });
});
