import { describe, expect, it } from 'vitest';
import { RUNBOOKS } from '../../../product/runbooks.ts';
import { matchesPattern } from '../../../sandbox/trail/event-pattern.ts';
import { CENTRAL_TOPIC, TOPIC } from '../../support/capabilities.ts';
import { type DeployedResource, deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { iamEvent } from '../../support/iam-events.ts';

const template = templateOf('OneActiveKey');
const stack = deploy(template, { parameters: { NotificationTopicArn: TOPIC } });
const central = deploy(template, { parameters: { NotificationTopicArn: CENTRAL_TOPIC } });
const named = (id: string): DeployedResource => {
  const resource = stack.resources[id] ?? central.resources[id];
  if (!resource) throw new Error(`Expected ${id} to be created`);
  return resource;
};
const matches = (id: string, event: object) =>
  matchesPattern(named(id).properties['EventPattern'] as object, event);

/** AWS Config's event, with the fields of the Developer Guide's example of a compliance change notification. */
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

describe('the topic is notified if a user', () => {
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

  it('becomes NON_COMPLIANT; the message has the annotation with escaped quotes', () => {
    expect(message('NotifyNonCompliantUsers', complianceChange('NON_COMPLIANT'))).toEqual({
      message: 'An IAM user has more than one active access key',
      user: 'AIDAILEDWOGIPJFAKOJKW',
      account: '111122223333',
      region: 'us-east-1',
      rule: 'iam-user-one-active-access-key',
      annotation: 'alice: "2" active access keys',
    });
  });
});

describe('the topic is notified of an execution of our runbooks', () => {
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

  it('with the id of the execution', () => {
    expect(message('NotifyFailedRunbooks', executionChange('Failed'))).toEqual({
      message: 'A runbook of One Active Key did not succeed',
      account: '111122223333',
      region: 'us-east-1',
      runbook: 'OneActiveKey-DeactivateSurplusAccessKeys',
      execution: '333ba70b-2333-48db-b17e-a5e69c6f4d1c',
      status: 'Failed',
    });
  });
});

describe('a topic of another account is notified of an alarm', () => {
  const alarmNames = central
    .ofType('AWS::CloudWatch::Alarm')
    .map(({ properties }) => properties['AlarmName']);

  it.each(alarmNames.map(String))('%s: yes', (name) => {
    expect(matches('NotifyAlarms', alarmChange(name))).toBe(true);
  });

  it.each([
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

  it('with its name and description', () => {
    expect(message('NotifyAlarms', alarmChange('one-active-key-rule-errors'))).toEqual({
      message: 'An alarm of One Active Key is on',
      alarm: 'one-active-key-rule-errors',
      account: '111122223333',
      region: 'us-east-1',
      description: 'The rule function "failed".',
      reason: 'Threshold Crossed',
    });
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

describe('the topic', () => {
  const alarms = (deployed: typeof stack) =>
    deployed.ofType('AWS::CloudWatch::Alarm').map(({ properties }) => properties);

  it('is the target of every alarm and every notification', () => {
    expect(alarms(stack).map(({ AlarmActions }) => AlarmActions)).toEqual(Array(5).fill([TOPIC]));
    for (const id of ['NotifyNonCompliantUsers', 'NotifyFailedRunbooks']) {
      expect(named(id).properties['Targets']).toMatchObject([{ Arn: TOPIC }]);
    }
  });

  it('of another account is the target of events only, also for alarms, with the role of this account', () => {
    expect(alarms(central)).toHaveLength(5);
    expect(alarms(central).filter((alarm) => 'AlarmActions' in alarm)).toEqual([]);
    for (const id of ['NotifyNonCompliantUsers', 'NotifyFailedRunbooks', 'NotifyAlarms']) {
      expect(central.resources[id]?.properties['Targets']).toMatchObject([
        { Arn: CENTRAL_TOPIC, RoleArn: 'arn:aws:iam::111122223333:role/one-active-key-notification' },
      ]);
    }
  });

  it('of this account hears of an alarm by its action, and not a second time by an event', () => {
    expect(stack.resources).not.toHaveProperty('NotifyAlarms');
  });

  it('of another account receives no event that no attempt of a function could process', () => {
    const daily = deploy(template, {
      parameters: { NotificationTopicArn: CENTRAL_TOPIC, Deletion: 'Daily' },
    });
    const retries = daily.ofType('AWS::Lambda::EventInvokeConfig').map(({ properties }) => properties);
    expect(retries).toHaveLength(3);
    expect(retries.filter((properties) => 'DestinationConfig' in properties)).toEqual([]);
  });

  it('receives the events that no attempt of a function could process, and the roles of these functions may publish', () => {
    const daily = deploy(template, { parameters: { NotificationTopicArn: TOPIC, Deletion: 'Daily' } });
    const retries = daily.ofType('AWS::Lambda::EventInvokeConfig').map(({ properties }) => properties);
    expect(
      retries.map(({ FunctionName, MaximumRetryAttempts }) => [FunctionName, MaximumRetryAttempts]),
    ).toEqual([
      ['one-active-key-rule', 2],
      ['one-active-key-remediation', 0],
      ['one-active-key-reevaluation', 2],
    ]);
    for (const { DestinationConfig } of retries)
      expect(DestinationConfig).toEqual({ OnFailure: { Destination: TOPIC } });
    const policies = daily
      .ofType('AWS::IAM::Policy')
      .filter(({ properties }) => JSON.stringify(properties).includes('sns:Publish'));
    expect(policies.map(({ properties }) => properties['Roles'])).toEqual(
      retries.map(({ FunctionName }) => [FunctionName]),
    );
    for (const { properties } of policies) {
      expect(properties['PolicyDocument']).toMatchObject({
        Statement: [{ Action: ['sns:Publish'], Resource: TOPIC }],
      });
    }
  });

  it('is needed for an alarm if Alarms is WithTopic', () => {
    const withTopic = (parameters: Record<string, string>) =>
      alarms(deploy(template, { parameters: { ...parameters, Alarms: 'WithTopic' } })).length;
    expect(withTopic({})).toBe(0);
    expect(withTopic({ NotificationTopicArn: TOPIC })).toBe(5);
    expect(withTopic({ NotificationTopicArn: CENTRAL_TOPIC })).toBe(5);
  });

  it('is optional: without it the alarms have no action, and there is no notification', () => {
    const without = deploy(template);
    for (const { properties } of without.ofType('AWS::Lambda::EventInvokeConfig'))
      expect(properties).not.toHaveProperty('DestinationConfig');
    expect(alarms(without).map((alarm) => 'AlarmActions' in alarm)).toEqual(Array(5).fill(false));
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

  it.each([
    ['RuleErrors', 'one-active-key-rule', 'Errors', 3_600, 2],
    ['RuleDropped', 'one-active-key-rule', 'AsyncEventsDropped', 300, 1],
    ['RemediationErrors', 'one-active-key-remediation', 'Errors', 300, 1],
    ['ReevaluationErrors', 'one-active-key-reevaluation', 'Errors', 3_600, 2],
  ] as const)('is notified by the alarm %s', (...row) => {
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

/** The message that EventBridge sends to a rule's target; EventBridge inserts a variable without quotes as JSON. */
function message(id: string, event: object): unknown {
  const [target] = named(id).properties['Targets'] as {
    InputTransformer: { InputPathsMap: Record<string, string>; InputTemplate: string };
  }[];
  const { InputPathsMap = {}, InputTemplate = '' } = target?.InputTransformer ?? {};
  return JSON.parse(
    InputTemplate.replace(/<(\w+)>/g, (_, name: string) => JSON.stringify(at(event, InputPathsMap[name]))),
  );
}

function at(event: object, path = ''): unknown {
  return path
    .split('.')
    .slice(1)
    .reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], event);
}
