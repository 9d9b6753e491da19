import type { Construct } from 'constructs';
import type { Capabilities } from './capabilities.ts';
import { addExistence, allOf, anyOf, type Existence, type Fact, notSo } from './existence.ts';
import { isGiven, isSetTo, type Settings } from './settings.ts';

/** What is told to the topic, and which alarms there are. */
export interface TopicConditions {
  /** A topic for alarms and notifications is given. */
  readonly hasTopic: Existence;
  /** There are runbooks, and a topic that is notified of their failures. */
  readonly notifiesOfRemediation: Existence;
  /** The topic is of this account: it also receives the events that no attempt of a function could process. */
  readonly hasOwnTopic: Existence;
  /** The topic is of another account: EventBridge tells it of alarms. */
  readonly hasForeignTopic: Existence;
  /** There is a daily pass, and a topic of this account for its failures. */
  readonly reportsRemediation: Existence;
  /** There is a re-evaluation, and a topic of this account for its failures. */
  readonly reportsReevaluation: Existence;
  /** There are alarms. */
  readonly hasAlarms: Existence;
  /** There are alarms, and a function that deactivates keys. */
  readonly alarmsOfRemediation: Existence;
  /** There are alarms, and a re-evaluation. */
  readonly alarmsOfReevaluation: Existence;
}

/** Reads from NotificationTopicArn and Alarms what is told; `isOwnTopic` says that the topic is of this account. */
export function addTopicConditions(
  scope: Construct,
  settings: Settings,
  { canRemediate, isNearRealTime, isOwnTopic }: Capabilities & { readonly isOwnTopic: Fact },
): TopicConditions {
  const add = (id: string, fact: Fact) => addExistence(scope, id, fact);
  const hasTopic = add('HasTopic', isGiven(settings, 'NotificationTopicArn'));
  const hasOwnTopic = add('HasOwnTopic', isOwnTopic);
  const hasAlarms = add('HasAlarms', anyOf(isSetTo(settings, 'Alarms', 'Always'), hasTopic));
  return {
    hasTopic,
    notifiesOfRemediation: add('NotifiesOfRemediation', allOf(hasTopic, canRemediate)),
    hasOwnTopic,
    hasForeignTopic: add('HasForeignTopic', allOf(hasTopic, notSo(hasOwnTopic))),
    reportsRemediation: add('ReportsRemediation', allOf(hasOwnTopic, canRemediate)),
    reportsReevaluation: add('ReportsReevaluation', allOf(hasOwnTopic, isNearRealTime)),
    hasAlarms,
    alarmsOfRemediation: add('AlarmsOfRemediation', allOf(hasAlarms, canRemediate)),
    alarmsOfReevaluation: add('AlarmsOfReevaluation', allOf(hasAlarms, isNearRealTime)),
  };
}
