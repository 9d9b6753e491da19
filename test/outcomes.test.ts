import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as awsErrors from '../aws/errors.ts';
import * as policyErrors from '../policy/errors.ts';
import * as reevaluationErrors from '../reevaluation/errors.ts';
import { OUTCOMES, REFUSAL_CODES } from '../remediation/receipt.ts';
import * as remediationErrors from '../remediation/shared/errors.ts';
import * as ruleErrors from '../rule/errors.ts';
import { ERROR_CASES } from './support/outcomes/errors.ts';
import { OUTCOME_CASES, REFUSAL_CASES } from './support/outcomes/receipts.ts';

const page = readFileSync(new URL('../docs/outcomes.md', import.meta.url), 'utf8');

/** The first two cells of each row of a table of the page, without backticks; an empty first cell repeats the cell above. */
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
  it('is in docs/outcomes.md, by operation, and has a case here', () => {
    const rows = rowsOf('Outcomes').map(([runbook, outcome]) => `${operationIn(runbook)}: ${outcome}`);
    expect(rows).toEqual(Object.keys(OUTCOME_CASES));
    expect(new Set(rows.map((row) => row.split(': ')[1]))).toEqual(new Set(OUTCOMES));
  });

  it.each(Object.entries(OUTCOME_CASES))('%s', async (title, produceReceipt) => {
    expect(title.split(': ')[1]).toBe((await produceReceipt()).outcome);
  });
});

describe('every refusal', () => {
  it('is in docs/outcomes.md, by operation, and has a case here', () => {
    const rows = rowsOf('Refusals').map(([operation, code]) => `${operationIn(operation)}: ${code}`);
    expect(rows).toEqual(Object.keys(REFUSAL_CASES));
    const known = Object.entries(REFUSAL_CODES).flatMap(([operation, codes]) =>
      codes.map((code) => `${operation}: ${code}`),
    );
    expect(rows).toEqual(known);
  });

  it.each(Object.entries(REFUSAL_CASES))('%s', async (title, produceReceipt) => {
    const { outcome, refusalCode, reason } = await produceReceipt();
    expect(outcome).toBe('Refused');
    expect(refusalCode).toBe(title.split(': ')[1]);
    // The code is a field of its own; the sentence does not repeat it.
    expect(reason).toMatch(/^\w.{20,}\.$/);
    expect(reason).not.toContain(refusalCode);
  });
});

/** The names of all error classes of the three functions. */
const KNOWN_ERRORS = [awsErrors, policyErrors, ruleErrors, remediationErrors, reevaluationErrors]
  .flatMap((module) => Object.entries(module))
  .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Error)
  .map(([name]) => name);

describe('every error', () => {
  it('is in docs/outcomes.md and has a case here', () => {
    const rows = rowsOf('Errors').map(([, error]) => error);
    expect(rows.toSorted()).toEqual(Object.keys(ERROR_CASES).toSorted());
    expect(rows.toSorted()).toEqual(KNOWN_ERRORS.toSorted());
  });

  it.each(Object.entries(ERROR_CASES))('%s', async (name, produceError) => {
    const message = await produceError();
    expect(message).toContain(name);
  });
});
