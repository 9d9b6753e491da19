import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countCalls } from '../../bench/calls/count.ts';
import { countEvent } from '../../bench/calls/event.ts';
import { ASSUMPTIONS, type Minutes } from '../../bench/scale/assumptions.ts';
import { ALARMS, MEMBER } from '../../bench/scale/bill.ts';
import { RULES_PER_ACCOUNT } from '../../bench/scale/calls.ts';
import { IDS_IN_A_PARAMETER } from '../../bench/scale/limits.ts';
import { PREFERENCES } from '../../bench/scale/stack-set.ts';
import { TABLES } from '../../bench/scale/tables.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';

describe('the page', () => {
  const read = (name: string) => readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8');
  const page = read('scale');
  const cellsOf = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const lines = page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cellsOf);

  it.each(TABLES)('has the table: $title', ({ columns, rows }) => {
    const index = rows.map(([name]) => lines.findIndex(([first]) => first === name));
    expect(index.map((at) => lines[at])).toEqual(rows);
    const first = Math.min(...index);
    expect(lines[first - 2]).toEqual(columns);
    expect(index).toEqual(rows.map((_, row) => first + row));
  });

  it('has the resources of a member account, without the alarms and their metric', () => {
    const { resources, ofType } = deploy(templateOf('OneActiveKey'), { parameters: { ConfigRule: 'None' } });
    const ofAlarms = ['AWS::CloudWatch::Alarm', 'AWS::Logs::MetricFilter'];
    const others = Object.values(resources).filter(({ type }) => !ofAlarms.includes(type));
    const count = (type: string) => ofType(type).length;
    expect(lines.find(([first]) => first === 'stack')?.[1]).toBe(
      `${others.length} resources, of them ${count('AWS::IAM::Role')} roles, ${count('AWS::SSM::Document')} documents and ` +
        `${count('AWS::Lambda::Function')} functions; with a topic also ${ALARMS} alarms and a fourth function`,
    );
    // The sixth is the alarm of the fourth function.
    expect(count('AWS::CloudWatch::Alarm')).toBe(ALARMS - 1);
  });

  it('has the calls of one account', async () => {
    const [, calls] = await countCalls(MEMBER.users, MEMBER.nonCompliant / MEMBER.users);
    const cell = (first: string) => lines.find(([name]) => name === first)?.[1];
    const { ListUsers, ListAccessKeys, GetUser = 0, GetAccessKeyLastUsed = 0 } = calls;
    expect(cell('IAM reads')).toBe(
      `${ListUsers} listings of users, ${ListAccessKeys} of keys, and ${GetUser + GetAccessKeyLastUsed} more calls for the one user`,
    );
    const { PutEvaluations, GetComplianceDetailsByConfigRule, PutItem, Query } = calls;
    expect(cell('Config calls')).toBe(
      `${PutEvaluations} PutEvaluations, ${GetComplianceDetailsByConfigRule} GetComplianceDetailsByConfigRule`,
    );
    expect(read('ledger')).toContain('a deactivation writes 12 items and reads 6');
    const { dynamodbWrites, dynamodbReads } = (await countEvent(50)).event;
    expect(cell('ledger')).toBe(
      // With a topic the run also reads the notices.
      `${PutItem} writes and ${Query} reads for the run, ${(Query ?? 0) + 1} reads with a topic; 12 and 6 for a deactivation, ` +
        `${dynamodbWrites} and ${dynamodbReads} for a change ([its page](ledger.md#keep-it))`,
    );
  });

  it('says what is assumed', () => {
    const { fast, slow } = ASSUMPTIONS;
    const minutes = ({
      account,
      forwarding,
      pack,
    }: Readonly<Record<'account' | 'forwarding' | 'pack', Minutes>>) =>
      [account, forwarding, pack].map((range) => range.join(' to '));
    const [[stack, forwarding, pack], slower] = [minutes(fast), minutes(slow)];
    const text = page.replaceAll(/\s+/g, ' ');
    expect(text).toContain(
      `*fast*, an account takes ${stack} minutes for its stack, ${forwarding} for the forwarding and ${pack} for the pack, ` +
        `nothing is throttled, and ${fast.packsAtOnce} packs are deployed at a time`,
    );
    expect(text).toContain(
      `*slow*, it takes ${slower[0]}, ${slower[1]} and ${slower[2]} minutes, and ${slow.stackSetsAtOnce} stacks or ` +
        `${slow.packsAtOnce} packs are deployed at a time`,
    );
    expect(text).toContain(`(here ${RULES_PER_ACCOUNT} each)`);
    expect(text).toContain(
      `${MEMBER.users} users in each account, one of them with two active keys, evaluated daily`,
    );
    expect([MEMBER.nonCompliant, MEMBER.sweepsPerDay]).toEqual([1, 1]);
  });

  it('says how many account ids a parameter of 4,096 bytes holds', () => {
    const bytes = (ids: number) => Array.from({ length: ids }, () => '111122223333').join().length;
    expect(bytes(IDS_IN_A_PARAMETER)).toBeLessThanOrEqual(4_096);
    expect(bytes(IDS_IN_A_PARAMETER + 1)).toBeGreaterThan(4_096);
    expect(page).toContain(`${IDS_IN_A_PARAMETER} ids`);
  });

  it('simulates the preferences of the organization’s stack', () => {
    const { Parameters, Resources } = templateOf('OneActiveKeyOrganization') as unknown as {
      Parameters: Record<string, { Default: unknown }>;
      Resources: Record<string, { Type: string; Properties: { OperationPreferences?: unknown } }>;
    };
    expect(Number(Parameters['MaxConcurrentPercentage']?.Default)).toBe(PREFERENCES.maxConcurrentPercentage);
    const stackSets = Object.values(Resources).filter(({ Type }) => Type === 'AWS::CloudFormation::StackSet');
    expect(stackSets.length).toBeGreaterThan(0);
    for (const { Properties } of stackSets)
      expect(Properties.OperationPreferences).toMatchObject({ ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE' });
  });
});
