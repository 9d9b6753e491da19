import { isWildcardOnlyAction } from '@cloud-copilot/iam-simulate';
import { describe, expect, it } from 'vitest';
import { DELETION_PERMISSIONS, SCHEDULED_DELETION_PERMISSIONS } from '../../../infra/permissions/deletion.ts';
import { FORWARDING_PERMISSIONS } from '../../../infra/permissions/forwarding.ts';
import { logPermissions } from '../../../infra/permissions/logs.ts';
import type { Permission } from '../../../infra/permissions/permission.ts';
import { PERMISSIONS } from '../../../infra/permissions/role-permissions.ts';
import type { DeployedResource } from '../../support/cloudformation/deploy.ts';
import {
  actionsOf,
  deployedStack,
  FORWARDING_ROLE,
  forwardingStack,
  ROLES,
  type RoleKey,
  roleNamed,
  stackWithDeletions,
  statementsOf,
} from './deployed-roles.ts';

const FUNCTIONS: readonly RoleKey[] = ['rule', 'remediation', 'reevaluation'];

const KEYS = Object.keys(ROLES) as RoleKey[];

const DEFINED: readonly (readonly [string, readonly Permission[]])[] = [
  ...KEYS.map(
    (key) =>
      [
        ROLES[key],
        [...PERMISSIONS[key], ...(FUNCTIONS.includes(key) ? logPermissions(ROLES[key]) : [])],
      ] as const,
  ),
  [FORWARDING_ROLE, FORWARDING_PERMISSIONS],
  ['daily deletions', [...DELETION_PERMISSIONS, ...SCHEDULED_DELETION_PERMISSIONS]],
];

/** A role of a stack, or the policies that daily deletions add to a role. */
function roleOrAddition(name: string): DeployedResource {
  if (name === FORWARDING_ROLE) return roleNamed(forwardingStack(), name);
  if (name !== 'daily deletions') return roleNamed(deployedStack(), name);
  const Policies = stackWithDeletions()
    .ofType('AWS::IAM::Policy')
    .map(({ properties }) => properties);
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
