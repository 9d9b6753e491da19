import type {
  ListUserTagsRequest,
  ListUserTagsResponse,
  Tag,
  TagUserRequest,
  UntagUserRequest,
} from '@aws-sdk/client-iam';
import { AwsError, type Operations } from '../api.ts';
import { iamPage } from './iam-page.ts';
import { userOf } from './refusals.ts';
import type { IamService } from './service.ts';
import { folded, type UserState, type UserTag, withoutTags, withTags } from './user-state.ts';

/** The number of tags that one IAM resource may have (IAM and STS quotas, not adjustable). */
const TAG_LIMIT = 50;

/** IAM's operations on the tags of users: ListUserTags, TagUser and UntagUser. */
export function tagOperations(iam: IamService): Operations {
  return {
    ListUserTags: (request: ListUserTagsRequest): ListUserTagsResponse => {
      const user = userOf(iam.users.read(), request.UserName);
      const { items, more } = iamPage(iam, request, { items: user.tags, orderOf: tagOrder });
      return { Tags: items.map(toTag), ...more };
    },
    TagUser: ({ UserName, Tags }: TagUserRequest) => {
      const added = (Tags ?? []).map(({ Key = '', Value = '' }) => ({ key: Key, value: Value }));
      refuseDuplicates(added);
      const tagged = withTags(userOf(iam.users.latest(), UserName), added);
      if (tagged.tags.length > TAG_LIMIT) {
        const message = `The number of tags has reached the maximum limit. Maximum: ${TAG_LIMIT}`;
        throw new AwsError('LimitExceededException', message, 409);
      }
      iam.users.put(tagged);
      return {};
    },
    UntagUser: ({ UserName, TagKeys }: UntagUserRequest) => {
      iam.users.put(withoutTags(userOf(iam.users.latest(), UserName), TagKeys ?? []));
      return {};
    },
  };
}

const tagOrder = ({ key }: UserTag): string => folded(key);

/** The tags of a user in the form of the API. */
export function toTags(user: UserState): Tag[] {
  return user.tags.map(toTag);
}

function toTag({ key, value }: UserTag): Tag {
  return { Key: key, Value: value };
}

function refuseDuplicates(tags: readonly UserTag[]): void {
  if (new Set(tags.map(({ key }) => folded(key))).size === tags.length) return;
  const message = 'Duplicate tag keys found. Please note that Tag keys are case insensitive.';
  throw new AwsError('InvalidInputException', message);
}
