/**
 * The path of the roles, which an organization may require: the parameter `RolePath`, and its effect on their
 * ARNs.
 */

import { type AwsEnvironment, NAMES } from './names.ts';

/** The path of a role that is created without one. */
export const NO_ROLE_PATH = '/';

/**
 * A path in IAM begins and ends with a slash (IAM API Reference, CreateRole). IAM allows more characters in
 * it; these need no escape in an ARN, in a policy and in a command.
 */
export const ROLE_PATH_PATTERN = '^/([A-Za-z0-9+=,.@_-]+/)*$';

/**
 * AWS Config limits a static value, here the ARN of the automation role, to 256 characters (API Reference,
 * StaticValue).
 */
const MAX_ROLE_ARN_CHARACTERS = 256;

/** The ARN of the role with which the runbooks run. */
export function automationRoleArn(
  { partition, accountId }: Omit<AwsEnvironment, 'region'>,
  rolePath: string = NO_ROLE_PATH,
): string {
  return `arn:${partition}:iam::${accountId}:role${rolePath}${NAMES.automationRole}`;
}

/** The maximum length of a role path: the ARN of the automation role has to fit in every partition. */
export const MAX_ROLE_PATH_CHARACTERS =
  MAX_ROLE_ARN_CHARACTERS -
  automationRoleArn({ partition: 'aws-us-gov', accountId: '123456789012' }, '').length;

/** Says what is wrong with a role path; undefined if it is one that can be deployed. */
export function rolePathProblem(given: string): string | undefined {
  const isPath = new RegExp(ROLE_PATH_PATTERN).test(given) && !given.endsWith('\n');
  if (!isPath) {
    return `expected /, or a path of letters, digits and +=,.@_- between slashes such as /team/; received "${given}"`;
  }
  if (given.length <= MAX_ROLE_PATH_CHARACTERS) return undefined;
  return (
    `expected at most ${MAX_ROLE_PATH_CHARACTERS} characters, since AWS Config accepts at most ` +
    `${MAX_ROLE_ARN_CHARACTERS} for the ARN of the automation role; received ${given.length}`
  );
}
