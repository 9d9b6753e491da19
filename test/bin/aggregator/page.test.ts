import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES } from '../../../bin/aggregator/findings.ts';
import { anOrganization, aResult, findingsOf } from '../../support/aggregator.ts';
import { policy, type Statement } from '../../support/simulator.ts';

const page = readFileSync(new URL('../../../docs/organization.md', import.meta.url), 'utf8');
const [, section = ''] = page.split(/^## (?:The whole organization at a glance|Scale)$/m);

describe('“The whole organization at a glance” in docs/organization.md', () => {
  it('allows the calls of the commands, and no other', async () => {
    const { config, account, record } = anOrganization();
    record(aResult());
    await findingsOf(config);
    const [, json = ''] = /```json\n([\s\S]*?)```/.exec(section) ?? [];
    const { Statement: statements } = policy(...(JSON.parse(json) as Statement[]));
    const calls = account.calls.map(({ service, operation }) => `${service}:${operation}`);
    expect(statements.flatMap(({ Action }) => Action).toSorted()).toEqual([...new Set(calls)].toSorted());
  });

  it('has a row for each kind of problem', () => {
    const rows = [...section.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
    expect(new Set(rows)).toEqual(new Set(PROBLEM_CODES));
  });
});
