import { describe, expect, it } from 'vitest';
import {
  type AuthorizationRequest,
  decide,
  decideBy,
  policy,
  type Statement,
} from '../../support/simulator.ts';
import { statementsOf } from './deployed-roles.ts';
import { roleCases } from './neighbours.ts';

/**
 * A policy that allows everything: a request that IAM denies even with this policy proves nothing about our
 * roles.
 */
const ADMINISTRATOR = [policy({ Effect: 'Allow', Action: '*', Resource: '*' })];

const CASES = roleCases().map((each) => [each.name, each] as const);

describe.each(CASES)('denied to %s', (_, { role, neighbours }) => {
  const cases = neighbours.map((each) => [each.title, each] as const);

  it.each(cases)('%s', async (_, { denied, nearest }) => {
    expect(await decide(role, denied)).toBe('ImplicitlyDenied');
    expect(await decideBy(ADMINISTRATOR, denied)).toBe('Allowed');
    expect([nearest, await decide(role, nearest)]).toEqual([nearest, 'Allowed']);
  });
});

/** Each policy leaves out one restriction of a statement, and must then allow a neighbour. */
describe.each(CASES)('a wider policy of %s is noticed', (_, { role, neighbours }) => {
  const statements = statementsOf(role);
  const policies = statements.flatMap((statement, index) =>
    Object.entries(wider(statement)).map(
      ([title, wide]) =>
        [`${[statement.Action].flat().join(', ')}: ${title}`, statements.with(index, wide)] as const,
    ),
  );

  it.each(policies)('%s', async (_, widened) => {
    const results = await Promise.all(neighbours.map(({ denied }) => isAllowed(widened, denied)));
    expect(results).toContain(true);
  });
});

async function isAllowed(statements: readonly Statement[], request: AuthorizationRequest): Promise<boolean> {
  return (await decideBy([policy(...statements)], request)) === 'Allowed';
}

function wider(statement: Statement): Record<string, Statement> {
  return {
    ...withWiderActions(statement),
    ...withWiderResources(statement),
    ...withoutConditions(statement),
  };
}

function withWiderActions(statement: Statement): Record<string, Statement> {
  // PassRole is the only action of IAM with this context key, so that the condition alone limits the
  // statement to PassRole.
  if (statement.Condition?.['StringEquals']?.['iam:PassedToService']) return {};
  const services = [statement.Action].flat().map((action) => action.split(':')[0]);
  const Action = [...new Set(services)].map((service) => `${service}:*`);
  return { 'any action of the service': { ...statement, Action } };
}

function withWiderResources(statement: Statement): Record<string, Statement> {
  const arns = [statement.Resource ?? []].flat();
  if (arns.includes('*')) return {};
  const parts = arns.map((arn) => arn.split(':'));
  const anyOf = (position: number): Statement => ({
    ...statement,
    Resource: parts.map((each) => each.with(position, '*').join(':')),
  });
  return {
    'any resource': { ...statement, Resource: '*' },
    'any account': anyOf(4),
    ...(parts.some((each) => each[3]) ? { 'any Region': anyOf(3) } : {}),
  };
}

function withoutConditions({ Condition = {}, ...unconditional }: Statement): Record<string, Statement> {
  return Object.fromEntries(
    Object.keys(Condition).map((operator) => {
      const { [operator]: _, ...rest } = Condition;
      return [`without ${operator}`, { ...unconditional, Condition: rest }];
    }),
  );
}
