import type { InventoryKey, InventoryUser } from '../../inventory/inventory-user.ts';
import { clean } from '../clean.ts';
import type { Finding } from './findings.ts';

/** The roles of resources by the schema. */
const AFFECTED = { role_id: 3, role: 'Affected' } as const;
const RELATED = { role_id: 4, role: 'Related' } as const;

/** The user and its keys; or the account. */
export function resourcesOf({ user, accountId, accountName }: Finding): readonly object[] {
  if (user) return [userResource(user), ...user.accessKeys.map((key) => keyResource(user, key))];
  return [
    {
      uid: accountId,
      ...(accountName ? { name: clean(accountName) } : {}),
      type: 'AWS::::Account',
      ...AFFECTED,
    },
  ];
}

/** The partition in which a user is, as an attribute; none if there is no user to tell it. */
export function partitionOf(user: InventoryUser | undefined): object {
  const partition = user?.arn.split(':')[1];
  return partition ? { cloud_partition: clean(partition) } : {};
}

function userResource(user: InventoryUser): object {
  const { arn, userId, userName, createdAt, tags, path } = user;
  return {
    uid: clean(arn),
    uid_alt: userId,
    name: clean(userName),
    type: 'AWS::IAM::User',
    ...AFFECTED,
    ...partitionOf(user),
    created_time: Date.parse(createdAt),
    tags: Object.entries(tags ?? {}).map(([name, value]) => ({ name: clean(name), value: clean(value) })),
    data: { path: clean(path) },
  };
}

function keyResource(user: InventoryUser, key: InventoryKey): object {
  const { accessKeyId, status, createdAt, ageDays, lastUsed, unusedDays } = key;
  const { plan } = user;
  const isSurplus = plan?.action === 'deactivate' && plan.surplusAccessKeyIds.includes(accessKeyId);
  return {
    uid: accessKeyId,
    type: 'AWS::IAM::AccessKey',
    ...(isSurplus ? AFFECTED : RELATED),
    ...partitionOf(user),
    created_time: Date.parse(createdAt),
    data: {
      status: clean(status),
      ageDays,
      lastUsedAt: lastUsed?.at ?? null,
      lastUsedService: lastUsed ? clean(lastUsed.service) : null,
      lastUsedRegion: lastUsed ? clean(lastUsed.region) : null,
      unusedDays,
    },
  };
}
