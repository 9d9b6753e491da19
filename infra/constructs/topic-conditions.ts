import type { Construct } from 'constructs';
import type { Capabilities } from './capabilities.ts';
import { addExistence, allOf, anyOf, type Existence, type Fact } from './existence.ts';
import { isGiven, isSetTo, type Settings } from './settings.ts';

/** Which topics there are, and when they are told. */
export interface Topics {
  /** A topic for mail and other plain text is given. */
  readonly hasTopic: Existence;
  /** A topic for a chat is given. */
  readonly hasChatTopic: Existence;
  /** One of the two is given: there is a notification function. */
  readonly notifies: Existence;
  /** Messages wait in the ledger for a digest a day. */
  readonly collects: Existence;
}

/**
 * Which of the topics are of this account: CloudWatch tells them of the alarm of the notification function
 * itself.
 */
export interface OwnTopics {
  readonly isOwnTopic: Fact;
  readonly isOwnChatTopic: Fact;
}

/** What is told, and which alarms there are. */
export interface TopicConditions extends Topics {
  readonly hasOwnTopic: Existence;
  readonly hasOwnChatTopic: Existence;
  /** There is a function that deactivates keys, and people are told of what it does and of its failures. */
  readonly notifiesOfRemediation: Existence;
  /** There is a re-evaluation, and people are told of its failures. */
  readonly notifiesOfReevaluation: Existence;
  /** There is a digest, and a key of the customer that encrypts the ledger. */
  readonly collectsWithKey: Existence;
  /** There are alarms. */
  readonly hasAlarms: Existence;
  /** There are alarms, and a function that deactivates keys. */
  readonly alarmsOfRemediation: Existence;
  /** There are alarms, and a re-evaluation. */
  readonly alarmsOfReevaluation: Existence;
}

/** Reads from the settings which topics there are. */
export function addTopics(scope: Construct, settings: Settings): Topics {
  const hasTopic = addExistence(scope, 'HasTopic', isGiven(settings, 'NotificationTopicArn'));
  const hasChatTopic = addExistence(scope, 'HasChatTopic', isGiven(settings, 'ChatTopicArn'));
  const notifies = addExistence(scope, 'Notifies', anyOf(hasTopic, hasChatTopic));
  const isDaily = isSetTo(settings, 'MessageDelivery', 'Daily');
  return {
    hasTopic,
    hasChatTopic,
    notifies,
    collects: addExistence(scope, 'Collects', allOf(notifies, isDaily)),
  };
}

/** Reads from the settings what is told. */
export function addTopicConditions(
  scope: Construct,
  settings: Settings,
  { canRemediate, isNearRealTime, ...given }: Capabilities & Topics & OwnTopics & { hasKmsKey: Existence },
): TopicConditions {
  const add = (id: string, fact: Fact) => addExistence(scope, id, fact);
  const { hasTopic, hasChatTopic, notifies, collects, hasKmsKey } = given;
  const hasAlarms = add('HasAlarms', anyOf(isSetTo(settings, 'Alarms', 'Always'), notifies));
  return {
    hasTopic,
    hasChatTopic,
    notifies,
    collects,
    hasOwnTopic: add('HasOwnTopic', given.isOwnTopic),
    hasOwnChatTopic: add('HasOwnChatTopic', given.isOwnChatTopic),
    notifiesOfRemediation: add('NotifiesOfRemediation', allOf(notifies, canRemediate)),
    notifiesOfReevaluation: add('NotifiesOfReevaluation', allOf(notifies, isNearRealTime)),
    collectsWithKey: add('CollectsWithKey', allOf(collects, hasKmsKey)),
    hasAlarms,
    alarmsOfRemediation: add('AlarmsOfRemediation', allOf(hasAlarms, canRemediate)),
    alarmsOfReevaluation: add('AlarmsOfReevaluation', allOf(hasAlarms, isNearRealTime)),
  };
}
