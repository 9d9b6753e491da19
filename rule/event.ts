import { MalformedEventError } from '../aws/errors.ts';
import { readJson, readObject, readText, readTime, readUserId } from '../aws/event-fields.ts';
import type { JsonObject } from '../aws/json.ts';
import type { UserId } from '../policy/identifiers.ts';
import { UnsupportedMessageTypeError } from './errors.ts';
import { RESOURCE_TYPE } from './evaluation/evaluation.ts';

/**
 * What AWS Config asks for: an evaluation of all users of the account, or of the user whose configuration
 * changed.
 */
export type Notification =
  | { readonly kind: 'account'; readonly notifiedAt: Date }
  | {
      readonly kind: 'user';
      readonly notifiedAt: Date;
      readonly userId: UserId;
      /** The user was deleted, or is out of the scope of the rule. */
      readonly isGone: boolean;
    };

/** An invocation by AWS Config. */
export interface Invocation {
  readonly notification: Notification;
  readonly ruleParameters: JsonObject;
  readonly resultToken: string;
  /** Includes the suffix that a conformance pack appends. */
  readonly configRuleName: string;
}

/**
 * Reads the event with which Config invokes a custom Lambda rule (Config Developer Guide, "Example Lambda
 * functions").
 *
 * Throws `MalformedEventError` if a field is missing or invalid or the resource is not an IAM user, and
 * `UnsupportedMessageTypeError` for any other message type.
 */
export function readInvocation(event: unknown): Invocation {
  const fields = readObject('event', event);
  const message = readJson('invokingEvent', fields['invokingEvent']);
  // AWS Config documents ruleParameters for every rule; AWS's own library also handles events without it.
  const given = fields['ruleParameters'] ?? '';
  return {
    notification: readNotification(message, readLeftScope(fields['eventLeftScope'])),
    ruleParameters: given === '' ? {} : readJson('ruleParameters', given),
    resultToken: readText('resultToken', fields['resultToken']),
    configRuleName: readText('configRuleName', fields['configRuleName']),
  };
}

/**
 * A boolean (Config Developer Guide); a string is read too, as every other field of the event is one. Absent
 * is false.
 */
function readLeftScope(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (String(value) === 'true' || String(value) === 'false') return String(value) === 'true';
  throw new MalformedEventError('eventLeftScope', 'true or false', value);
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
    // The summary is enough: the rule reads the user live and needs only the id from the configuration item.
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
