import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { authorizationsOf } from '../../support/authorizations.ts';
import type { DeployedResource } from '../../support/cloudformation/deploy.ts';
import {
  type AuthorizationRequest,
  decide,
  decideBy,
  policy,
  type Statement,
} from '../../support/simulator.ts';
import {
  actionsOf,
  deployedStack,
  ROLES,
  roleNamed,
  roleOf,
  stackWithDeletions,
  statementsOf,
} from './deployed-roles.ts';
import { ENVIRONMENTS, runProduct } from './product-run.ts';
import { UNUSUAL_NAMES } from './product-users.ts';

for (const environment of ENVIRONMENTS) {
  const run = await runProduct(environment);
  const stack = stackWithDeletions({
    ...environment,
    parameters: {
      ExistingLedgerTable: NAMES.sandboxLedger,
      Remediation: 'Automatic',
      NotificationTopicArn: topicArn(environment, NAMES.sandboxTopic),
      ChatTopicArn: topicArn(environment, NAMES.sandboxChatTopic),
    },
  });
  /** The requests to IAM without duplicates, by role and action. */
  const requested = new Map<string, Map<string, AuthorizationRequest>>();
  for (const call of run.calls) {
    const name = String(roleOf(stack, call.principal).properties['RoleName']);
    for (const request of authorizationsOf(call, run.directory)) {
      const title = `${name}: ${request.action}`;
      const requests = requested.get(title) ?? new Map<string, AuthorizationRequest>();
      requested.set(title, requests.set(JSON.stringify(request), request));
    }
  }
  const requestsOf = (title: string) => [...(requested.get(title)?.values() ?? [])];

  describe(`the calls of the product in ${environment.region}`, () => {
    it('come from every operation of the product', () => {
      expect(run.outcomes).toEqual([
        'Planned',
        'Deactivated',
        'Deactivated',
        'Exempt',
        'Refused',
        'Deactivated',
        'Deactivated',
        'Reactivated',
        'Deleted',
        'Deactivated',
      ]);
      expect(run.dashboard).toEqual({
        alice: 'NOT_APPLICABLE',
        exempt: 'COMPLIANT',
        one: 'COMPLIANT',
        none: 'COMPLIANT',
        kept: 'COMPLIANT',
        [UNUSUAL_NAMES[0]]: 'COMPLIANT',
        [UNUSUAL_NAMES[1]]: 'COMPLIANT',
        refused: 'NON_COMPLIANT',
        planned: 'NON_COMPLIANT',
        [deletedUserId()]: 'NOT_APPLICABLE',
      });
      expect(run.postponed).toBe(1);
    });

    it.each([...requested.keys()])('%s is allowed', async (title) => {
      const role = roleNamed(stack, title.split(': ')[0] ?? '');
      for (const request of requestsOf(title)) {
        expect([request, await decide(role, request)]).toEqual([request, 'Allowed']);
      }
    });
  });

  function deletedUserId(): string {
    const isKnown = (name: string) => run.directory.users.has(name);
    return Object.keys(run.dashboard).find((name) => !isKnown(name)) ?? 'none';
  }

  describe.each(Object.values(ROLES))(`the permissions of %s in ${environment.region}`, (name) => {
    const role = roleNamed(stack, name);
    const granted = actionsOf(role).filter((action) => !action.startsWith('logs:'));

    it.each(granted)('%s is needed', async (action) => {
      const requests = requestsOf(`${name}: ${action}`);
      expect(requests).not.toEqual([]);
      expect(await decisions(without(role, action), requests)).toEqual(['ImplicitlyDenied']);
    });

    it('each value of each condition is needed', async () => {
      const unneeded: string[] = [];
      for (const { title, action, statements } of narrowedStatements(role)) {
        const denied = await decisions(statements, requestsOf(`${name}: ${action}`));
        if (denied.every((decision) => decision === 'Allowed')) unneeded.push(title);
      }
      expect(unneeded).toEqual([]);
    });
  });
}

function topicArn({ partition, region }: (typeof ENVIRONMENTS)[number], name: string): string {
  return `arn:${partition}:sns:${region}:111122223333:${name}`;
}

it('the role of the rule cannot write to IAM', () => {
  const iam = actionsOf(roleNamed(deployedStack(), ROLES.rule)).filter((action) => action.startsWith('iam:'));
  expect(iam).toEqual(['iam:ListUsers', 'iam:ListAccessKeys', 'iam:GetUser', 'iam:GetAccessKeyLastUsed']);
});

/** The distinct decisions about requests. */
async function decisions(statements: readonly Statement[], requests: readonly AuthorizationRequest[]) {
  const all = await Promise.all(requests.map((request) => decideBy([policy(...statements)], request)));
  return [...new Set(all)];
}

/** The statements of a role, split into one for each action. */
function statementPerAction(role: DeployedResource): (Statement & { readonly Action: string })[] {
  return statementsOf(role).flatMap((statement) =>
    [statement.Action].flat().map((Action) => ({ ...statement, Action })),
  );
}

function without(role: DeployedResource, action: string): Statement[] {
  return statementPerAction(role).filter(({ Action }) => Action !== action);
}

/** Each statement of a role, once without each value of a condition that has several values. */
function narrowedStatements(role: DeployedResource) {
  return statementPerAction(role).flatMap((statement) =>
    Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).flatMap(([key, values]) =>
        (typeof values === 'string' ? [] : values).map((value) => {
          const rest = [values].flat().filter((each) => each !== value);
          const Condition = { ...statement.Condition, [operator]: { ...keys, [key]: rest } };
          const title = `${statement.Action} ${value}`;
          return { title, action: statement.Action, statements: [{ ...statement, Condition }] };
        }),
      ),
    ),
  );
}
