import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { CENTRAL_TOPIC, type Parameters, SENSIBLE, TOPIC } from '../../support/capabilities.ts';
import type { DeployedResource } from '../../support/cloudformation/deploy.ts';
import { type AuthorizationRequest, decide } from '../../support/simulator.ts';
import { deployedStack, NOTIFICATION_ROLE, ROLES, roleNamed } from './deployed-roles.ts';
import { FORBIDDEN_TO_ALL } from './forbidden.ts';
import { invoke, ledger, own, request } from './requests.ts';

/** A role with its policies, and the combinations of capabilities that give it exactly these. */
interface Variant {
  readonly name: string;
  readonly role: DeployedResource;
  readonly combinations: Parameters[];
}

/** The different roles of all combinations that make sense. */
function variants(): readonly Variant[] {
  const found = new Map<string, Variant>();
  for (const parameters of SENSIBLE) {
    const stack = deployedStack({ parameters });
    const names = stack.ofType('AWS::IAM::Role').map(({ properties }) => String(properties['RoleName']));
    for (const name of names) {
      const role = roleNamed(stack, name);
      const key = JSON.stringify([name, role.properties]);
      const variant = found.get(key) ?? { name, role, combinations: [] };
      variant.combinations.push(parameters);
      found.set(key, variant);
    }
  }
  return [...found.values()];
}

const VARIANTS = variants();

/** What a capability adds to a role that none of our roles may do otherwise. */
function isGranted(name: string, title: string, combinations: readonly Parameters[]): boolean {
  if (name !== ROLES.remediation) return false;
  if (title === 'iam:DeleteAccessKey') return combinations.every(({ Deletion }) => Deletion !== 'None');
  if (title !== 'iam:PassRole of the automation role to SSM') return false;
  return combinations.every(
    ({ Deletion, Remediation }) => Deletion === 'Daily' || Remediation === 'Automatic',
  );
}

describe('the roles of every combination of capabilities', () => {
  it('are few: those of functions and notifications depend on the topic, the rule also on the ledger, the remediation on the deletion and on what is automatic', () => {
    const names = [...Object.values(ROLES), NOTIFICATION_ROLE];
    const counts = names.map((role) => [role, VARIANTS.filter(({ name }) => name === role).length]);
    expect(Object.fromEntries(counts)).toEqual({
      [ROLES.rule]: 4,
      [ROLES.remediation]: 12,
      [ROLES.reevaluation]: 2,
      [ROLES.automation]: 1,
      [ROLES.scheduler]: 1,
      [NOTIFICATION_ROLE]: 2,
    });
    expect(VARIANTS).toHaveLength(22);
  });

  const forbidden = VARIANTS.flatMap(({ name, role, combinations }, index) =>
    Object.entries(FORBIDDEN_TO_ALL).map(
      ([title, each]): [string, DeployedResource, AuthorizationRequest, string] => [
        `${name} (variant ${index + 1}, ${combinations.length} combinations): ${title}`,
        role,
        each,
        isGranted(name, title, combinations) ? 'Allowed' : 'ImplicitlyDenied',
      ],
    ),
  );
  it.each(forbidden)('%s', async (...[, role, each, decision]) => {
    expect(await decide(role, each)).toBe(decision);
  });

  const note = ledger('PutItem', ['PENDING']);
  it.each(VARIANTS.filter(({ name }) => name === ROLES.rule))(
    '$name may use the ledger exactly where there is one ($combinations.length combinations)',
    async ({ role, combinations }) => {
      const isRemembering = combinations.map(
        ({ Remediation, NearRealTime }) => Remediation !== 'None' || NearRealTime === 'true',
      );
      expect(new Set(isRemembering).size).toBe(1);
      expect(await decide(role, note)).toBe(isRemembering[0] ? 'Allowed' : 'ImplicitlyDenied');
    },
  );

  const publish = request('sns:Publish', TOPIC);
  it.each(VARIANTS.map(({ name, role, combinations }) => [name, role, combinations] as const))(
    '%s may publish only to the given topic, and only if it is the notification function',
    async (name, role, combinations) => {
      const isGiven = (topic: string) =>
        name === NOTIFICATION_ROLE && combinations.every((each) => each.NotificationTopicArn === topic);
      const isCentral = isGiven(CENTRAL_TOPIC);
      expect(await decide(role, publish)).toBe(isGiven(TOPIC) ? 'Allowed' : 'ImplicitlyDenied');
      expect(await decide(role, request('sns:Publish', CENTRAL_TOPIC))).toBe(
        isCentral ? 'Allowed' : 'ImplicitlyDenied',
      );
      const other = request('sns:Publish', `${TOPIC}-other`);
      expect(await decide(role, other)).toBe('ImplicitlyDenied');
    },
  );

  const tell = invoke(own.function(NAMES.notificationFunction));
  it.each(VARIANTS.map(({ name, role, combinations }) => [name, role, combinations] as const))(
    '%s may invoke the notification function only if it is one of the other functions, and there is a topic',
    async (name, role, combinations) => {
      const isFunction = [ROLES.rule, ROLES.remediation, ROLES.reevaluation].some((each) => each === name);
      const hasTopic = combinations.every((each) => each.NotificationTopicArn !== '');
      expect(await decide(role, tell)).toBe(isFunction && hasTopic ? 'Allowed' : 'ImplicitlyDenied');
    },
  );

  it.each(VARIANTS.map(({ name, role }) => [name, role] as const))(
    '%s may set the status of a key only if it is the remediation',
    async (name, role) => {
      const decision = await decide(role, request('iam:UpdateAccessKey', own.user));
      expect(decision).toBe(name === ROLES.remediation ? 'Allowed' : 'ImplicitlyDenied');
    },
  );
});
