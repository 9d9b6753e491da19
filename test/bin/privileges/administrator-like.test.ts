import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { administratorGrant, isAdministratorPolicy } from '../../../bin/privileges/administrator-like.ts';
import { MalformedPolicyError, parseAllowStatements } from '../../../bin/privileges/policy-document.ts';

const encoded = (document: unknown) => encodeURIComponent(JSON.stringify(document));

const grantOf = (...statements: readonly object[]) =>
  administratorGrant(parseAllowStatements(encoded({ Version: '2012-10-17', Statement: statements })));

const allow = (members: object) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...members });

/** An Allow of all actions but some. */
const allowAllBut = (NotAction: unknown, members: object = {}) => ({
  Effect: 'Allow',
  NotAction,
  Resource: '*',
  ...members,
});

const onIam = (Resource: unknown) => allow({ Action: 'iam:*', Resource });

describe('policies of AWS, by ARN', () => {
  it.each([
    ['arn:aws:iam::aws:policy/AdministratorAccess', true],
    ['arn:aws-cn:iam::aws:policy/IAMFullAccess', true],
    ['arn:aws-us-gov:iam::aws:policy/PowerUserAccess', true],
    ['arn:aws-iso-b:iam::aws:policy/AdministratorAccess', true],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', false],
    ['arn:aws:iam::aws:policy/AdministratorAccess-Amplify', false],
    ['arn:aws:iam::aws:policy/job-function/AdministratorAccess', false],
    ['arn:aws:iam::111122223333:policy/AdministratorAccess', false],
    ['arn:aws:iam::aws:role/AdministratorAccess', false],
    ['AdministratorAccess', false],
  ])('%s: %s', (arn, expected) => {
    expect(isAdministratorPolicy(arn)).toBe(expected);
  });
});

describe('a statement that is administrator-like', () => {
  it.each([
    ['all actions', allow({}), 'all actions'],
    ['lists', allow({ Action: ['s3:GetObject', '*'], Resource: ['arn:aws:s3:::x', '*'] }), 'all actions'],
    ['all actions of all services', allow({ Action: '*:*' }), 'all actions'],
    ['several asterisks', allow({ Action: '**', Resource: '**' }), 'all actions'],
    ['all actions of IAM', allow({ Action: 'iam:*' }), 'iam:*'],
    ['all actions of IAM, in other case', allow({ Action: ['s3:*', 'IAM:*'] }), 'iam:*'],
    ['all actions but those of IAM, as PowerUserAccess', allowAllBut(['iam:*']), 'all actions but some'],
    ['all actions but one', allowAllBut('s3:DeleteBucket'), 'all actions but some'],
    ['all actions but none', allowAllBut([]), 'all actions but some'],
    [
      'all resources but some',
      { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::x' },
      'all actions',
    ],
  ] as const)('%s', (_, statement, allows) => {
    expect(grantOf(statement)).toEqual({ allows, isConditional: false });
  });

  it.each([
    ['a condition', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, true],
    ['a condition without an operator', {}, false],
  ])('with %s', (_, Condition, isConditional) => {
    expect(grantOf(allow({ Condition }))).toEqual({ allows: 'all actions', isConditional });
  });

  it('without a condition is preferred', () => {
    const conditional = allow({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } });
    expect(grantOf(conditional, allow({ Action: 'iam:*' }))).toEqual({
      allows: 'iam:*',
      isConditional: false,
    });
  });

  it('is found beside others, and a Deny does not take it back', () => {
    const deny = { Effect: 'Deny', Action: '*', Resource: '*' };
    const read = allow({ Action: 's3:Get*' });
    expect(grantOf(read, deny, allow({}))).toMatchObject({ allows: 'all actions' });
  });
});

describe('every action, or every action of IAM, in other spellings', () => {
  it.each(['?*', '*?', '*:?*', '?*:*', '??*', '*:**', '***:*'])('%s: all actions', (Action) => {
    expect(grantOf(allow({ Action }))).toEqual({ allows: 'all actions', isConditional: false });
  });

  it.each(['iam:?*', 'IAM:*?', 'iam:???????*', 'Iam*', 'i*', 'i*m:*', '?am:*', 'ia?:?*', '*am:*', 'I*:*'])(
    '%s: iam:*',
    (Action) => {
      expect(grantOf(allow({ Action }))).toEqual({ allows: 'iam:*', isConditional: false });
    },
  );

  it('is found in a pattern that would take a regular expression years', () => {
    expect(grantOf(allow({ Action: `${'*?'.repeat(3_000)}x` }))).toBeUndefined();
  });
});

describe('all resources, or all users of IAM, in other spellings', () => {
  it.each([
    '?*',
    '*:*',
    'arn:*',
    'arn:aws:*',
    'arn:*:*:*:*:*',
    'arn:aws:iam::*',
    'arn:aws:iam::*:*',
    'arn:aws*:iam::*:*',
    'arn:aws:iam::111122223333:*',
    'arn:aws-cn:iam::111122223333:user/*',
    'arn:*:iam::*:user/?*',
    'arn:aws:iam::111122223333:u*',
    'arn:aws:iam::*:user*',
    'arn:aws:iam::*:user/$' + '{aws:username}',
  ])('%s', (resource) => {
    expect(grantOf(onIam(resource))).toEqual({ allows: 'iam:*', isConditional: false });
    expect(grantOf(onIam(['arn:aws:s3:::x', resource]))).toBeDefined();
  });
});

