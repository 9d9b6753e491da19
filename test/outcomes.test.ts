import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as awsErrors from '../aws/errors.ts';
import * as ledgerErrors from '../ledger/errors.ts';
import * as notificationErrors from '../notification/errors.ts';
import * as policyErrors from '../policy/errors.ts';
import * as reevaluationErrors from '../reevaluation/errors.ts';
import * as passErrors from '../remediation/daily-pass/errors.ts';
import * as deactivationErrors from '../remediation/deactivate/errors.ts';
import * as deletionErrors from '../remediation/delete/errors.ts';
import * as noticeErrors from '../remediation/notices/errors.ts';
import * as reactivationErrors from '../remediation/reactivate/errors.ts';
import { OUTCOMES, REFUSAL_CODES } from '../remediation/receipt.ts';
import * as remediationErrors from '../remediation/shared/errors.ts';
import * as ledgerAdvice from '../remediation/shared/ledger-advice.ts';
import * as ruleErrors from '../rule/errors.ts';
import * as securityHubErrors from '../security-hub/errors.ts';
import { ERROR_CASES } from './support/outcomes/errors.ts';
import { OUTCOME_CASES, REFUSAL_CASES } from './support/outcomes/receipts.ts';

const page = readFileSync(new URL('../docs/reference.md', import.meta.url), 'utf8');

/** The first two cells of each row of a table of the page; an empty first cell repeats the cell above. */
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
      return [group, second];
    });
}

/**
 * `Deactivate: LeaseHeld` and so on for a row: the first cell names an operation, or all that have a runbook.
 */
function titlesOf([first, second]: [string, string]): string[] {
  const [, operation = first.replaceAll('`', '')] = /\(`(\w+)`\)$/.exec(first) ?? [];
  const operations = first === 'all three' ? Object.keys(REFUSAL_CODES) : [operation];
  return operations.map((each) => `${each}: ${second.replaceAll('`', '')}`);
}

describe('every outcome', () => {
  it('is in docs/reference.md, by operation, and has a case here', () => {
    const rows = rowsOf('Outcomes').flatMap(titlesOf);
    expect(rows.toSorted()).toEqual(Object.keys(OUTCOME_CASES).toSorted());
    expect(new Set(rows.map((row) => row.split(': ')[1]))).toEqual(new Set(OUTCOMES));
  });

  it.each(Object.entries(OUTCOME_CASES))('%s', async (title, produceReceipt) => {
    expect(title.split(': ')[1]).toBe((await produceReceipt()).outcome);
  });
});

describe('every refusal', () => {
  it('is in docs/reference.md, by operation, and has a case here', () => {
    const rows = rowsOf('Refusals').flatMap(titlesOf);
    expect(rows.toSorted()).toEqual(Object.keys(REFUSAL_CASES).toSorted());
    const known = Object.entries(REFUSAL_CODES).flatMap(([operation, codes]) =>
      codes.map((code) => `${operation}: ${code}`),
    );
    expect(rows.toSorted()).toEqual(known.toSorted());
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

const MODULES = [
  awsErrors,
  policyErrors,
  ledgerErrors,
  ruleErrors,
  passErrors,
  noticeErrors,
  remediationErrors,
  ledgerAdvice,
  deactivationErrors,
  reactivationErrors,
  deletionErrors,
  reevaluationErrors,
  notificationErrors,
  securityHubErrors,
];

/** The names of all error classes of the functions, but for the one that is only a class of classes. */
const KNOWN_ERRORS = MODULES.flatMap((module) => Object.entries(module))
  .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Error)
  .map(([name]) => name)
  .filter((name) => name !== ledgerErrors.LedgerError.name);

describe('every error', () => {
  it('is in docs/reference.md and has a case here', () => {
    const rows = rowsOf('Errors').flatMap(([errors]) => errors.replaceAll('`', '').split(', '));
    expect(rows.toSorted()).toEqual(Object.keys(ERROR_CASES).toSorted());
    expect(rows.toSorted()).toEqual(KNOWN_ERRORS.toSorted());
  });

  it.each(Object.entries(ERROR_CASES))('%s', async (name, produceError) => {
    const message = await produceError();
    expect(message).toContain(name);
  });
});
