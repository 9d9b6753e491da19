import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERRORS } from './support/outcomes/errors.ts';
import { OUTCOMES, REFUSALS } from './support/outcomes/receipts.ts';

const source = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const found = (file: string, pattern: RegExp) =>
  Array.from(source(file).matchAll(pattern), ([, name = '']) => name);

/** All source files of a room. */
function sourcesOf(room: string): string[] {
  const files = readdirSync(new URL(`../${room}`, import.meta.url), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => `${room}/${file}`);
}

/** The rows of a table of the page: the first two cells without their quotes; an empty first one repeats. */
function rowsOf(heading: string): [string, string][] {
  const [, section = ''] = source('docs/outcomes.md').split(`\n## ${heading}\n`);
  const [table = ''] = section.split('\n## ');
  let group = '';
  return table
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.includes('|---'))
    .slice(1)
    .map((line) => {
      const [, first = '', second = ''] = line.split('|').map((cell) => cell.trim());
      group = first || group;
      return [group, second.replaceAll('`', '')];
    });
}

const operationIn = (cell: string) => /\(`(\w+)`\)$/.exec(cell)?.[1] ?? cell.replaceAll('`', '');

describe('every outcome', () => {
  it('stands in docs/outcomes.md, by operation, and is played here', () => {
    const rows = rowsOf('Outcomes').map(([runbook, outcome]) => `${operationIn(runbook)}: ${outcome}`);
    expect(rows).toEqual(Object.keys(OUTCOMES));
    const known = found('remediation/receipt.ts', /^ {2}\| '(\w+)'/gm);
    expect(new Set(rows.map((row) => row.split(': ')[1]))).toEqual(new Set(known));
  });

  it.each(Object.entries(OUTCOMES))('%s', async (title, play) => {
    expect(title.split(': ')[1]).toBe((await play()).outcome);
  });
});

describe('every refusal', () => {
  it('stands in docs/outcomes.md, by operation, and is played here', () => {
    const rows = rowsOf('Refusals').map(([operation, code]) => `${operationIn(operation)}: ${code}`);
    expect(rows).toEqual(Object.keys(REFUSALS));
    const known = [
      ...found('rule/policy/verdict.ts', /readonly code: '(\w+)'/g),
      ...found('remediation/reactivate.ts', /`(\w+): \$\{expected\}/g),
      ...found('remediation/soak.ts', /sentence: `(\w+): tag/g),
      ...found('remediation/deletion-plan.ts', /'(\w+): expected/g),
    ];
    expect(new Set(rows.map((row) => row.split(': ')[1]))).toEqual(new Set(known));
  });

  it.each(Object.entries(REFUSALS))('%s', async (title, play) => {
    const { outcome, reason } = await play();
    expect(outcome).toBe('Refused');
    expect(reason).toMatch(new RegExp(`^${title.split(': ')[1]}: `));
  });
});

describe('every error', () => {
  it('stands in docs/outcomes.md, and is played here', () => {
    const rows = rowsOf('Errors').map(([, error]) => error);
    expect(rows.toSorted()).toEqual(Object.keys(ERRORS).toSorted());
    const files = ['rule/errors.ts', 'remediation/errors.ts', 'reevaluation/errors.ts'];
    const known = files.flatMap((file) => found(file, /^export class (\w+) extends Error/gm));
    expect(rows.toSorted()).toEqual(known.toSorted());
  });

  it.each(Object.entries(ERRORS))('%s', async (name, play) => {
    const message = await play();
    expect(message).toContain(name);
  });

  it('none is thrown without a name of its own', () => {
    const files = ['rule', 'remediation', 'reevaluation'];
    const plain = files.flatMap((room) => sourcesOf(room).filter((file) => /new Error\(/.test(source(file))));
    expect(plain).toEqual([]);
  });
});
