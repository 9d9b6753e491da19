import { type IAMClient, paginateGetAccountAuthorizationDetails } from '@aws-sdk/client-iam';
import { assertMarker } from '../../../aws/iam-answers.ts';
import { type ListedUser, parseTags } from '../../../aws/iam-users.ts';
import { requiredList, requiredText } from '../../../aws/required.ts';
import { userId, userName } from '../../../policy/identifiers.ts';
import type { Tags } from '../../../policy/tags.ts';

/** A user with its tags. */
export interface TaggedUser extends ListedUser {
  readonly arn: string;
  readonly tags: Tags;
}

/** At most 1,000 users a page, and 100 by default (IAM API Reference, GetAccountAuthorizationDetails). */
const USERS_PER_PAGE = 1000;

const LIST = 'GetAccountAuthorizationDetails.UserDetailList';

/**
 * All users of the account with their tags, a call for each page: ListUsers leaves the tags out, and GetUser
 * would be a call for each user. Throws what the SDK throws, and `MalformedAnswerError`.
 */
export async function listTaggedUsers(iam: IAMClient): Promise<readonly TaggedUser[]> {
  const users: TaggedUser[] = [];
  const pages = paginateGetAccountAuthorizationDetails(
    { client: iam, pageSize: USERS_PER_PAGE },
    { Filter: ['User'] },
  );
  for await (const page of pages) {
    assertMarker('GetAccountAuthorizationDetails', page);
    for (const user of requiredList(LIST, page.UserDetailList)) {
      users.push({
        userName: userName(requiredText(`${LIST}.UserName`, user.UserName)),
        userId: userId(requiredText(`${LIST}.UserId`, user.UserId)),
        arn: requiredText(`${LIST}.Arn`, user.Arn),
        tags: parseTags(`${LIST}.Tags`, user.Tags ?? []),
      });
    }
  }
  return users;
}
