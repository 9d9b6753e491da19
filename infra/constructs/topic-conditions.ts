import { Aws, CfnCondition, Fn, type Stack } from 'aws-cdk-lib';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import { addGivenCondition } from './given-condition.ts';

/** The conditions under which something is told to the topic, and under which there are alarms. */
export interface TopicConditions {
  /** A topic for alarms and notifications is given. */
  readonly hasTopic: CfnCondition;
  /** There are runbooks, and a topic that is notified of their failures. */
  readonly notifiesOfRemediation: CfnCondition;
  /** The topic is of this account: it also receives the events that no attempt of a function could process. */
  readonly hasOwnTopic: CfnCondition;
  /** The topic is of another account: EventBridge tells it of alarms. */
  readonly hasForeignTopic: CfnCondition;
  /** There is a daily pass, and a topic of this account for its failures. */
  readonly reportsRemediation: CfnCondition;
  /** There is a re-evaluation, and a topic of this account for its failures. */
  readonly reportsReevaluation: CfnCondition;
  /** There are alarms. */
  readonly hasAlarms: CfnCondition;
  /** There are alarms, and a function that deactivates keys. */
  readonly alarmsOfRemediation: CfnCondition;
  /** There are alarms, and a re-evaluation. */
  readonly alarmsOfReevaluation: CfnCondition;
}

/** The capabilities whose failures are told. */
export interface ReportedCapabilities {
  readonly canRemediate: CfnCondition;
  readonly isNearRealTime: CfnCondition;
}

/** Adds these conditions, from the parameters NotificationTopicArn and Alarms. */
export function addTopicConditions(
  stack: Stack,
  parameters: StackParameters,
  { canRemediate, isNearRealTime }: ReportedCapabilities,
): TopicConditions {
  const add = (id: string, expression: ReturnType<typeof Fn.conditionNot>) =>
    new CfnCondition(stack, id, { expression });
  const topic = parameters('NotificationTopicArn').valueAsString;
  const hasTopic = addGivenCondition(stack, 'HasTopic', topic);
  const hasOwnTopic = add('HasOwnTopic', Fn.conditionEquals(accountIn(topic), Aws.ACCOUNT_ID));
  const always = Fn.conditionEquals(parameters('Alarms').valueAsString, 'Always');
  const hasAlarms = add('HasAlarms', Fn.conditionOr(always, hasTopic));
  return {
    hasTopic,
    notifiesOfRemediation: add('NotifiesOfRemediation', Fn.conditionAnd(hasTopic, canRemediate)),
    hasOwnTopic,
    hasForeignTopic: add('HasForeignTopic', Fn.conditionAnd(hasTopic, Fn.conditionNot(hasOwnTopic))),
    reportsRemediation: add('ReportsRemediation', Fn.conditionAnd(hasOwnTopic, canRemediate)),
    reportsReevaluation: add('ReportsReevaluation', Fn.conditionAnd(hasOwnTopic, isNearRealTime)),
    hasAlarms,
    alarmsOfRemediation: add('AlarmsOfRemediation', Fn.conditionAnd(hasAlarms, canRemediate)),
    alarmsOfReevaluation: add('AlarmsOfReevaluation', Fn.conditionAnd(hasAlarms, isNearRealTime)),
  };
}

/** The account in an ARN; the colons that are appended let `Fn::Select` take an empty text, too. */
function accountIn(arn: string): string {
  return Fn.select(4, Fn.split(':', Fn.join('', [arn, '::::'])));
}
