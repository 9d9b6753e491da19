import { describe, expect, it } from 'vitest';
import { awsOperationsIn, readSources } from '../support/architecture/modules.ts';
import * as automaticDeactivation from './scenarios/automatic-deactivation.ts';
import * as automaticPass from './scenarios/automatic-pass.ts';
import * as dailyPass from './scenarios/daily-pass.ts';
import * as deactivate from './scenarios/deactivate.ts';
import * as deleteDeactivated from './scenarios/delete-deactivated.ts';
import * as reactivate from './scenarios/reactivate.ts';
import * as reevaluation from './scenarios/reevaluation.ts';
import * as rule from './scenarios/rule.ts';
import * as targeted from './scenarios/rule-targeted.ts';
import * as watching from './scenarios/rule-watching.ts';
import { readTable } from './table.ts';

const modules = [
  automaticDeactivation,
  automaticPass,
  watching,
  dailyPass,
  deactivate,
  deleteDeactivated,
  reactivate,
  reevaluation,
  rule,
  targeted,
];

/** The names of all scenarios. */
const scenarios = modules
  .flatMap((module): unknown[] => Object.values(module))
  .flatMap((value) => (typeof value === 'object' && value && 'sender' in value ? [value] : []))
  .map((scenario) => ('name' in scenario ? scenario.name : undefined));

/**
 * The adapters that none of these functions uses: the command line reads an aggregator, CloudTrail's events
 * and the Regions, and the function for Security Hub the result of one resource
 * (test/security-hub/faults.test.ts).
 */
const OF_OTHERS = /^aws\/(aggregat|event-history|regions|compliance-of-resource)/;

describe('faults.md', () => {
  it('has a row of every operation in the code of the functions, and of no other', () => {
    const calls = readTable().flatMap((row) => row.calls);
    const listed = new Set(calls.map((call) => call.replace(/^\w+:/, '').split(' ')[0] ?? ''));
    const sources = readSources(['aws', 'ledger', 'rule', 'remediation', 'reevaluation']);
    const named = new Set(
      awsOperationsIn(sources)
        .filter(({ file }) => !OF_OTHERS.test(file))
        .map(({ operation }) => operation),
    );
    expect([...listed].sort()).toEqual([...named].sort());
  });

  it('has rows of every scenario, and of no other', () => {
    const listed = new Set(readTable().map(({ scenario }) => scenario));
    expect([...listed].sort()).toEqual(scenarios.toSorted());
  });
});
