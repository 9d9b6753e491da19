import type { IamBackdoor } from '../iam/backdoor.ts';
import type { IamService } from '../iam/service.ts';
import type { TrailRecorder } from './trail.ts';

/**
 * The backdoor of IAM whose changes of existing keys and of tags are recorded as a person's. What it creates,
 * renames or deletes besides is the state from which a test begins, and has no event: a person who creates a
 * key is a client of `connect`.
 */
export function withOperatorsEvents(
  backdoor: IamBackdoor,
  { users }: IamService,
  { recordOperator }: TrailRecorder,
): IamBackdoor {
  const nameOf = (user: string) => (users.latest().named(user) ?? users.latest().withId(user))?.userName;
  return {
    ...backdoor,
    setKeyStatus(AccessKeyId, Status) {
      backdoor.setKeyStatus(AccessKeyId, Status);
      // No call sets the status Expired.
      if (Status === 'Expired') return;
      const UserName = users.latest().owning(AccessKeyId)?.userName;
      recordOperator('UpdateAccessKey', { UserName, AccessKeyId, Status });
    },
    deleteAccessKey(AccessKeyId) {
      const UserName = users.latest().owning(AccessKeyId)?.userName;
      backdoor.deleteAccessKey(AccessKeyId);
      recordOperator('DeleteAccessKey', { UserName, AccessKeyId });
    },
    tagUser(user, tags) {
      backdoor.tagUser(user, tags);
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      recordOperator('TagUser', { UserName: nameOf(user), Tags });
    },
    untagUser(user, TagKeys) {
      backdoor.untagUser(user, TagKeys);
      recordOperator('UntagUser', { UserName: nameOf(user), TagKeys });
    },
  };
}
