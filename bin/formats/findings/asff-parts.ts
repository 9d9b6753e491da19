import { activeKeysOf, isActive } from '../../../policy/access-key.ts';
import type { InventoryKey, InventoryUser } from '../../inventory/inventory-user.ts';
import type { Finding } from './findings.ts';
import { plain, plainEntries } from './plain.ts';

/** Where Security Hub keeps the findings. */
export interface Home {
  readonly partition: string;
  readonly region: string;
}

/** A finding has at most 32 resources (Security Hub API Reference, AwsSecurityFinding). */
const MAX_RESOURCES = 32;

/** At most 50 fields (the same page). */
const FIELDS = { entries: 50, key: 128, value: 2_048 } as const;

/**
 * At most 50 tags of a user, with keys of 128 and values of 256 characters (IAM User Guide, "Tags for IAM
 * resources").
 */
const TAGS = { entries: 50, key: 128, value: 256 } as const;

/**
 * The partitions that Security Hub knows; a resource of another one has none (Security Hub API Reference,
 * Resource).
 */
const PARTITIONS: readonly string[] = ['aws', 'aws-cn', 'aws-us-gov'];

/** The longest ARN of a user has a path of 512 and a name of 64 characters (IAM API Reference, User). */
const MAX_TEXT = 2_048;

/**
 * What the format has no member for. A value that says nothing is left out, since Security Hub refuses it.
 */
export function productFields({ user, code }: Finding, version: string): Readonly<Record<string, string>> {
  const fields: readonly (readonly [string, string | null | undefined])[] = [
    ['Version', version],
    ['Code', code],
    ...(user ? userFields(user) : []),
  ];
  return plainEntries(
    fields.map(([name, value]) => [`one-active-key/${name}`, value]),
    FIELDS,
  );
}

function userFields(user: InventoryUser): readonly (readonly [string, string | null | undefined])[] {
  const { complianceType, plan, exemption, privileged, consoleAccess, production } = user;
  const deactivates = plan?.action === 'deactivate' ? plan : undefined;
  return [
    ['ComplianceType', complianceType],
    ['KeptAccessKeyId', deactivates?.keptAccessKeyId],
    ['SurplusAccessKeyIds', deactivates?.surplusAccessKeyIds.join(', ')],
    ['Privileged', privileged],
    ['ConsoleAccess', consoleAccess],
    ['Production', production],
    ['ExemptUntil', exemption?.until],
    ['ExemptReason', exemption?.reason],
    ['ExemptOwner', exemption?.owner],
  ];
}

/** The user and its keys, the active ones first; or the account. */
export function resourcesOf({ user, accountId }: Finding, home: Home): readonly object[] {
  const partition = PARTITIONS.includes(home.partition) ? home.partition : undefined;
  if (!user) return [{ Type: 'AwsAccount', Id: `AWS::::Account:${accountId}`, Partition: partition }];
  const { accessKeys } = user;
  const keys = [...activeKeysOf(accessKeys), ...accessKeys.filter((key) => !isActive(key))];
  return [userResource(user, partition), ...keys.map((key) => keyResource(user, key, partition))].slice(
    0,
    MAX_RESOURCES,
  );
}

function userResource(user: InventoryUser, partition: string | undefined): object {
  const { arn, userId, userName, path, createdAt, tags } = user;
  return {
    Type: 'AwsIamUser',
    Id: plain(arn, MAX_TEXT),
    Partition: partition,
    Tags: plainEntries(Object.entries(tags ?? {}), TAGS),
    Details: {
      AwsIamUser: {
        UserId: userId,
        UserName: plain(userName, MAX_TEXT),
        Path: plain(path, MAX_TEXT),
        CreateDate: createdAt,
      },
    },
  };
}

function keyResource(user: InventoryUser, key: InventoryKey, partition: string | undefined): object {
  const { accessKeyId, status, createdAt } = key;
  return {
    Type: 'AwsIamAccessKey',
    Id: `AWS::IAM::AccessKey:${accessKeyId}`,
    Partition: partition,
    Details: {
      AwsIamAccessKey: {
        AccessKeyId: accessKeyId,
        AccountId: user.accountId,
        // Security Hub knows no other status.
        Status: status === 'Active' ? 'Active' : 'Inactive',
        CreatedAt: createdAt,
        PrincipalId: user.userId,
        PrincipalName: plain(user.userName, MAX_TEXT),
        PrincipalType: 'IAMUser',
      },
    },
  };
}
