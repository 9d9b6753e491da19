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
  ['`Remediation=Automatic`', { Remediation: 'Automatic' }],
  ['`Deletion=ByHand`', { Deletion: 'ByHand' }],
  ['`Deletion=Daily`', { Deletion: 'Daily' }],
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

const page = readFileSync(new URL('../../../docs/reference.md', import.meta.url), 'utf8');

interface Counted {
  readonly roles: number;
  readonly actions: number;
  readonly writes: readonly string[];
}

/** The roles and actions of a combination. */
function countedFor(parameters: Readonly<Record<string, string>>): Counted {
  const stack = deploy(templateOf('OneActiveKey'), { parameters });
  const roles = stack.ofType('AWS::IAM::Role');
  const policies = [
    ...roles.flatMap(({ properties }) => properties['Policies'] as Policy[]),
    ...stack.ofType('AWS::IAM::Policy').map(({ properties }) => properties as unknown as Policy),
  ];
  const actions = new Set(
    policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement.flatMap((each) => each.Action)),
  );
  return {
    roles: roles.length,
    actions: actions.size,
    writes: [...actions].filter((action) => WRITES.test(action)).toSorted(),
  };
}

const DEFAULTS = 'the defaults';
const ofDefaults = countedFor({}).writes;
const listOf = (actions: readonly string[]) => actions.map((action) => `\`${action}\``).join(', ');

/** The actions that write; where the defaults have all of these actions, only what is added to them. */
function writesOf(title: string, writes: readonly string[]): string {
  if (writes.length === 0) return 'none';
  if (title === DEFAULTS || !ofDefaults.every((action) => writes.includes(action))) return listOf(writes);
  const added = writes.filter((action) => !ofDefaults.includes(action));
  return added.length === 0 ? 'as the defaults' : `as the defaults and ${listOf(added)}`;
}

/** The row of docs/reference.md for a combination. */
function rowOf(title: string, parameters: Readonly<Record<string, string>>): string {
  const { roles, actions, writes } = countedFor(parameters);
  return `| ${[title, roles, actions, writesOf(title, writes)].join(' | ')} |`;
}

describe('the table of combinations in docs/reference.md', () => {
  it.each(COMBINATIONS)('%s', (title, parameters) => {
    expect(page).toContain(`\n${rowOf(title, parameters)}\n`);
  });

  it.each([{ ConfigRule: 'None' }, { Alarms: 'WithTopic' }])(
    '%j changes neither roles nor actions',
    (parameters) => {
      expect(page).toContain('`ConfigRule` and `Alarms` do not change');
      expect(countedFor(parameters)).toEqual(countedFor({}));
    },
  );
});
