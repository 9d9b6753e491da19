import { GetUserCommand, type IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { requiredText } from '../aws/required.ts';
import { isUserId, type UserId } from '../policy/identifiers.ts';
import type { FindingUser } from './finding.ts';

/**
 * The unique id of the user of a finding, by which AWS Config and the runbooks know it. Undefined if the
 * finding has neither the id nor the ARN of a user that exists: a name that IAM does not know may be that of
 * a renamed user, and says nothing.
 */
export async function findUserId(iam: IAMClient, user: FindingUser): Promise<UserId | undefined> {
  if (user.id) return user.id;
  if (!user.name) return undefined;
  try {
    const { User } = await iam.send(new GetUserCommand({ UserName: user.name }));
    const id = requiredText('GetUser.User.UserId', User?.UserId);
    // The path is a part of the ARN: a user of this name in another path is another one.
    return User?.Arn === user.arn && isUserId(id) ? id : undefined;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}
