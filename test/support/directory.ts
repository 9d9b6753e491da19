import type { SandboxAccount } from '../../sandbox/account.ts';

/** The parts of ARNs, and the ARNs of users. */
export interface Directory {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** The ARNs of users, paths included, by user name. */
  readonly users: ReadonlyMap<string, string>;
  /** The ARNs of the owners of access keys, by access key ID. */
  readonly owners: ReadonlyMap<string, string>;
}

/** The directory of an account at present; create it before users are deleted. */
export function directoryOf({ accountId, region, partition, backdoor }: SandboxAccount): Directory {
  const users = backdoor.users();
  return {
    accountId,
    region,
    partition,
    users: new Map(users.map(({ userName, arn }) => [userName, arn])),
    owners: new Map(
      users.flatMap(({ userName, arn }) =>
        backdoor.keysOf(userName).map(({ accessKeyId }) => [accessKeyId, arn] as const),
      ),
    ),
  };
}

/** The ARN of a resource in the Region of the account. */
export function regional(
  service: string,
  resource: string,
  { partition, region, accountId }: Directory,
): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/**
 * The ARN of a user by its name, or of the owner of a key by the id of the key; throws for an unknown one.
 */
export function known(arns: ReadonlyMap<string, string>, name = ''): string {
  const arn = arns.get(name);
  if (arn) return arn;
  throw new Error(`Expected one of ${[...arns.keys()].join(', ')}; received ${name}`);
}
