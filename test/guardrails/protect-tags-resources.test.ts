import { describe, expect, it } from 'vitest';
import { NAMES } from '../../product/names.ts';
import { own, passRole, request } from '../infra/least-privilege/requests.ts';
import { LEDGER_TABLES } from '../support/ledger-tables.ts';
import { GUARDS, OWNER, REMEDIATION, session, textOf } from './protect-tags-guards.ts';

/** The functions that services and our own roles invoke; they write the ledger, and nobody else does. */
const CALLED_BY_OUR_ROLES = [
  NAMES.ruleFunction,
  NAMES.remediationFunction,
  NAMES.reevaluationFunction,
  NAMES.notificationFunction,
];
const FUNCTIONS = [...CALLED_BY_OUR_ROLES, NAMES.securityHubFunction];
const ROLES_OF_OURS = [...FUNCTIONS, NAMES.automationRole, NAMES.schedulerRole, NAMES.reviewerRole];
const EXCEPTED_ROLES = ['access-key-deployer', 'access-key-owner'];

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

/** What changes the code of a function, stops it or opens it to others. */
const FUNCTION_CHANGES = [
  'lambda:AddPermission',
  'lambda:CreateFunctionUrlConfig',
  'lambda:DeleteFunction',
  'lambda:DeleteFunctionEventInvokeConfig',
  'lambda:PutFunctionConcurrency',
  'lambda:PutFunctionEventInvokeConfig',
  'lambda:RemovePermission',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
];

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
  'dynamodb:RestoreTableFromBackup',
  'dynamodb:RestoreTableToPointInTime',
  'dynamodb:UpdateContinuousBackups',
  'dynamodb:UpdateTable',
  'dynamodb:UpdateTimeToLive',
];

describe.each(GUARDS)('%s', (_guard, document, decide) => {
  describe.each(['aws', 'aws-cn'])('the roles and functions that it trusts, in %s', (partition) => {
    const inPartition = (arn: string) => arn.replace('arn:aws:', `arn:${partition}:`);
    const admin = session('admin', { partition });
    const deployer = session('access-key-deployer', { partition });

    it.each(ROLE_CHANGES)('%s: only by the role that deploys', async (action) => {
      for (const role of [...ROLES_OF_OURS, ...EXCEPTED_ROLES]) {
        const change = request(action, inPartition(own.role(role)));
        for (const caller of [admin, REMEDIATION, OWNER]) {
          expect([role, await decide(caller, change)]).toEqual([role, 'ExplicitlyDenied']);
        }
        expect([role, await decide(deployer, change)]).toEqual([role, 'Allowed']);
      }
      expect(await decide(admin, request(action, inPartition(own.role('other'))))).toBe('Allowed');
    });

    it.each(ROLES_OF_OURS)(
      'creating %s in any path, as the central topic trusts it: only by the role that deploys',
      async (name) => {
        for (const path of ['x/', 'security/keys/']) {
          const change = request('iam:CreateRole', inPartition(own.role(`${path}${name}`)));
          expect([path, await decide(admin, change)]).toEqual([path, 'ExplicitlyDenied']);
          expect([path, await decide(deployer, change)]).toEqual([path, 'Allowed']);
        }
      },
    );

    it.each(FUNCTION_CHANGES)('%s: only by the role that deploys', async (action) => {
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

    it.each(CALLED_BY_OUR_ROLES)('invoking %s: only by our roles and the role that deploys', async (name) => {
      const invocation = request('lambda:InvokeFunction', inPartition(own.function(name)));
      for (const caller of [admin, OWNER, session(NAMES.notificationFunction, { partition })])
        expect(await decide(caller, invocation)).toBe('ExplicitlyDenied');
      for (const caller of [session(NAMES.automationRole, { partition }), deployer])
        expect(await decide(caller, invocation)).toBe('Allowed');
    });

    it('invoking the function for Security Hub, as its page does, and another function: allowed', async () => {
      for (const name of [NAMES.securityHubFunction, 'other'])
        expect(await decide(admin, request('lambda:InvokeFunction', inPartition(own.function(name))))).toBe(
          'Allowed',
        );
    });

    it.each(LEDGER_WRITES)(
      '%s on the ledger: only by our functions and the role that deploys',
      async (action) => {
        for (const table of Object.values(LEDGER_TABLES)) {
          const write = request(action, `arn:${partition}:dynamodb:us-east-1:111122223333:table/${table}`);
          for (const caller of [
            admin,
            OWNER,
            session(NAMES.automationRole, { partition }),
            session(NAMES.securityHubFunction, { partition }),
          ]) {
            expect([table, await decide(caller, write)]).toEqual([table, 'ExplicitlyDenied']);
          }
          for (const name of CALLED_BY_OUR_ROLES) {
            expect([table, await decide(session(name, { partition }), write)]).toEqual([table, 'Allowed']);
          }
          expect([table, await decide(deployer, write)]).toEqual([table, 'Allowed']);
        }
      },
    );

    it('reading the ledger, and writing other tables: allowed', async () => {
      const arn = (table: string) => `arn:${partition}:dynamodb:us-east-1:111122223333:table/${table}`;
      for (const ledger of Object.values(LEDGER_TABLES))
        expect(await decide(admin, request('dynamodb:Query', arn(ledger)))).toBe('Allowed');
      expect(await decide(admin, request('dynamodb:PutItem', arn('orders-1A2B')))).toBe('Allowed');
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
});
