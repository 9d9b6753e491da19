import { describe, expect, it } from 'vitest';
import { TOLD_ALARM_NAMES } from '../../infra/constructs/alarm-definitions.ts';
import { consoleLinks, isAlarmOfOurs } from '../../notification/texts/console.ts';
import { starterCommand } from '../../notification/texts/starter.ts';
import { NAMES } from '../../product/names.ts';
import { aMessage } from './a-message.ts';
import { FULL_REQUEST } from './events.ts';

const ID = FULL_REQUEST.automationExecutionId;
const ALARM = `${NAMES.remediationFunction}-errors`;

const MESSAGE = aMessage({
  automationExecutionId: ID,
  configRuleName: NAMES.configRule,
  source: { kind: 'alarm', name: ALARM },
});

describe('the links of a message in the partition', () => {
  it.each([
    ['aws', 'eu-central-1', 'https://console.aws.amazon.com/'],
    ['aws-cn', 'cn-northwest-1', 'https://console.amazonaws.cn/'],
    ['aws-us-gov', 'us-gov-west-1', 'https://console.amazonaws-us-gov.com/'],
  ])('%s lead to its console', (partition, region, console) => {
    expect(consoleLinks({ ...MESSAGE, partition, region })).toEqual({
      rule: `${console}config/home?region=${region}#/rules/details?configRuleName=${NAMES.configRule}`,
      execution: `${console}systems-manager/automation/execution/${ID}?region=${region}`,
      alarm: `${console}cloudwatch/deeplink.js?region=${region}#alarmsV2:alarm/${ALARM}`,
    });
  });

  it.each(['aws-iso', 'aws-eusc', ''])('%j are left out, since nobody knows its console', (partition) => {
    expect(consoleLinks({ ...MESSAGE, partition })).toEqual({ rule: '', execution: '', alarm: '' });
  });
});

describe('a message without an id or a name has no link', () => {
  it.each([
    ['to an execution', { automationExecutionId: '' }, { execution: '' }],
    ['to a rule', { configRuleName: '' }, { rule: '' }],
    ['to an alarm of a function of that name', { source: { kind: 'function', name: ALARM } }, { alarm: '' }],
    ['to an alarm, if it is about a user', { source: undefined }, { alarm: '' }],
  ] as const)('%s', (_title, given, links) => {
    expect(consoleLinks({ ...MESSAGE, ...given })).toMatchObject(links);
  });
});

it.each(TOLD_ALARM_NAMES)('the alarm %s is ours', (name) => {
  expect(isAlarmOfOurs(name)).toBe(true);
});

describe('the command that shows who started an execution', () => {
  it('has its Region and its id', () => {
    expect(starterCommand({ ...MESSAGE, region: 'eu-central-1' })).toBe(
      `aws ssm get-automation-execution --region eu-central-1 --automation-execution-id ${ID} ` +
        '--query AutomationExecution.ExecutedBy --output text',
    );
  });

  it.each(['', 'x', `${ID} --endpoint-url https://evil.example`, `${ID}\n`, ID.toUpperCase()])(
    'is left out for %j',
    (automationExecutionId) => {
      expect(starterCommand({ ...MESSAGE, automationExecutionId })).toBe('');
    },
  );
});
