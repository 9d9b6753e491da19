import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CENTRAL_TOPIC, CHAT_TOPIC, TOPIC } from '../../support/capabilities.ts';
import { deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import type { Statement } from '../../support/simulator.ts';

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

const COMBINATIONS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['`Remediation=None NearRealTime=false`', { Remediation: 'None', NearRealTime: 'false' }],
  ['`Remediation=None`', { Remediation: 'None' }],
  ['`NearRealTime=false`', { NearRealTime: 'false' }],
  ['the defaults', {}],
  ['`ConfigRule=None`', { ConfigRule: 'None' }],
  ['`Remediation=Automatic`', { Remediation: 'Automatic' }],
  ['`Deletion=ByHand`', { Deletion: 'ByHand' }],
  ['`Deletion=Daily`', { Deletion: 'Daily' }],
  ['`Alarms=WithTopic`', { Alarms: 'WithTopic' }],
  [
    '`Deletion=Daily` and a topic, also of another account',
    { Deletion: 'Daily', NotificationTopicArn: CENTRAL_TOPIC },
  ],
  [
    '`Deletion=Daily` and a topic, also of another account',
    { Deletion: 'Daily', NotificationTopicArn: TOPIC },
  ],
  [
    '`MessageDelivery=Daily` and both topics',
    { MessageDelivery: 'Daily', NotificationTopicArn: TOPIC, ChatTopicArn: CHAT_TOPIC },
  ],
  ['the defaults and `ReviewerAccountId`', { ReviewerAccountId: '222222222222' }],
];

const WRITES = /^(iam:(?!Get|List|PassRole)|dynamodb:(?!Query)|scheduler:|ssm:(?!Get)|sns:)/;

const operations = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');

/** The row of docs/operations.md for a combination. */
function rowOf(title: string, parameters: Readonly<Record<string, string>>): string {
  const stack = deploy(templateOf('OneActiveKey'), { parameters });
  const roles = stack.ofType('AWS::IAM::Role');
  const policies = [
    ...roles.flatMap(({ properties }) => properties['Policies'] as Policy[]),
    ...stack.ofType('AWS::IAM::Policy').map(({ properties }) => properties as unknown as Policy),
  ];
  const actions = new Set(
    policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement.flatMap((each) => each.Action)),
  );
  const writes = [...actions].filter((action) => WRITES.test(action)).map((action) => `\`${action}\``);
  const cells = [
    title,
    Object.keys(stack.resources).length,
    roles.length,
    actions.size,
    writes.toSorted().join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

describe('the table of combinations in docs/operations.md', () => {
  it.each(COMBINATIONS)('%s', (title, parameters) => {
    expect(operations).toContain(`\n${rowOf(title, parameters)}\n`);
  });
});
