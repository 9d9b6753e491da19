import type { Operations } from '../api.ts';
import { accountOperations } from './account-operations.ts';
import { authorizationDetails } from './authorization-details.ts';
import { keyOperations } from './key-operations.ts';
import type { IamService } from './service.ts';
import { tagOperations } from './tag-operations.ts';
import { userOperations } from './user-operations.ts';
import { userWrites } from './user-writes.ts';

/** IAM: every operation that the sandbox serves. */
export function iamOperations(iam: IamService): Operations {
  return {
    ...userOperations(iam),
    ...userWrites(iam),
    ...keyOperations(iam),
    ...tagOperations(iam),
    ...accountOperations(iam),
    ...authorizationDetails(iam),
  };
}