describe('a statement that is not administrator-like', () => {
  it.each([
    ['a Deny of everything', { Effect: 'Deny', Action: '*', Resource: '*' }],
    ['all actions on one resource', allow({ Resource: 'arn:aws:s3:::reports/*' })],
    ['all actions on all resources of another service', allow({ Resource: 'arn:aws:s3:::*' })],
    ['all actions of IAM on all roles', onIam('arn:aws:iam::111122223333:role/*')],
    ['all actions of IAM on one user', onIam('arn:aws:iam::111122223333:user/deploy-bot')],
    ['all actions of IAM on the users of a path', onIam('arn:aws:iam::*:user/apps/*')],
    ['names of one length', allow({ Action: ['iam:???????', '??:???????'] })],
    ['a service that only begins like IAM', allow({ Action: 'iamx:*' })],
    ['a service with a wildcard that IAM does not match', allow({ Action: ['s*', 'i?:*', 'iam:*?User'] })],
    ['all actions but all', allowAllBut('*')],
    ['all actions but all actions of all services', allowAllBut(['*:*'])],
    ['all actions but some, on one resource', allowAllBut('iam:*', { Resource: 'arn:aws:s3:::x' })],
    ['all resources but all', { Effect: 'Allow', Action: '*', NotResource: '*' }],
    ['some actions of IAM', allow({ Action: ['iam:Create*', 'iam:PassRole'] })],
    ['all actions of another service', allow({ Action: 's3:*' })],
    ['no action', allow({ Action: [] })],
  ])('%s', (_, statement) => {
    expect(grantOf(statement)).toBeUndefined();
  });
});

describe('the document of a policy', () => {
  it('is read or malformed, whatever it is', () => {
    const statement = fc.record({
      Effect: fc.oneof(fc.constantFrom('Allow', 'Deny'), fc.jsonValue()),
      Action: fc.oneof(fc.constantFrom('*', 'iam:*'), fc.jsonValue()),
      Resource: fc.oneof(fc.constant('*'), fc.jsonValue()),
      Condition: fc.jsonValue(),
    });
    const document = fc.oneof(
      fc.string(),
      fc.jsonValue().map(encoded),
      fc.record({ Statement: fc.oneof(statement, fc.array(statement), fc.jsonValue()) }).map(encoded),
      fc.constant(encodeURIComponent('['.repeat(100_000))),
    );
    const isRead = (text: string) => {
      try {
        administratorGrant(parseAllowStatements(text));
        return true;
      } catch (error) {
        return error instanceof MalformedPolicyError;
      }
    };
    fc.assert(fc.property(document, isRead), { numRuns: 1_000 });
  });

  it.each([
    ['one statement that is no list', { Statement: allow({}) }, 1],
    ['no statement', { Statement: [] }, 0],
  ])('may have %s', (_, document, statements) => {
    expect(parseAllowStatements(encoded(document))).toHaveLength(statements);
  });

  it('is decoded as RFC 3986 says: a plus sign is no space', () => {
    const [statement] = parseAllowStatements(encoded({ Statement: allow({ Resource: 'a+b c%20d' }) }));
    expect(statement?.resources.patterns).toEqual(['a+b c%20d']);
  });

  it.each([
    ['an empty text', '', 'percent-encoded JSON'],
    ['a wrong escape', '%E0%A4%A', 'percent-encoded JSON'],
    ['no JSON', 'Statement%20Allow', 'percent-encoded JSON'],
    ['a list', encoded([]), 'a JSON object'],
    ['null', encoded(null), 'a JSON object'],
    ['no Statement', encoded({}), 'each Statement to be'],
    ['a Statement that is a text', encoded({ Statement: ['Allow'] }), 'each Statement to be'],
    ['another effect', encoded({ Statement: allow({ Effect: 'allow' }) }), 'Allow or Deny'],
    ['no Action', encoded({ Statement: { Effect: 'Allow', Resource: '*' } }), 'Action or NotAction'],
    ['Action and NotAction', encoded({ Statement: allow({ NotAction: '*' }) }), 'Action or NotAction'],
    ['no Resource', encoded({ Statement: { Effect: 'Deny', Action: '*' } }), 'Resource or NotResource'],
    ['an Action that is a number', encoded({ Statement: allow({ Action: 1 }) }), 'Action to be a text'],
    ['a list of lists', encoded({ Statement: allow({ Resource: [['*']] }) }), 'Resource to be a text'],
    ['another case of a member', encoded({ Statement: allow({ action: 's3:*' }) }), 'no other members'],
    ['another case of Statement', encoded({ Statement: [], statement: allow({}) }), 'no other members'],
    ['a condition that is a text', encoded({ Statement: allow({ Condition: 'x' }) }), 'Condition'],
  ])('%s: malformed', (_, document, expected) => {
    expect(() => parseAllowStatements(document)).toThrow(expected);
  });
});
