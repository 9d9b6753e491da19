import { fieldsOf } from '../aws/event-fields.ts';
import type { JsonObject } from '../aws/json.ts';
import { ANYONE, DELETED_USER } from '../ledger/evaluations/notes.ts';

/** The names of IAM users (IAM API Reference, CreateUser, UserName). */
const USER_NAME = /^[\w+=,.@-]{1,64}$/;

/**
 * The names of the users that a call changed, as CloudTrail recorded it: `ANYONE` stands for a user that the
 * event does not tell, `DELETED_USER` for one that was deleted. None if it changed no user: a call that
 * failed, or one of the root user for its own keys.
 *
 * IAM finds the user of a call without a name by the key that signed it (IAM API Reference, CreateAccessKey);
 * CloudTrail's event has the new name of a renamed user in `newUserName`, and no name if only the path
 * changes.
 */
export function changedUsers({ eventName, errorCode, ...detail }: JsonObject): readonly string[] {
  if (errorCode !== undefined && errorCode !== null) return [];
  const request = fieldsOf(detail['requestParameters']);
  if (eventName === 'DeleteUser') return [DELETED_USER];
  if (eventName === 'UpdateUser') return renamedUser(request);
  const { userName: ofAnswer } = fieldsOf(fieldsOf(detail['responseElements'])['accessKey']);
  const given = request['userName'] ?? ofAnswer;
  if (given !== undefined && given !== null) return [nameOrAnyone(given)];
  const { type, userName } = fieldsOf(detail['userIdentity']);
  return type === 'Root' ? [] : [nameOrAnyone(type === 'IAMUser' ? userName : undefined)];
}

/**
 * The name from before needs no evaluation: whoever has it now was evaluated or changed, too. Without a new
 * name nothing changes.
 */
function renamedUser({ userName, newUserName }: JsonObject): readonly string[] {
  if (newUserName !== undefined && newUserName !== null) return [nameOrAnyone(newUserName)];
  return nameOrAnyone(userName) === ANYONE ? [ANYONE] : [];
}

function nameOrAnyone(name: unknown): string {
  return typeof name === 'string' && USER_NAME.test(name) ? name : ANYONE;
}
