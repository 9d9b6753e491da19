import { isWildcardOnlyAction } from '@cloud-copilot/iam-simulate';
import { describe, expect, it } from 'vitest';
import { DELETION_PERMISSIONS, SCHEDULED_DELETION_PERMISSIONS } from '../../../infra/permissions/deletion.ts';
import { FORWARDING_PERMISSIONS } from '../../../infra/permissions/forwarding.ts';
import { LEDGER_ACCESS, ledgerPermissions } from '../../../infra/permissions/ledger.ts';
import {
  LEDGER_KEY_PERMISSIONS,
  LEDGER_KEY_READ_PERMISSIONS,
} from '../../../infra/permissions/ledger-key.ts';
import { logPermissions } from '../../../infra/permissions/logs.ts';
import { NOTIFICATION_PERMISSIONS, topicPermissions } from '../../../infra/permissions/notification.ts';
import type { Permission } from '../../../infra/permissions/permission-type.ts';
import { REVIEWER_PERMISSIONS } from '../../../infra/permissions/reviewer.ts';
import { PERMISSIONS } from '../../../infra/permissions/role-permissions.ts';
import { TELL_PERMISSIONS } from '../../../infra/permissions/tell.ts';
import { TOPIC } from '../../support/capabilities.ts';
import type { DeployedResource, DeployedStack } from '../../support/cloudformation/deploy.ts';
import {
  actionsOf,
  FORWARDING_ROLE,
  forwardingStack,
  NOTIFICATION_ROLE,
  REVIEWER_ROLE,
  ROLES,
  type RoleKey,
  reviewedStack,
  roleNamed,
  stackWithDeletions,
  stackWithDigest,
  statementsOf,
} from './deployed-roles.ts';
import { own } from './requests.ts';

/** The three functions use the ledger and have logs. */
const isFunction = (key: RoleKey): key is RoleKey & keyof typeof LEDGER_ACCESS => key in LEDGER_ACCESS;

const KEYS = Object.keys(ROLES) as RoleKey[];

const DEFINED: readonly (readonly [string, readonly Permission[]])[] = [
  ...KEYS.map(
    (key) =>
      [
        ROLES[key],
        [
          ...PERMISSIONS[key],
          ...(isFunction(key) ? [...ledgerPermissions(key, 'table'), ...logPermissions(ROLES[key])] : []),
        ],
      ] as const,
  ),
  [REVIEWER_ROLE, [...REVIEWER_PERMISSIONS, ...ledgerPermissions('reviewer', 'table')]],
  [FORWARDING_ROLE, FORWARDING_PERMISSIONS],
  [
    NOTIFICATION_ROLE,
    [
      ...NOTIFICATION_PERMISSIONS,
      ...topicPermissions('NotificationTopicArn'),
      ...topicPermissions('ChatTopicArn'),
      ...ledgerPermissions('notification', 'table'),
      ...logPermissions(NOTIFICATION_ROLE),
    ],
  ],
  ['daily deletions', [...DELETION_PERMISSIONS, ...SCHEDULED_DELETION_PERMISSIONS]],
  [
    'a key of the customer',
    [
      ...LEDGER_KEY_PERMISSIONS,
      ...LEDGER_KEY_PERMISSIONS,
      ...LEDGER_KEY_PERMISSIONS,
      ...LEDGER_KEY_READ_PERMISSIONS,
    ],
  ],
  ['a topic', [...TELL_PERMISSIONS, ...TELL_PERMISSIONS, ...TELL_PERMISSIONS]],
];

/** The policies that a parameter adds to the roles, by title. */
const ADDITIONS: Readonly<Record<string, () => DeployedStack>> = {
  'daily deletions': stackWithDeletions,
  'a key of the customer': () => reviewedStack({ parameters: { KmsKeyArn: own.kmsKey } }),
  'a topic': () => reviewedStack({ parameters: { NotificationTopicArn: TOPIC } }),
};

/** A role of a stack, or the policies that a parameter adds to the roles. */
function roleOrAddition(name: string): DeployedResource {
  if (name === FORWARDING_ROLE) return roleNamed(forwardingStack(), name);
  if (name === NOTIFICATION_ROLE) return roleNamed(stackWithDigest(), name);
  const stack = ADDITIONS[name]?.();
  if (!stack) return roleNamed(reviewedStack(), name);
  const before = reviewedStack().resources;
  const added = Object.entries(stack.resources).filter(([id]) => !(id in before));
  const Policies = added.flatMap(([, { type, properties }]) =>
    // The policies of the notification function are those of its own role.
    type === 'AWS::IAM::Policy' && !String(properties['Roles']).includes(NOTIFICATION_ROLE)
      ? [properties]
      : [],
  );
  return { type: 'AWS::IAM::Role', properties: { Policies }, after: [] };
}

describe.each(DEFINED)('the permissions of %s', (name, permissions) => {
  const role = roleOrAddition(name);

  it('are exactly those of the role', () => {
    expect(actionsOf(role).toSorted()).toEqual(permissions.map(({ action }) => action).toSorted());
  });

  it('are a list of allowed actions: no Deny, no NotAction, no NotResource', () => {
    const members = new Set(statementsOf(role).flatMap((statement) => Object.keys(statement)));
    expect(
      [...members].filter((member) => !['Effect', 'Action', 'Resource', 'Condition'].includes(member)),
    ).toEqual([]);
    expect(statementsOf(role).map(({ Effect }) => Effect)).not.toContain('Deny');
  });

  describe.each(permissions.map((each) => [each.action, each] as const))(
    '%s',
    (action, { resource, reason }) => {
      it('has a reason', () => expect(reason.trim()).toMatch(/\w{3}/));

      it('has no wildcard', () => expect(action).toMatch(/^[a-z]+:[A-Za-z]+$/));

      it('names a resource if the Service Authorization Reference has a resource type', async () => {
        const [service = '', operation = ''] = action.split(':');
        expect(resource === '*').toBe(await isWildcardOnlyAction(service, operation));
      });
    },
  );
});

it('an unknown action is an error', async () => {
  await expect(isWildcardOnlyAction('iam', 'ListAccesKeys')).rejects.toThrow();
});
