import { MalformedEventError } from '../aws/errors.ts';
import { parseJsonText, parseObject, parseText, parseTime, parseUserId } from '../aws/event-fields.ts';
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
 * Parses the event with which Config invokes a custom Lambda rule (Config Developer Guide, "Example Lambda
 * functions").
 *
 * Throws `MalformedEventError` if a field is missing or invalid or the resource is not an IAM user, and
 * `UnsupportedMessageTypeError` for any other message type.
 */
export function parseInvocation(event: unknown): Invocation {
  const fields = parseObject('event', event);
  const message = parseJsonText('invokingEvent', fields['invokingEvent']);
  // AWS Config documents ruleParameters for every rule; AWS's own library also handles events without it.
  const given = fields['ruleParameters'] ?? '';
  return {
    notification: parseNotification(message, parseLeftScope(fields['eventLeftScope'])),
    ruleParameters: given === '' ? {} : parseJsonText('ruleParameters', given),
    resultToken: parseText('resultToken', fields['resultToken']),
    configRuleName: parseText('configRuleName', fields['configRuleName']),
  };
}

/**
 * A boolean (Config Developer Guide); a string is read too, as every other field of the event is one. Absent
 * is false.
 */
function parseLeftScope(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (String(value) === 'true' || String(value) === 'false') return String(value) === 'true';
  throw new MalformedEventError('eventLeftScope', 'true or false', value);
}

function parseNotification(message: JsonObject, eventLeftScope: boolean): Notification {
  const messageType = message['messageType'];
  switch (messageType) {
    case 'ScheduledNotification': {
      const at = message['notificationCreationTime'];
      return { kind: 'account', notifiedAt: parseTime('notificationCreationTime', at) };
    }
    case 'ConfigurationItemChangeNotification':
      return parseUserItem(parseObject('configurationItem', message['configurationItem']), eventLeftScope);
    // The summary is enough: the rule reads the user live and needs only the id from the configuration item.
    case 'OversizedConfigurationItemChangeNotification':
      return parseUserItem(
        parseObject('configurationItemSummary', message['configurationItemSummary']),
        eventLeftScope,
      );
    default:
      throw new UnsupportedMessageTypeError(messageType);
  }
}

function parseUserItem(item: JsonObject, eventLeftScope: boolean): Notification {
  const { resourceType, resourceId, configurationItemStatus, configurationItemCaptureTime } = item;
  if (resourceType !== RESOURCE_TYPE) {
    throw new MalformedEventError('resourceType', RESOURCE_TYPE, resourceType);
  }
  const status = parseText('configurationItemStatus', configurationItemStatus);
  return {
    kind: 'user',
    notifiedAt: parseTime('configurationItemCaptureTime', configurationItemCaptureTime),
    userId: parseUserId('resourceId', resourceId),
    // ResourceDeleted and ResourceDeletedNotRecorded.
    isGone: eventLeftScope || status.startsWith('ResourceDeleted'),
  };
}
