import { describe, expect, it } from 'vitest';
import { own, request } from '../infra/least-privilege/requests.ts';
import { type Context, decideByResource, type PolicyDocument } from '../support/simulator.ts';
import { validate } from '../support/template-requests.ts';
import { OPERATOR_ROLE, operatorRole, operatorTemplate, TRUSTED } from './operator-role.ts';

const SSO = 'arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/eu-west-1';
const OPERATOR = `${SSO}/AWSReservedSSO_KeyOperators_0123456789abcdef`;
const MFA: Context = { 'aws:MultiFactorAuthPresent': 'true' };

const attempt = (parameters: Readonly<Record<string, string>>, principal: string, context: Context = {}) =>
  decideByResource(
    operatorRole(parameters).properties['AssumeRolePolicyDocument'] as PolicyDocument,
    principal,
    request('sts:AssumeRole', own.role(OPERATOR_ROLE), { 'aws:PrincipalArn': principal, ...context }),
  );

describe('who may assume the role', () => {
  it.each([
    ['the trusted role, with MFA', OPERATOR, MFA, 'Allowed'],
    [
      'the trusted role, without MFA',
      OPERATOR,
      { 'aws:MultiFactorAuthPresent': 'false' },
      'ImplicitlyDenied',
    ],
    ['the trusted role, of whose MFA IAM knows nothing', OPERATOR, {}, 'ImplicitlyDenied'],
    [
      'another role of that account',
      `${SSO}/AWSReservedSSO_Readers_0123456789abcdef`,
      MFA,
      'ImplicitlyDenied',
    ],
    [
      'the same role of another account',
      OPERATOR.replace('222222222222', '444455556666'),
      MFA,
      'ImplicitlyDenied',
    ],
    ['a user of that account', 'arn:aws:iam::222222222222:user/admin', MFA, 'ImplicitlyDenied'],
  ] as const)('%s: %s', async (_title, principal, context, decision) => {
    expect(await attempt({}, principal, context)).toMatch(new RegExp(`^(?:${decision}|ExplicitlyDenied)$`));
  });

  it('with RequireMfa=false IAM does not ask for MFA, and still for the role', async () => {
    expect(await attempt({ RequireMfa: 'false' }, OPERATOR)).toBe('Allowed');
    expect(await attempt({ RequireMfa: 'false' }, `${SSO}/AWSReservedSSO_Readers_0`)).not.toBe('Allowed');
  });

  it('a session with a source identity or tags is not trusted, as for reviewers', () => {
    const { Statement } = operatorRole().properties['AssumeRolePolicyDocument'] as PolicyDocument;
    expect(Statement.map(({ Action }) => Action)).toEqual(['sts:AssumeRole']);
  });
});

describe('the parameter TrustedPrincipalArn', () => {
  const { AllowedPattern = '' } = (
    operatorTemplate()['Parameters'] as Record<string, { AllowedPattern?: string }>
  )['TrustedPrincipalArn'] as { AllowedPattern?: string };

  it.each([
    [TRUSTED, true],
    ['arn:aws:iam::222222222222:role/on-call', true],
    ['arn:aws-cn:iam::222222222222:user/team/dana', true],
    ['arn:aws:iam::222222222222:root', false],
    ['arn:aws:iam::222222222222:role/*', false],
    ['arn:aws:iam::*:role/on-call', false],
    ['*', false],
  ])('%s: %s', (value, isAccepted) => {
    expect(new RegExp(`^(?:${AllowedPattern})$`).test(value)).toBe(isAccepted);
  });
});

it('is within the service models, also with a boundary', () => {
  const role = operatorRole({ PermissionsBoundaryName: 'team/boundary', RolePath: '/security/' });
  expect(role.properties['PermissionsBoundary']).toBe('arn:aws:iam::111122223333:policy/team/boundary');
  expect(() => validate(role as never)).not.toThrow();
});
