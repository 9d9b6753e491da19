import { describe, expect, it } from 'vitest';
import { RUNBOOKS } from '../../../product/runbooks.ts';
import { matchesPattern } from '../../../sandbox/trail/event-pattern.ts';
import { CENTRAL_TOPIC, CHAT_TOPIC, TOPIC } from '../../support/capabilities.ts';
import { type DeployedResource, deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { iamEvent } from '../../support/iam-events.ts';

const template = templateOf('OneActiveKey');
const stack = deploy(template, { parameters: { NotificationTopicArn: TOPIC } });
const named = (id: string): DeployedResource => {
  const resource = stack.resources[id];
  if (!resource) throw new Error(`Expected ${id} to be created`);
  return resource;
};
const matches = (id: string, event: object) =>
  matchesPattern(named(id).properties['EventPattern'] as object, event);

/**
 * AWS Config's event, with the fields of the Developer Guide's example of a compliance change notification.
 */
const complianceChange = (complianceType: string, overrides: object = {}) => ({
  source: 'aws.config',
  'detail-type': 'Config Rules Compliance Change',
  account: '111122223333',
  region: 'us-east-1',
  detail: {
    resourceId: 'AIDAILEDWOGIPJFAKOJKW',
    awsRegion: 'us-east-1',
    awsAccountId: '111122223333',
    configRuleName: 'iam-user-one-active-access-key',
    messageType: 'ComplianceChangeNotification',
    newEvaluationResult: { complianceType, annotation: 'alice: "2" active access keys' },
    resourceType: 'AWS::IAM::User',
    ...overrides,
  },
});

/** Automation's event, from the Systems Manager User Guide's "Amazon EventBridge event examples". */
const executionChange = (Status: string, Definition: string = RUNBOOKS.deactivate.name) => ({
  source: 'aws.ssm',
  'detail-type': 'EC2 Automation Execution Status-change Notification',
  account: '111122223333',
  region: 'us-east-1',
  detail: {
    ExecutionId: '333ba70b-2333-48db-b17e-a5e69c6f4d1c',
    Definition,
    DefinitionVersion: 1.0,
    Status,
  },
});

/** CloudWatch's event, with the fields of the CloudWatch User Guide's example of a single metric alarm. */
const alarmChange = (alarmName: string, value = 'ALARM') => ({
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  account: '111122223333',
  region: 'us-east-1',
  resources: [`arn:aws:cloudwatch:us-east-1:111122223333:alarm:${alarmName}`],
  detail: {
    alarmName,
    configuration: { description: 'The rule function "failed".' },
    state: { value, reason: 'Threshold Crossed' },
    previousState: { value: 'OK' },
  },
});

describe('people are told if a user', () => {
  it.each([
    ['becomes NON_COMPLIANT: yes', complianceChange('NON_COMPLIANT'), true],
    [
      'becomes NON_COMPLIANT by the rule of a pack: yes',
      complianceChange('NON_COMPLIANT', {
        configRuleName: 'iam-user-one-active-access-key-conformance-pack-a1b2c3d4e',
      }),
      true,
    ],
    [
      'becomes NON_COMPLIANT by another rule: no',
      complianceChange('NON_COMPLIANT', { configRuleName: 'iam-user-mfa' }),
      false,
    ],
    ['becomes COMPLIANT: no', complianceChange('COMPLIANT'), false],
    ['becomes NOT_APPLICABLE: no', complianceChange('NOT_APPLICABLE'), false],
    [
      'is in a message of another type: no',
      complianceChange('NON_COMPLIANT', { messageType: 'Other' }),
      false,
    ],
  ])('%s', (_, event, isSent) => {
    expect(matches('NotifyNonCompliantUsers', event)).toBe(isSent);
  });
});

describe('people are told of an execution of our runbooks', () => {
  it.each([
    ['Failed', true],
    ['TimedOut', true],
    ['Cancelled', true],
    ['Success', false],
    ['InProgress', false],
  ])('with the status %s: %s', (status, isSent) => {
    expect(matches('NotifyFailedRunbooks', executionChange(status))).toBe(isSent);
    expect(matches('NotifyFailedRunbooks', executionChange(status, RUNBOOKS.reactivate.name))).toBe(isSent);
  });

  it('and not of another document', () => {
    expect(matches('NotifyFailedRunbooks', executionChange('Failed', 'AWS-RestartEC2Instance'))).toBe(false);
  });
});

describe('people are told of an alarm', () => {
  const alarmNames = stack
    .ofType('AWS::CloudWatch::Alarm')
    .map(({ properties }) => properties['AlarmName'])
    .filter((name) => name !== 'one-active-key-notification-errors');

  it.each(alarmNames.map(String))('%s: yes', (name) => {
    expect(matches('NotifyAlarms', alarmChange(name))).toBe(true);
  });

  it.each([
    [
      'of the notification function itself, which has actions of its own',
      alarmChange('one-active-key-notification-errors'),
    ],
    ['that is over', alarmChange(String(alarmNames[0]), 'OK')],
    ['that lacks data', alarmChange(String(alarmNames[0]), 'INSUFFICIENT_DATA')],
    ['of somebody else', alarmChange('payroll-errors')],
    ['whose name begins with ours', alarmChange(`${alarmNames[0]}-2`)],
    [
      'that was only changed',
      { ...alarmChange(String(alarmNames[0])), 'detail-type': 'CloudWatch Alarm Configuration Change' },
    ],
  ])('%s: no', (_, event) => {
    expect(matches('NotifyAlarms', event)).toBe(false);
  });
});

describe('an IAM call starts a re-evaluation', () => {
  it.each([
    'CreateAccessKey',
    'UpdateAccessKey',
    'DeleteAccessKey',
    'TagUser',
    'UntagUser',
    'UpdateUser',
    'DeleteUser',
  ])('%s: yes', (call) => {
    expect(matches('ReevaluationChanges', iamEvent(call))).toBe(true);
  });

  const denied = iamEvent('CreateAccessKey');
  it.each([
    ['that only reads', iamEvent('ListAccessKeys')],
    ['on a role', iamEvent('TagRole')],
    ['that creates a user, which has no keys', iamEvent('CreateUser')],
    ['that was denied', { ...denied, detail: { ...denied.detail, errorCode: 'AccessDenied' } }],
    ['of another service', { ...denied, source: 'aws.sts' }],
  ])('a call %s: no', (_, event) => {
    expect(matches('ReevaluationChanges', event)).toBe(false);
  });
});

const alarms = (deployed: typeof stack) =>
  deployed.ofType('AWS::CloudWatch::Alarm').map(({ properties }) => properties);

/** The names of the alarms with actions, and these actions. */
const actions = (parameters: Record<string, string>) =>
  Object.fromEntries(
    alarms(deploy(template, { parameters })).flatMap(({ AlarmName, AlarmActions }) =>
      ((AlarmActions ?? []) as string[]).length > 0 ? [[AlarmName, AlarmActions]] : [],
    ),
  );

const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-notification';
const NOT_TOLD = 'one-active-key-notification-errors';

describe('the notification function', () => {
  it.each([
    ['a topic of this account', { NotificationTopicArn: TOPIC }],
    ['a topic of another account', { NotificationTopicArn: CENTRAL_TOPIC }],
    ['a topic for a chat', { ChatTopicArn: CHAT_TOPIC }],
  ])(
    'exists with %s, as the only target of the events and the only destination of failed ones',
    (_, topic) => {
      const parameters = { ...topic, Deletion: 'Daily' };
      const { ofType, resources } = deploy(template, { parameters });
      for (const id of ['NotifyNonCompliantUsers', 'NotifyFailedRunbooks', 'NotifyAlarms']) {
        expect(resources[id]?.properties['Targets']).toEqual([{ Id: 'notification', Arn: FUNCTION }]);
      }
      const retries = ofType('AWS::Lambda::EventInvokeConfig').map(({ properties }) => properties);
      expect(
        retries.map(({ FunctionName, MaximumRetryAttempts }) => [FunctionName, MaximumRetryAttempts]),
      ).toEqual([
        ['one-active-key-rule', 2],
        ['one-active-key-remediation', 0],
        ['one-active-key-reevaluation', 2],
      ]);
      for (const { DestinationConfig } of retries)
        expect(DestinationConfig).toEqual({ OnFailure: { Destination: FUNCTION } });
      const policies = ofType('AWS::IAM::Policy')
        .map(({ properties }) => properties)
        .filter((properties) => JSON.stringify(properties).includes('lambda:InvokeFunction'));
      expect(policies.map(({ Roles }) => Roles)).toEqual(retries.map(({ FunctionName }) => [FunctionName]));
      for (const { PolicyDocument } of policies) {
        expect(PolicyDocument).toMatchObject({
          Statement: [{ Action: ['lambda:InvokeFunction'], Resource: FUNCTION }],
        });
      }
    },
  );

  it('has the topics, the delivery, the tag of the owner, the path of the roles and, with a digest, the table in its environment', () => {
    const variables = (parameters: Record<string, string>) =>
      deploy(template, { parameters }).resources['NotifyFunction']?.properties['Environment'];
    expect(variables({ NotificationTopicArn: TOPIC, OwnerTag: 'team', RolePath: '/team/' })).toEqual({
      Variables: {
        NOTIFICATION_TOPIC_ARN: TOPIC,
        CHAT_TOPIC_ARN: '',
        MESSAGE_DELIVERY: 'Each',
        OWNER_TAG: 'team',
        ROLE_PATH: '/team/',
      },
    });
    expect(variables({ ChatTopicArn: CHAT_TOPIC, MessageDelivery: 'Daily' })).toEqual({
      Variables: {
        NOTIFICATION_TOPIC_ARN: '',
        CHAT_TOPIC_ARN: CHAT_TOPIC,
        MESSAGE_DELIVERY: 'Daily',
        OWNER_TAG: 'Owner',
        ROLE_PATH: '/',
        LEDGER_TABLE: 'OneActiveKey-LedgerTable-1A2B3C4D5E6F',
      },
    });
  });

  it('is known to the remediation function by its name, where it exists', () => {
    const variable = (parameters: Record<string, string>) => {
      const { Environment } =
        deploy(template, { parameters }).resources['RemediateFunction']?.properties ?? {};
      return (Environment as { Variables: Record<string, string> }).Variables['NOTIFICATION_FUNCTION'];
    };
    expect(variable({ NotificationTopicArn: TOPIC })).toBe('one-active-key-notification');
    expect(variable({ ChatTopicArn: CHAT_TOPIC })).toBe('one-active-key-notification');
    expect(variable({})).toBeUndefined();
  });

  it('with a digest a day, is invoked once a day, and there is a ledger whatever else there is', () => {
    const parameters = { Remediation: 'None', NearRealTime: 'false', NotificationTopicArn: TOPIC };
    const each = deploy(template, { parameters });
    const daily = deploy(template, { parameters: { ...parameters, MessageDelivery: 'Daily' } });
    expect(daily.resources['NotifyDigest']?.properties).toMatchObject({
      ScheduleExpression: 'rate(1 day)',
      Targets: [{ Arn: FUNCTION, Input: '{"operation":"Digest"}' }],
    });
    const added = Object.keys(daily.resources).filter((id) => !(id in each.resources));
    expect(added.toSorted()).toEqual([
      'LedgerTable',
      'LedgerTableName',
      'NotifyDigest',
      'NotifyDigestPermission',
      'NotifyLedgerPolicy',
      'RuleLedgerPolicy',
    ]);
  });

  it('does not exist without a topic, nor what invokes it', () => {
    const without = deploy(template, { parameters: { MessageDelivery: 'Daily' } });
    for (const { properties } of without.ofType('AWS::Lambda::EventInvokeConfig'))
      expect(properties).not.toHaveProperty('DestinationConfig');
    expect(
      Object.keys(without.resources)
        .filter((id) => id.startsWith('Notify'))
        .toSorted(),
    ).toEqual([
      'NotifyReevaluationErrors',
      'NotifyRemediationErrors',
      'NotifyRuleDropped',
      'NotifyRuleErrors',
      'NotifyRuleNotRun',
    ]);
  });
});

describe('an alarm', () => {
  it.each([
    ['of this account, for mail', { NotificationTopicArn: TOPIC }, [TOPIC]],
    ['of this account, for a chat', { ChatTopicArn: CHAT_TOPIC }, [CHAT_TOPIC]],
    ['of this account, both', { NotificationTopicArn: TOPIC, ChatTopicArn: CHAT_TOPIC }, [TOPIC, CHAT_TOPIC]],
    [
      'one of another account',
      { NotificationTopicArn: CENTRAL_TOPIC, ChatTopicArn: CHAT_TOPIC },
      [CHAT_TOPIC],
    ],
  ])('has an action only if it is that of the notification function itself: %s', (_, topics, expected) => {
    expect(actions(topics)).toEqual({ [NOT_TOLD]: expected });
  });

  it.each([
    ['a topic of another account only', { NotificationTopicArn: CENTRAL_TOPIC }],
    ['no topic', {}],
  ])('has no action with %s', (_, topics) => {
    expect(actions(topics)).toEqual({});
  });

  it('needs a topic if Alarms is WithTopic', () => {
    const withTopic = (parameters: Record<string, string>) =>
      alarms(deploy(template, { parameters: { ...parameters, Alarms: 'WithTopic' } })).length;
    expect(withTopic({})).toBe(0);
    expect(withTopic({ NotificationTopicArn: TOPIC })).toBe(6);
    expect(withTopic({ NotificationTopicArn: CENTRAL_TOPIC })).toBe(6);
    expect(withTopic({ ChatTopicArn: CHAT_TOPIC })).toBe(6);
  });

  it.each([
    ['RuleErrors', 'one-active-key-rule', 'Errors', 3_600, 2],
    ['RuleDropped', 'one-active-key-rule', 'AsyncEventsDropped', 300, 1],
    ['RemediationErrors', 'one-active-key-remediation', 'Errors', 300, 1],
    ['ReevaluationErrors', 'one-active-key-reevaluation', 'Errors', 3_600, 2],
    ['NotificationErrors', 'one-active-key-notification', 'Errors', 300, 1],
  ] as const)('is one of these: %s', (...row) => {
    const [id, functionName, MetricName, Period, Threshold] = row;
    expect(named(`Notify${id}`).properties).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName,
      Period,
      Threshold,
      Statistic: 'Sum',
      EvaluationPeriods: 1,
      Dimensions: [{ Name: 'FunctionName', Value: functionName }],
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });
});
