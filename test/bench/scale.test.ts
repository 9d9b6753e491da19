import { describe, expect, it } from 'vitest';
import { ASSUMPTIONS, type Minutes } from '../../bench/scale/assumptions.ts';
import { ALARMS, MEMBER } from '../../bench/scale/bill.ts';
import { IDS_IN_A_PARAMETER } from '../../bench/scale/limits.ts';
import { messagesPerSecond } from '../../bench/scale/messages.ts';
import { PREFERENCES } from '../../bench/scale/stack-set.ts';
import { TABLES } from '../../bench/scale/tables.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { readPage } from '../support/pages.ts';

describe('the page', () => {
  const page = readPage('docs/organization.md');
  const text = page.replaceAll(/\s+/g, ' ');
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

  it('bills the alarms of a member account that has a topic', () => {
    const { ofType } = deploy(templateOf('OneActiveKey'), { parameters: { ConfigRule: 'None' } });
    // With a topic there is one more, that of the function which tells people.
    expect(ofType('AWS::CloudWatch::Alarm')).toHaveLength(ALARMS - 1);
    expect(lines.map(([first]) => first)).toContain('six alarms and a metric; none without a topic');
    expect(ALARMS).toBe(6);
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
    expect(text).toContain(
      `*Fast* is ${stack} minutes for the stack of an account, ${forwarding} for the forwarding, ${pack} for the pack, ` +
        `nothing throttled, ${fast.packsAtOnce} packs at a time.`,
    );
    expect(text).toContain(
      `*Slow* is ${slower[0]}, ${slower[1]} and ${slower[2]} minutes, ${slow.stackSetsAtOnce} stacks or ` +
        `${slow.packsAtOnce} packs at a time.`,
    );
    expect(text).toContain(
      `${MEMBER.users} users in each account, one of them with two active keys, evaluated daily`,
    );
    expect([MEMBER.nonCompliant, MEMBER.sweepsPerDay]).toEqual([1, 1]);
  });

  it('says how many messages a second the first evaluation sends', () => {
    const [thousand, tenThousand] = [1_000, 10_000].map((accounts) =>
      messagesPerSecond(accounts).toPrecision(2),
    );
    expect(text).toContain(`${thousand} a second for 1,000 accounts, and ${tenThousand} for 10,000.`);
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
