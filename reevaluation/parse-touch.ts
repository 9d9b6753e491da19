import { fieldsOf } from '../aws/event-fields.ts';
import type { JsonObject } from '../aws/json.ts';
import { optionalText } from '../aws/required.ts';
import type { Touch } from '../ledger/touches.ts';
import { isAccessKeyId } from '../policy/identifiers.ts';
import { parseDateTime } from '../policy/iso8601.ts';
import { NAMES } from '../product/names.ts';

/**
 * Parses from the event of a successful UpdateAccessKey which key it changed, when, and who did it; `account`
 * is the account of the event. CloudTrail's fields were recorded as
 * `requestParameters: { userName, accessKeyId, status }`.
 *
 * Undefined if the event cannot be read: then our own events cannot be read either, and a deletion refuses,
 * since it has not seen the event of the deactivation.
 */
export function parseTouch(
  { eventTime, eventID, userIdentity, requestParameters }: JsonObject,
  account: unknown,
): Touch | undefined {
  const { accessKeyId: key } = fieldsOf(requestParameters);
  const at = parseDateTime(optionalText(eventTime));
  if (typeof key !== 'string' || !isAccessKeyId(key) || at === undefined) return undefined;
  // The id becomes a part of a key whose parts are separated by #.
  if (typeof eventID !== 'string' || !/^[\w-]{1,64}$/.test(eventID)) return undefined;
  const { arn, sessionContext } = fieldsOf(userIdentity);
  const { arn: role } = fieldsOf(fieldsOf(sessionContext)['sessionIssuer']);
  return {
    key,
    at: new Date(at),
    eventId: eventID,
    by: typeof arn === 'string' ? arn.slice(0, MAX_ARN_CHARACTERS) : '',
    isOurs: typeof role === 'string' && isOurRole(role, account),
  };
}

/** IAM's ARNs have at most 2,048 characters (IAM API Reference, arnType). */
const MAX_ARN_CHARACTERS = 2_048;

/**
 * Whether it is the role of the remediation function, whatever its path: the name of a role is unique in its
 * account, and the trust policy of this role names Lambda alone.
 */
function isOurRole(arn: string, account: unknown): boolean {
  const [, , service, , owner, resource = ''] = arn.split(':');
  const name = resource.split('/').at(-1);
  return (
    service === 'iam' &&
    owner === account &&
    resource.startsWith('role/') &&
    name === NAMES.remediationFunction
  );
}
