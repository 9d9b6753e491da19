import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as awsErrors from '../aws/errors.ts';
import * as policyErrors from '../policy/errors.ts';
import * as reevaluationErrors from '../reevaluation/errors.ts';
import { OUTCOMES as KNOWN_OUTCOMES, REFUSAL_CODES } from '../remediation/receipt.ts';
import * as remediationErrors from '../remediation/shared/errors.ts';
import * as ruleErrors from '../rule/errors.ts';
import { ERRORS } from './support/outcomes/errors.ts';
import { OUTCOMES, REFUSALS } from './support/outcomes/receipts.ts';

const page = readFileSync(new URL('../docs/outcomes.md', import.meta.url), 'utf8');

/** The rows of a table of the page: the first two cells without their quotes; an empty first one repeats. */
function rowsOf(heading: string): [string, string][] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
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
    expect(new Set(rows.map((row) => row.split(': ')[1]))).toEqual(new Set(KNOWN_OUTCOMES));
  });

  it.each(Object.entries(OUTCOMES))('%s', async (title, play) => {
    expect(title.split(': ')[1]).toBe((await play()).outcome);
  });
});

describe('every refusal', () => {
  it('stands in docs/outcomes.md, by operation, and is played here', () => {
    const rows = rowsOf('Refusals').map(([operation, code]) => `${operationIn(operation)}: ${code}`);
    expect(rows).toEqual(Object.keys(REFUSALS));
    const known = Object.entries(REFUSAL_CODES).flatMap(([operation, codes]) =>
      codes.map((code) => `${operation}: ${code}`),
    );
    expect(rows).toEqual(known);
  });

  it.each(Object.entries(REFUSALS))('%s', async (title, play) => {
    const { outcome, refusalCode, reason } = await play();
    expect(outcome).toBe('Refused');
    expect(refusalCode).toBe(title.split(': ')[1]);
    expect(reason).toMatch(new RegExp(`^${refusalCode}: `));
  });
});

/** The names of all error classes of the functions. */
const KNOWN_ERRORS = [awsErrors, policyErrors, ruleErrors, remediationErrors, reevaluationErrors]
  .flatMap((module) => Object.entries(module))
  .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Error)
  .map(([name]) => name);

describe('every error', () => {
  it('stands in docs/outcomes.md, and is played here', () => {
    const rows = rowsOf('Errors').map(([, error]) => error);
    expect(rows.toSorted()).toEqual(Object.keys(ERRORS).toSorted());
    expect(rows.toSorted()).toEqual(KNOWN_ERRORS.toSorted());
  });

  it.each(Object.entries(ERRORS))('%s', async (name, play) => {
    const message = await play();
    expect(message).toContain(name);
  });
});
