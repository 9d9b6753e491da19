import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countCalls } from '../../bench/calls/count.ts';
import { countEvent } from '../../bench/calls/event.ts';
import { ASSUMPTIONS, type Minutes, minutesOf } from '../../bench/scale/assumptions.ts';
import { MEMBER } from '../../bench/scale/bill.ts';
import { RULES_PER_ACCOUNT } from '../../bench/scale/calls.ts';
import { IDS_IN_A_PARAMETER } from '../../bench/scale/limits.ts';
import { simulateOperation } from '../../bench/scale/operation.ts';
import { firstBeyond, minutesOfRollout } from '../../bench/scale/rollout.ts';
import {
  accountsAtOnce,
  PREFERENCES,
  simulateStackSet,
  toleratedFailures,
} from '../../bench/scale/stack-set.ts';
import { TABLES } from '../../bench/scale/tables.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';

const ALWAYS_FOUR: Minutes = [4, 4];

describe('the accounts at a time: a percentage, rounded down, one at least, 10,000 at most', () => {
  it.each([
    [1, 25, 1],
    [7, 25, 1],
    [8, 25, 2],
    [100, 7, 7],
    [10_000, 25, 2_500],
    [50_000, 25, 10_000],
  ])('of %i accounts %i %%: %i', (accounts, percentage, atOnce) => {
    expect(accountsAtOnce(accounts, percentage)).toBe(atOnce);
  });
});

describe('the time of an operation, in each account the same', () => {
  it.each([
    { accounts: 7, rounds: 7 },
    { accounts: 10, rounds: 5 },
    { accounts: 100, rounds: 4 },
    { accounts: 1_001, rounds: 5 },
    { accounts: 10_000, rounds: 4 },
    { accounts: 10_000, throttledTo: 100, rounds: 100 },
  ])('$accounts accounts, throttled to $throttledTo: $rounds rounds', ({ accounts, rounds, ...limit }) => {
    const throttledTo = limit.throttledTo ?? Number.POSITIVE_INFINITY;
    expect(simulateStackSet(accounts, { minutes: ALWAYS_FOUR, throttledTo })).toEqual({
      status: 'SUCCEEDED',
      minutes: 4 * rounds,
      succeeded: accounts,
      failed: 0,
    });
  });
});

describe('the time of an operation, in each account another', () => {
  it.each([1, 2, 3, 9, 40, 1_000])('%i at a time: no place is idle while an account waits', (atOnce) => {
    const [accounts, minutes] = [1_000, [5, 15] as const];
    const work = Array.from({ length: accounts }, (_, account) => minutesOf(minutes, account));
    const shared = work.reduce((sum, each) => sum + each, 0) / atOnce;
    const simulated = simulateOperation({ accounts, minutes, atOnce }).minutes;
    expect(simulated).toBeGreaterThanOrEqual(Math.max(shared, ...work) - 1e-6);
    expect(simulated).toBeLessThanOrEqual(shared + Math.max(...work));
  });

  it('is the time of all accounts together if there is one place', () => {
    const three = { accounts: 3, minutes: [1, 2], atOnce: 1 } as const;
    const sum = [0, 1, 2].reduce((total, account) => total + minutesOf([1, 2], account), 0);
    expect(simulateOperation(three).minutes).toBeCloseTo(sum);
  });
});

describe('failures: half of the accounts may fail', () => {
  const run = (accounts: number, fails: (account: number) => boolean) =>
    simulateStackSet(accounts, { minutes: ALWAYS_FOUR, throttledTo: Number.POSITIVE_INFINITY }, fails);

  it.each([
    {
      title: 'one in a hundred',
      accounts: 1_000,
      fails: (n: number) => n % 100 === 0,
      succeeded: 990,
      failed: 10,
    },
    {
      title: 'every second one',
      accounts: 1_000,
      fails: (n: number) => n % 2 === 0,
      succeeded: 500,
      failed: 500,
    },
    // Two at a time: when the sixth has failed, one more is under way.
    { title: 'all', accounts: 10, fails: () => true, succeeded: 0, failed: 7 },
    { title: 'the first six', accounts: 10, fails: (n: number) => n < 6, succeeded: 1, failed: 6 },
    { title: 'the last six', accounts: 10, fails: (n: number) => n >= 4, succeeded: 4, failed: 6 },
  ])('$title of $accounts accounts', ({ accounts, fails, succeeded, failed }) => {
    const status = failed > toleratedFailures(accounts) ? 'FAILED' : 'SUCCEEDED';
    expect(run(accounts, fails)).toMatchObject({ status, succeeded, failed });
  });
});

describe('a rollout', () => {
  const slow = {
    account: [5, 5],
    forwarding: [3, 3],
    pack: [6, 6],
    stackSetsAtOnce: 10,
    packsAtOnce: 5,
  } as const;
  it.each([
    [['functions'], 50],
    [['functions', 'forwarding'], 80],
    [['functions', 'pack'], 170],
    // The forwarding is done before the pack.
    [['functions', 'forwarding', 'pack'], 170],
  ] as const)('of %j to 100 accounts takes %i minutes', (parts, minutes) => {
    expect(minutesOfRollout(parts, 100, slow)).toBe(minutes);
  });

  it.each([
    ['a time that grows evenly', (accounts: number) => accounts, 70],
    ['a time that falls once more', (accounts: number) => (accounts === 200 ? 60 : accounts), 210],
    ['a time above a thousand', (accounts: number) => accounts / 30, 1_900],
    ['a time that never passes', () => 60, undefined],
  ] as const)('passes an hour: %s', (_, minutes, first) => {
    expect(firstBeyond(60, minutes)).toBe(first);
  });
});

describe('the page', () => {
  const page = readFileSync(new URL('../../docs/scale.md', import.meta.url), 'utf8');
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
        `${count('AWS::Lambda::Function')} functions; with a topic also 5 alarms`,
    );
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
    const { dynamodbWrites, dynamodbReads } = (await countEvent(50)).event;
    expect(cell('ledger')).toBe(
      `${PutItem} writes and ${Query} reads for the run; 12 and 6 for a deactivation, ` +
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
