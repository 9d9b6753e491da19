import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../bin/inventory/parse-csv.ts';
import { emptyFolder } from '../support/bare-environment.ts';
import { run } from '../support/cli.ts';

/** The blocks of a page that show commands with their output. */
function blocksOf(page: string): readonly string[] {
  return Array.from(
    readFileSync(page, 'utf8').matchAll(/^```console\n(.*?)^```$/gms),
    ([, text = '']) => text,
  );
}

const PAGES = readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []));

const BLOCKS = ['README.md', ...PAGES].flatMap((page) =>
  blocksOf(page).map((block, index) => [`${page}, block ${index + 1}`, block] as const),
);

/** A step of a block: a command and the lines that it is said to write, or what a person fills in. */
type Step =
  | { readonly kind: 'command'; readonly args: readonly string[]; readonly lines: readonly string[] }
  | {
      readonly kind: 'edit';
      readonly file: string;
      readonly userName: string;
      readonly cells: ReadonlyMap<string, string>;
    };

/** A command begins with `$ npx one-active-key`, and goes on after a backslash at the end of a line. */
function stepsOf(block: string): Step[] {
  return block
    .replaceAll(/\\\n\s+/g, '')
    .split(/^(?=\$ npx one-active-key |# in )/m)
    .map((text): Step => {
      const [first = '', ...lines] = text.trimEnd().split('\n');
      const [, file, userName, edits] = /^# in (\S+), (\S+): (.*)$/.exec(first) ?? [];
      if (file && userName && edits) return { kind: 'edit', file, userName, cells: cellsOf(edits) };
      return { kind: 'command', args: first.replace('$ npx one-active-key ', '').split(' '), lines };
    });
}

const cellsOf = (edits: string) =>
  new Map(edits.split(', ').map((edit) => edit.split('=', 2) as [string, string]));

/** Fills in columns of a decision file, as a person does in a spreadsheet. */
function fillIn(file: string, userName: string, cells: ReadonlyMap<string, string>): void {
  const [columns = [], ...rows] = parseCsv(readFileSync(file, 'utf8'));
  const edited = rows.map((row) =>
    row[columns.indexOf('userName')] === userName
      ? row.map((cell, index) => cells.get(columns[index] ?? '') ?? cell)
      : row,
  );
  expect(edited).not.toEqual(rows);
  writeFileSync(file, stringify([columns, ...edited]));
}

/** Files of a command are in the folder of the test. */
const inFolder = (folder: string) => (arg: string) =>
  arg.replace(
    /^(--sandbox=)?([\w-]+\.(?:json|csv|html))$/,
    (_, option = '', file) => `${option}${join(folder, file)}`,
  );

/** A line that ends with … is the beginning of one; a line that is … stands for any number of lines. */
function patternOf(lines: readonly string[]): RegExp {
  const quoted = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = lines.map((line) => {
    if (line === '…') return '(?:[^\\n]*\\n)*';
    return line.endsWith('…') ? `${quoted(line.slice(0, -1).trimEnd())}[^\\n]*\\n` : `${quoted(line)}\\n`;
  });
  return new RegExp(`^${parts.join('')}(?:[^\\n]*\\n)*$`);
}

describe('a command and its output on a page', () => {
  it('there are some', () => {
    expect(BLOCKS).not.toEqual([]);
  });

  it.each(BLOCKS)('%s', async (_, block) => {
    const folder = emptyFolder();
    for (const step of stepsOf(block)) {
      if (step.kind === 'edit') {
        fillIn(join(folder, step.file), step.userName, step.cells);
        continue;
      }
      const { out, err } = await run(step.args.map(inFolder(folder)));
      // A message names a file as it was given, which is in the folder of the test.
      expect(`${out}${err}`.replaceAll(`${folder}/`, '')).toMatch(patternOf(step.lines));
    }
  });
});
