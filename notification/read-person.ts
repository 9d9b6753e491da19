import type { IAMClient } from '@aws-sdk/client-iam';
import { findUserByName, type NamedUser } from '../aws/iam-users.ts';
import { userId, userName } from '../policy/identifiers.ts';
import { lowerCaseTagKey, tagValue } from '../policy/tags.ts';
import { describeError } from '../product/describe.ts';
import type { Occurrence, Person } from './occurrence.ts';
import type { FindUserName } from './user-names.ts';

/** What reads the user of an occurrence; created once per process. */
export interface PersonServices {
  readonly iam: IAMClient;
  readonly findUserName: FindUserName;
  /** The key of the tag that names the owner of a user. */
  readonly ownerTag: string;
}

/**
 * Reads the name and the owner of the user. What cannot be read is said in `unread`: a message must not wait
 * for it.
 */
export async function readPerson(occurrence: Occurrence, services: PersonServices): Promise<Person> {
  const { ownerTag } = services;
  const given: Person = { userName: occurrence.userName, owner: '', ownerTag, unread: '' };
  if (occurrence.userId === '') return given;
  try {
    const user = await findUser(occurrence, services);
    if (!user) return { ...given, unread: `no IAM user has the id ${occurrence.userId} any more` };
    const owner = tagValue(user.tags, lowerCaseTagKey(ownerTag)) ?? '';
    return { userName: user.userName, owner, ownerTag, unread: '' };
  } catch (error) {
    // Whatever IAM answers, people are told; the message says what is missing in it.
    return { ...given, unread: describeError(error) };
  }
}

/**
 * The user with the id of the occurrence. The name of the occurrence is tried first; it may be another user's
 * by now.
 */
async function findUser(
  occurrence: Occurrence,
  { iam, findUserName }: PersonServices,
): Promise<NamedUser | undefined> {
  const id = userId(occurrence.userId);
  const named = occurrence.userName && (await findUserByName(iam, userName(occurrence.userName)));
  if (named && named.userId === id) return named;
  const name = await findUserName(id);
  const found = name && (await findUserByName(iam, name));
  return found && found.userId === id ? found : undefined;
}
