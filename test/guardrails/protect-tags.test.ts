import { describe, expect, it } from 'vitest';
import { NAMES } from '../../product/names.ts';
import { EXEMPT_OWNER_TAG, EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../../product/tags.ts';
import { own, passRole, request, tagUser, untagUser } from '../infra/least-privilege/requests.ts';
import type { AuthorizationRequest } from '../support/simulator.ts';
import {
  ADMIN,
  DEPLOYMENT,
  GUARDS,
  OWNER,
  principalOf,
  REMEDIATION,
  STACK_SETS,
  session,
  textOf,
} from './protect-tags-guards.ts';

const OUR_TAGS = [KEEP_TAG, EXEMPT_UNTIL_TAG, EXEMPT_REASON_TAG, EXEMPT_OWNER_TAG];

const SPELLINGS: readonly (readonly [string, (key: string) => string])[] = [
  ['without a change', (key) => key],
  ['in lower case', (key) => key.toLowerCase()],
  ['in capitals', (key) => key.toUpperCase()],
  ['in mixed case', (key) => key.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())],
  // JavaScript's toLowerCase turns the Kelvin sign into a k; a comparison that folds only ASCII does not.
  ['with the Kelvin sign for a k', (key) => key.replace('key', '\u212Aey')],
];

const TAG_REQUESTS: readonly (readonly [string, (...keys: string[]) => AuthorizationRequest])[] = [
  ['tagging a user', tagUser],
  ['untagging a user', untagUser],
  ['creating a user', (...keys) => request('iam:CreateUser', own.user, tagUser(...keys).context)],
];

const WRITERS_OF_THE_LEDGER = [
  NAMES.ruleFunction,
  NAMES.remediationFunction,
  NAMES.reevaluationFunction,
  NAMES.notificationFunction,
];
const FUNCTIONS = [...WRITERS_OF_THE_LEDGER, NAMES.securityHubFunction];
const OTHER_ROLES = [NAMES.automationRole, NAMES.schedulerRole, 'access-key-deployer', 'access-key-owner'];

const ROLE_CHANGES = [
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:PutRolePolicy',
  'iam:DeleteRolePolicy',
  'iam:AttachRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:DeleteRolePermissionsBoundary',
];
const CODE_CHANGES = ['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration'];

const LEDGER_WRITES = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PartiQLDelete',
  'dynamodb:DeleteTable',
  'dynamodb:PutResourcePolicy',
  'dynamodb:DeleteResourcePolicy',
  'dynamodb:UpdateContinuousBackups',
];

/** As CloudFormation names the table of a stack, and of a stack of a StackSet. */
const LEDGER_TABLES = [
  'OneActiveKey-LedgerTable-1A2B3C4D5E6F',
  'StackSet-OneActiveKey-0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f-LedgerTable-1A2B3C4D5E6F',
];

