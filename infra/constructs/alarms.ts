import { Aws, Fn, Token } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import {
  type AlarmDefinition,
  NOTIFICATION_ERRORS,
  nameOf,
  REEVALUATION_ERRORS,
  REMEDIATION_ERRORS,
  RULE_DROPPED,
  RULE_ERRORS,
  RULE_NOT_RUN,
} from './alarm-definitions.ts';
import { addExistence, addIf, allOf, type Existence, ifExists } from './existence.ts';
import type { StackContext } from './stack-context.ts';

/**
 * Adds the alarms. The notification function tells of them; of its own alarm CloudWatch tells the topics of
 * this account itself (docs/decisions/0045).
 */
export function addAlarms(scope: Construct, context: StackContext): readonly CfnAlarm[] {
  const { hasAlarms, alarmsOfRemediation, alarmsOfReevaluation, notifies } = context.conditions;
  const isOutsideChina = Fn.conditionNot(Fn.conditionEquals(Aws.PARTITION, 'aws-cn'));
  const hasDroppedEvents = addExistence(scope, 'HasDroppedEvents', allOf(hasAlarms, isOutsideChina));
  const alarms: readonly (readonly [Existence, AlarmDefinition])[] = [
    [hasAlarms, RULE_ERRORS],
    [hasDroppedEvents, RULE_DROPPED],
    [hasAlarms, RULE_NOT_RUN],
    [alarmsOfRemediation, REMEDIATION_ERRORS],
    [alarmsOfReevaluation, REEVALUATION_ERRORS],
    [notifies, NOTIFICATION_ERRORS],
  ];
  return alarms.flatMap(
    ([existence, alarm]) => addIf(existence, () => addAlarm(scope, context, alarm)) ?? [],
  );
}

/** The topics of this account; CloudFormation leaves out an item without a value. */
function ownTopics({ conditions, settings }: StackContext): string[] {
  const { hasOwnTopic, hasOwnChatTopic } = conditions;
  const topics: readonly (readonly [Existence, string])[] = [
    [hasOwnTopic, 'NotificationTopicArn'],
    [hasOwnChatTopic, 'ChatTopicArn'],
  ];
  return topics.flatMap(([existence, name]) =>
    existence === false ? [] : [Token.asString(ifExists(existence, settings(name)))],
  );
}

const ofFunction = (value: string) => ({
  namespace: 'AWS/Lambda',
  dimensions: [{ name: 'FunctionName', value }],
});

function addAlarm(scope: Construct, context: StackContext, alarm: AlarmDefinition): CfnAlarm {
  const { id, functionName, suffix: _, description, ...metric } = alarm;
  return new CfnAlarm(scope, id, {
    alarmName: nameOf(alarm),
    alarmDescription: `${description} See docs/operate.md.`,
    ...(metric.namespace ? {} : ofFunction(functionName)),
    statistic: 'Sum',
    ...metric,
    ...(alarm === NOTIFICATION_ERRORS ? { alarmActions: ownTopics(context) } : {}),
  });
}
