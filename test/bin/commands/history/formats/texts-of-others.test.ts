import { describe, expect, it } from 'vitest';
import { formatHistory } from '../../../../../bin/commands/history/formats/format.ts';
import { toHistoryHtml } from '../../../../../bin/commands/history/formats/html.ts';
import { FORMATS } from '../../../../../bin/formats/names.ts';
import { parseCsv } from '../../../../../bin/inventory/parse-csv.ts';
import { historyOf } from './hostile-history.ts';

/**
 * ESC, BEL, the C1 control CSI, RIGHT-TO-LEFT OVERRIDE, POP DIRECTIONAL ISOLATE, LINE SEPARATOR, a surrogate,
 * a line feed.
 */
const CONTROLS = 'a\u001b[2J\u0007\u009b\u202e\u2069\u2028\ud800\nb';

/** What a terminal would interpret, except for the ends of lines. */
const RAW = /(?![\r\n])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

describe('what a terminal obeys is in no format', () => {
  it.each(FORMATS)('%s', (format) => {
    const text = formatHistory(historyOf(CONTROLS), format, 120);
    expect(text).toContain('[2J');
    expect(text).not.toMatch(RAW);
  });

  it('a line feed begins no line of the table', () => {
    expect(formatHistory(historyOf('x\nAccount forged'), 'table', 120)).not.toMatch(/^Account forged/m);
  });

  it('JSON has the same data', () => {
    const history = historyOf('a\u001b[2J\u202eb');
    expect(JSON.parse(formatHistory(history, 'json', 120))).toEqual(history);
  });
});

describe('a formula is only text in CSV', () => {
  it.each(['=cmd()', '+1', '-1', '@sum', ' =1+1', '\t=1+1', '＝1'])('%j', (formula) => {
    const rows = parseCsv(formatHistory(historyOf(formula), 'csv', 120));
    const fields = rows.flat().filter((field) => /^\s*[=+\-@\uff1d]/u.test(field));
    expect(fields).toEqual([]);
    expect(rows.flat().filter((field) => field.startsWith("'")).length).toBeGreaterThan(20);
  });
});

describe('markup is only text in HTML', () => {
  const harmless = toHistoryHtml(historyOf('x'));
  it.each([
    '<img src=x onerror=alert(1)>',
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    '</title></style></script><svg onload=alert(1)>',
  ])('%s', (text) => {
    const html = toHistoryHtml(historyOf(text));
    expect(html.split('<').length).toBe(harmless.split('<').length);
    expect(html.split('"').length).toBe(harmless.split('"').length);
    expect(html).not.toContain(text);
  });
});