describe.each(GUARDS)('%s', (_guard, document, decide) => {
  describe.each(TAG_REQUESTS)('%s', (_title, requestWith) => {
    it.each(SPELLINGS)('with our tags %s, alone and among other tags: denied', async (_spelling, spell) => {
      for (const key of OUR_TAGS.map(spell)) {
        for (const keys of [[key], ['team', key], [key, 'team', 'stage']]) {
          expect([keys, await decide(ADMIN, requestWith(...keys))]).toEqual([keys, 'ExplicitlyDenied']);
        }
      }
    });

    it.each([
      ['a user', principalOf('user/alice')],
      ['a user with the name of our role', principalOf(`user/${NAMES.remediationFunction}`)],
      ['a role whose name begins with the name of our role', session(`${NAMES.remediationFunction}-2`)],
      ['a role with the name of our role and a path', session(NAMES.remediationFunction, { path: 'team/' })],
      ['another role of ours', session(NAMES.automationRole)],
      ['the role that deploys', DEPLOYMENT],
      ['StackSets', STACK_SETS],
    ])('with our tags by %s: denied', async (_title, caller) => {
      for (const key of OUR_TAGS)
        expect([key, await decide(caller, requestWith(key))]).toEqual([key, 'ExplicitlyDenied']);
    });

    it.each([
      ['the remediation', REMEDIATION],
      ['the remediation in China', session(NAMES.remediationFunction, { partition: 'aws-cn' })],
      ['the role that the owners approved', OWNER],
    ])('with our tags by %s: allowed', async (_title, caller) => {
      for (const key of OUR_TAGS)
        expect([key, await decide(caller, requestWith(key, 'team'))]).toEqual([key, 'Allowed']);
    });

    it.each([
      'team',
      'one-active-key',
      'one-active-key:',
      'one-active-key:keeps',
      'one-active-key:exempt',
      'one-active-keys:keep',
      'my-one-active-key:keep',
      'our-backup-job:stage',
      'cost-center:12',
    ])('with the tag %s: allowed', async (key) =>
      expect(await decide(ADMIN, requestWith(key))).toBe('Allowed'),
    );

    it('without tags: allowed', async () => {
      expect(await decide(ADMIN, request(requestWith().action, own.user))).toBe('Allowed');
    });

    it.each(['our-backup-job:tier', 'our-backup-job:weekly-night', 'our-backup-job:weekly-nights'])(
      'with the tag %s, whose parts are as long as those of ours: denied, since the pattern covers every spelling',
      async (key) => expect(await decide(ADMIN, requestWith(key))).toBe('ExplicitlyDenied'),
    );
  });

  describe.each(['aws', 'aws-cn'])('the roles and functions that it trusts, in %s', (partition) => {
    const inPartition = (arn: string) => arn.replace('arn:aws:', `arn:${partition}:`);
    const admin = session('admin', { partition });
    const deployer = session('access-key-deployer', { partition });

    it.each(ROLE_CHANGES)('%s: only by the role that deploys', async (action) => {
      for (const role of [...FUNCTIONS, ...OTHER_ROLES]) {
        const change = request(action, inPartition(own.role(role)));
        for (const caller of [admin, REMEDIATION, OWNER]) {
          expect([role, await decide(caller, change)]).toEqual([role, 'ExplicitlyDenied']);
        }
        expect([role, await decide(deployer, change)]).toEqual([role, 'Allowed']);
      }
      expect(await decide(admin, request(action, inPartition(own.role('other'))))).toBe('Allowed');
    });

    it.each(CODE_CHANGES)('%s: only by the role that deploys', async (action) => {
      for (const name of FUNCTIONS) {
        const change = request(action, inPartition(own.function(name)));
        expect([name, await decide(admin, change)]).toEqual([name, 'ExplicitlyDenied']);
        expect([name, await decide(deployer, change)]).toEqual([name, 'Allowed']);
      }
      expect(await decide(admin, request(action, inPartition(own.function('other'))))).toBe('Allowed');
    });

    it.each(FUNCTIONS)('passing the role %s to other code: only by the role that deploys', async (name) => {
      const pass = passRole(inPartition(own.role(name)), 'lambda');
      expect(await decide(admin, pass)).toBe('ExplicitlyDenied');
      expect(await decide(deployer, pass)).toBe('Allowed');
    });

    it.each(LEDGER_WRITES)(
      '%s on the ledger: only by our functions and the role that deploys',
      async (action) => {
        for (const table of LEDGER_TABLES) {
          const write = request(action, `arn:${partition}:dynamodb:us-east-1:111122223333:table/${table}`);
          for (const caller of [
            admin,
            OWNER,
            session(NAMES.automationRole, { partition }),
            session(NAMES.securityHubFunction, { partition }),
          ]) {
            expect([table, await decide(caller, write)]).toEqual([table, 'ExplicitlyDenied']);
          }
          for (const name of WRITERS_OF_THE_LEDGER) {
            expect([table, await decide(session(name, { partition }), write)]).toEqual([table, 'Allowed']);
          }
          expect([table, await decide(deployer, write)]).toEqual([table, 'Allowed']);
        }
      },
    );

    it('reading the ledger, and writing other tables: allowed', async () => {
      const arn = (table: string) => `arn:${partition}:dynamodb:us-east-1:111122223333:table/${table}`;
      const [ledger = ''] = LEDGER_TABLES;
      expect(await decide(admin, request('dynamodb:Query', arn(ledger)))).toBe('Allowed');
      expect(await decide(admin, request('dynamodb:PutItem', arn('orders-LedgerTable-1A2B')))).toBe(
        'Allowed',
      );
    });

    it('passing the automation role, which every remediation needs: allowed', async () => {
      expect(await decide(admin, passRole(inPartition(own.role(NAMES.automationRole)), 'ssm'))).toBe(
        'Allowed',
      );
    });

    it('an admin can neither create nor change a role that the document excepts', async () => {
      const excepted = [...textOf(document).matchAll(/"aws:PrincipalArn":(\[[^\]]+\])/g)]
        .flatMap(([, arns = '']) => JSON.parse(arns))
        .map((arn: string) => arn.replace('arn:*:iam::*:', `arn:${partition}:iam::111122223333:`));
      expect(excepted.length).toBeGreaterThanOrEqual(4);
      for (const arn of excepted.map((each) => each.replace('*', 'x'))) {
        for (const action of ROLE_CHANGES) {
          expect([arn, await decide(admin, request(action, arn))]).toEqual([arn, 'ExplicitlyDenied']);
        }
      }
    });
  });

  it('has only statements that deny', () => {
    for (const statement of document.Statement) {
      expect(Object.keys(statement)).toEqual(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);
      expect([statement.Effect, statement.Sid]).toEqual(['Deny', expect.stringMatching(/^[A-Za-z0-9]+$/)]);
    }
  });
});
