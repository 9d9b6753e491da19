import { MalformedEventError } from '../aws/errors.ts';
import {
  type JsonObject,
  readJson,
  readObject,
  readText,
  readTime,
  readUserId,
} from '../aws/event-fields.ts';
import type { UserId } from '../policy/identifiers.ts';
import { UnsupportedMessageTypeError } from './errors.ts';
import { RESOURCE_TYPE } from './evaluation/evaluation.ts';

/** What Config asks for: all users of the account, or the one whose configuration changed. */
export type Notification =
  | { readonly kind: 'account'; readonly notifiedAt: Date }
  | {
      readonly kind: 'user';
      readonly notifiedAt: Date;
      readonly userId: UserId;
      /** Deleted, or out of the rule's scope: there is nothing to judge any more. */
      readonly isGone: boolean;
    };

/** An invocation by AWS Config, read. */
export interface Invocation {
  readonly notification: Notification;
  readonly ruleParameters: JsonObject;
  readonly resultToken: string;
  /** With the suffix that a conformance pack appends. */
  readonly configRuleName: string;
}

/**
 * Reads the event with which Config invokes a custom Lambda rule (Config Developer Guide, "Example Lambda functions").
 *
 * Throws `MalformedEventError` where a member is missing or odd, or the resource is no IAM user, and
 * `UnsupportedMessageTypeError` for a message type that this rule does not answer.
 */
export function readInvocation(event: unknown): Invocation {
  const members = readObject('event', event);
  const message = readJson('invokingEvent', members['invokingEvent']);
  // Config documents ruleParameters for every rule, AWS's own library also meets events without it.
  const given = members['ruleParameters'] ?? '';
  return {
    notification: readNotification(message, members['eventLeftScope'] === true),
    ruleParameters: given === '' ? {} : readJson('ruleParameters', given),
    resultToken: readText('resultToken', members['resultToken']),
    configRuleName: readText('configRuleName', members['configRuleName']),
  };
}

function readNotification(message: JsonObject, eventLeftScope: boolean): Notification {
  const messageType = message['messageType'];
  switch (messageType) {
    case 'ScheduledNotification': {
      const at = message['notificationCreationTime'];
      return { kind: 'account', notifiedAt: readTime('notificationCreationTime', at) };
    }
    case 'ConfigurationItemChangeNotification':
      return readUserItem(readObject('configurationItem', message['configurationItem']), eventLeftScope);
    // The summary is enough: the rule reads the user live and needs nothing of the configuration item but its id.
    case 'OversizedConfigurationItemChangeNotification':
      return readUserItem(
        readObject('configurationItemSummary', message['configurationItemSummary']),
        eventLeftScope,
      );
    default:
      throw new UnsupportedMessageTypeError(messageType);
  }
}

function readUserItem(item: JsonObject, eventLeftScope: boolean): Notification {
  const { resourceType, resourceId, configurationItemStatus, configurationItemCaptureTime } = item;
  if (resourceType !== RESOURCE_TYPE) {
    throw new MalformedEventError('resourceType', RESOURCE_TYPE, resourceType);
  }
  const status = readText('configurationItemStatus', configurationItemStatus);
  return {
    kind: 'user',
    notifiedAt: readTime('configurationItemCaptureTime', configurationItemCaptureTime),
    userId: readUserId('resourceId', resourceId),
    // ResourceDeleted and ResourceDeletedNotRecorded.
    isGone: eventLeftScope || status.startsWith('ResourceDeleted'),
  };
}
