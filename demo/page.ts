import { styleText } from 'node:util';
import { getBorderCharacters, table } from 'table';

type Style = Parameters<typeof styleText>[0];

/** Writes the text of the demo, with colours on a terminal and without them elsewhere. */
export interface Page {
  heading(text: string): void;
  text(...lines: readonly string[]): void;
  table(rows: readonly (readonly string[])[]): void;
  /** One line that begins with a tick or a cross. */
  claim(text: string, isTrue: boolean): void;
}

/** The output of a page, and its format. */
export interface PageOptions {
  readonly write: (text: string) => void;
  readonly isColoured: boolean;
  /** The number of characters in a line. */
  readonly width: number;
}

/**
 * True on a terminal, unless NO_COLOR is set to a text that is not empty (no-color.org) or the terminal is
 * dumb.
 */
export function wantsColours(isTerminal: boolean, environment: NodeJS.ProcessEnv): boolean {
  return isTerminal && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
}

const STYLES: Readonly<Record<string, Style>> = {
  COMPLIANT: 'green',
  NON_COMPLIANT: 'red',
  NOT_APPLICABLE: 'gray',
  Success: 'green',
  Failed: 'red',
  '✓': 'green',
  '✗': 'red',
};

/** A page that writes each part at once, and wraps the last column of a table at the given width. */
export function createPage({ write, isColoured, width }: PageOptions): Page {
  const paint = (text: string, style: Style | undefined) =>
    isColoured && style ? styleText(style, text, { validateStream: false }) : text;
  const line = (text = '') => write(`${text}\n`);
  return {
    heading(text) {
      line();
      line(paint(text, 'bold'));
      line(paint('─'.repeat(Math.min(width, text.length)), 'bold'));
    },
    text: (...lines) => lines.forEach(line),
    claim: (text, isTrue) => line(`${paint(isTrue ? '✓' : '✗', isTrue ? 'green' : 'red')} ${text}`),
    table(rows) {
      const cells = rows.map((row, index) =>
        row.map((cell) => paint(cell, index === 0 ? 'bold' : STYLES[cell])),
      );
      write(
        table(cells, {
          border: getBorderCharacters('norc'),
          columns: columns(rows, width),
          drawHorizontalLine: (index, count) => index <= 1 || index === count,
        }),
      );
    },
  };
}

/** Each column is as wide as its widest cell; the last column has the remaining width and wraps at words. */
function columns(rows: readonly (readonly string[])[], width: number) {
  const count = rows[0]?.length ?? 0;
  const widest = Array.from({ length: count }, (_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  const taken = widest.slice(0, -1).reduce((sum, each) => sum + each, 0) + 3 * count + 1;
  // On a very narrow terminal, long lines are easier to read than columns of one letter.
  const left = Math.max(20, width - taken);
  return widest.map((own, n) =>
    n < count - 1 ? { width: own } : { width: Math.min(own, left), wrapWord: true },
  );
}
