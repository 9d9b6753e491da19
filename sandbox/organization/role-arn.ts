import { AwsError } from '../api.ts';

/** The parts of the ARN of a role; the path begins and ends with a slash. */
export interface RoleArn {
  readonly accountId: string;
  readonly path: string;
  readonly name: string;
}

const ROLE_ARN =
  /^arn:aws[a-z-]*:iam::(?<accountId>\d{12}):role(?<path>\/(?:[!-~]+\/)?)(?<name>[\w+=,.@-]{1,64})$/;

/**
 * The parts of the ARN of a role; throws the error that AWS was recorded to answer for a text which is none.
 */
export function parseRoleArn(arn: string): RoleArn {
  const { accountId, path, name } = ROLE_ARN.exec(arn)?.groups ?? {};
  if (accountId && path && name) return { accountId, path, name };
  throw new AwsError('ValidationError', `${arn} is invalid`);
}
