import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  NoSuchEntityException,
  PutUserPolicyCommand,
  TagUserCommand,
  UpdateAccessKeyCommand,
  type User,
} from '@aws-sdk/client-iam';
import { required, requiredText } from '../aws/required.ts';
import type { Credentials } from './clients.ts';
import { NotOursError } from './errors.ts';

/** The only user that this program writes to. */
export const TEST_USER = 'one-active-key-verification';

/** The tag by which the program knows a user that it made. */
export const MARK = { Key: 'one-active-key-verification', Value: 'made by npm run verify-in-aws' };

const POLICY_NAME = 'verification';

/** The test user, with two access keys. */
export interface TestUser {
  readonly userId: string;
  readonly arn: string;
  /** The key that stays active. */
  readonly active: Credentials;
  /** The key that is deactivated, and deleted at the end. */
  readonly deactivated: Credentials;
}

/** A user of the name; undefined if there is none. Throws `NotOursError` if this program did not make it. */
export async function findLeftover(iam: IAMClient): Promise<User | undefined> {
  const user = await findUser(iam);
  if (user && !isOurs(user)) throw new NotOursError(TEST_USER);
  return user;
}

/** Creates the test user with the permissions of `policyOf`, and two keys. */
export async function createTestUser(
  iam: IAMClient,
  policyOf: (userArn: string) => object,
): Promise<TestUser> {
  const { User } = await iam.send(new CreateUserCommand({ UserName: TEST_USER, Tags: [MARK] }));
  const arn = requiredText('CreateUser.Arn', User?.Arn);
  const PolicyDocument = JSON.stringify(policyOf(arn));
  await iam.send(new PutUserPolicyCommand({ UserName: TEST_USER, PolicyName: POLICY_NAME, PolicyDocument }));
  return {
    userId: requiredText('CreateUser.UserId', User?.UserId),
    arn,
    active: await createKey(iam),
    deactivated: await createKey(iam),
  };
}

async function createKey(iam: IAMClient): Promise<Credentials> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: TEST_USER }));
  const { AccessKeyId, SecretAccessKey } = required('CreateAccessKey.AccessKey', AccessKey);
  return {
    accessKeyId: requiredText('CreateAccessKey.AccessKeyId', AccessKeyId),
    secretAccessKey: requiredText('CreateAccessKey.SecretAccessKey', SecretAccessKey),
  };
}

/** Deactivates a key of the test user. */
export async function deactivate(iam: IAMClient, AccessKeyId: string): Promise<void> {
  await iam.send(new UpdateAccessKeyCommand({ UserName: TEST_USER, AccessKeyId, Status: 'Inactive' }));
}

/** Deletes an access key of the test user, Active or not; rejects if the user has no such key. */
export async function deleteKey(iam: IAMClient, AccessKeyId: string): Promise<void> {
  await iam.send(new DeleteAccessKeyCommand({ UserName: TEST_USER, AccessKeyId }));
}

/** Sets a tag with the value `x` on the test user for each of the given tag keys. */
export async function tag(iam: IAMClient, keys: readonly string[]): Promise<void> {
  const Tags = keys.map((Key) => ({ Key, Value: 'x' }));
  await iam.send(new TagUserCommand({ UserName: TEST_USER, Tags }));
}

/**
 * Removes the test user with everything that it has, if this program made it; a user of another maker stays
 * as it is.
 */
export async function removeTestUser(iam: IAMClient): Promise<void> {
  const user = await findUser(iam);
  if (!user || !isOurs(user)) return;
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName: TEST_USER }));
  for (const { AccessKeyId = '' } of AccessKeyMetadata) {
    await unlessGone(() => deleteKey(iam, AccessKeyId));
  }
  await unlessGone(() =>
    iam.send(new DeleteUserPolicyCommand({ UserName: TEST_USER, PolicyName: POLICY_NAME })),
  );
  await unlessGone(() => iam.send(new DeleteUserCommand({ UserName: TEST_USER })));
}

async function findUser(iam: IAMClient): Promise<User | undefined> {
  const answer = await unlessGone(() => iam.send(new GetUserCommand({ UserName: TEST_USER })));
  return answer && required('GetUser.User', answer.User);
}

const isOurs = ({ Tags = [] }: User): boolean =>
  Tags.some(({ Key, Value }) => Key === MARK.Key && Value === MARK.Value);

async function unlessGone<Result>(call: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}
