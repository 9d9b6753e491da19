import { describe, expect, it } from 'vitest';
import { SWEEPS } from '../../infra/constructs/sweep-metric.ts';
import { NAMES } from '../../product/names.ts';
import {
  actionsOf,
  REVIEWER_ROLE,
  reviewedStack,
  roleNamed,
} from '../infra/least-privilege/deployed-roles.ts';
import { awsCommandsOf, optionOf } from '../support/aws-commands.ts';
import { parametersOf } from '../support/cloudformation/accepts.ts';
import { readPage, tableBelow } from '../support/pages.ts';

const PAGE = 'docs/audit.md';
const page = readPage(PAGE);
const stack = reviewedStack();
const commands = awsCommandsOf(PAGE);
const commandOf = (operation: string) => {
  const found = commands.find(({ words }) => words[1] === operation);
  if (!found) throw new Error(`Expected a command aws … ${operation} in ${PAGE}`);
  return found;
};

/** The action of a command of the AWS CLI: `logs tail` filters events (AWS CLI User Guide, "logs tail"). */
function actionOf([service = '', operation = '']: readonly string[]): string {
  if (operation === 'tail') return 'logs:FilterLogEvents';
  const name = operation.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return `${service}:${name}`;
}

describe(PAGE, () => {
  it('answers each question with evidence, a way to it, a time and who could alter it', () => {
    const rows = tableBelow(page, 'Questions and evidence');
    expect(rows.length).toBeGreaterThanOrEqual(12);
    expect(rows.filter((cells) => cells.length !== 5 || cells.includes(''))).toEqual([]);
    expect(rows.filter(([question]) => !question?.endsWith('?'))).toEqual([]);
  });

  it('is short enough for one reader', () => {
    const words = page.replaceAll('|', ' ').split(/\s+/).filter(Boolean).length;
    expect(words).toBeGreaterThanOrEqual(600);
    expect(words).toBeLessThanOrEqual(900);
  });

  it('has no command that a reviewer may not call, but for the accounts of the organization', () => {
    const allowed = actionsOf(roleNamed(stack, REVIEWER_ROLE));
    const denied = commands.map(({ words }) => actionOf(words)).filter((action) => !allowed.includes(action));
    expect(denied).toEqual(['organizations:ListAccounts']);
  });

  it('asks for the metric, the alarm, the log and the pause that the stack has', () => {
    const metric = commandOf('get-metric-statistics');
    expect(optionOf(metric, '--namespace')).toEqual([SWEEPS.namespace]);
    expect(optionOf(metric, '--metric-name')).toEqual([SWEEPS.metricName]);
    const [alarm] = optionOf(commandOf('describe-alarm-history'), '--alarm-name') ?? [];
    const alarms = stack.ofType('AWS::CloudWatch::Alarm').map(({ properties }) => properties['AlarmName']);
    expect(alarms).toContain(alarm);
    expect(Object.keys(stack.outputs)).toContain('RuleLog');
    expect(optionOf(commandOf('get-parameter-history'), '--name')).toEqual([NAMES.pauseParameter]);
    const [filter] = stack
      .ofType('AWS::Logs::MetricFilter')
      .map(({ properties }) => properties['FilterPattern']);
    expect(optionOf(commandOf('tail'), '--filter-pattern')).toEqual([filter]);
  });

  it('says for how long logs are kept by default', () => {
    const days = parametersOf('OneActiveKey')['LogRetentionDays']?.Default;
    expect(page).toContain(`\`LogRetentionDays\`, ${days} by default`);
    expect(optionOf(commandOf('tail'), '--since')).toEqual([`${days}d`]);
  });

  it('says, as the ledger does, how long changes by others are known', () => {
    const [, days] = /for ever; (\d+) days/.exec(page) ?? [];
    expect(readPage('docs/ledger.md').replaceAll(/\s+/g, ' ')).toContain(`${days} for those of others`);
  });
});
