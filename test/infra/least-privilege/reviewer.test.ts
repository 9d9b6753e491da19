import { describe, expect, it } from 'vitest';
import { createOperator } from '../../../demo/operator.ts';
import { REVIEWER_PERMISSIONS } from '../../../infra/permissions/reviewer.ts';
import { NAMES } from '../../../product/names.ts';
import { automationRoleArn } from '../../../product/role-path.ts';
import { authorizationsOf } from '../../support/authorizations.ts';
import { SENSIBLE, titleOf } from '../../support/capabilities.ts';
import { runIn } from '../../support/cli.ts';
import type { DeployOptions } from '../../support/cloudformation/deploy.ts';
import { directoryOf } from '../../support/directory.ts';
import { deactivate } from '../../support/remediation.ts';
import { served } from '../../support/served-account.ts';
import { type AuthorizationRequest, decide, decideBy, policy } from '../../support/simulator.ts';
import { actionsOf, REVIEWER_ROLE, reviewedStack, roleNamed, statementsOf } from './deployed-roles.ts';
import { FORBIDDEN_TO_ALL } from './forbidden.ts';
import { runProduct } from './product-run.ts';
import { addUsers } from './product-users.ts';
import { ledger, own, request } from './requests.ts';

const reviewer = (options: DeployOptions = {}) => roleNamed(reviewedStack(options), REVIEWER_ROLE);
const role = reviewer({ parameters: { ExistingLedgerTable: NAMES.sandboxLedger } });

/** The commands that only read, with every option that makes them call AWS. */
const COMMANDS = [
  ['preview', '--as-deployed', '--ledger-table', 'deployed'],
  ['verify', '--as-deployed'],
  ['explain', 'alice', '--as-deployed'],
  ['history', '--ledger-table', 'deployed'],
  ['pause', '--status'],
];

/** What the role may do for people, which no command calls; each has its reason in the code. */
const FOR_LATER = [
  'cloudformation:DescribeStacks',
  'cloudwatch:DescribeAlarmHistory',
  'cloudwatch:GetMetricStatistics',
  'config:GetComplianceDetailsByConfigRule',
  'logs:FilterLogEvents',
];

/**
 * The requests to IAM of these commands in an account with users in every situation, and with records of
 * deactivations.
 */
async function requestsOfCommands(): Promise<readonly AuthorizationRequest[]> {
  const { account, environment } = await served(addUsers, { withRunbooks: true });
  const { userId = '', userName = '' } = account.backdoor.users()[0] ?? {};
  await createOperator(account, { automationRoleArn: automationRoleArn(account) }).remediate(userName);
  await deactivate(account, userId, { automationExecutionId: '' });
  // A pause has a history only while it exists.
  await runIn({ ...environment, AWS_REGION: 'us-east-1' }, ['pause', '--reason', 'an incident']);
  const before = account.calls.length;
  for (const command of COMMANDS) {
    const { code, err } = await runIn({ ...environment, AWS_REGION: 'us-east-1' }, command, {
      now: account.clock.now,
    });
    expect({ code: [0, 3].includes(code), err }).toEqual({ code: true, err: '' });
  }
  const directory = directoryOf(account);
  return account.calls.slice(before).flatMap((call) => authorizationsOf(call, directory));
}

describe('the calls of the commands that read', () => {
  it('are allowed to reviewers, and need each permission that is not for later', async () => {
    const requests = await requestsOfCommands();
    for (const each of requests) expect([each, await decide(role, each)]).toEqual([each, 'Allowed']);
    const used = new Set(requests.map(({ action }) => action));
    expect([...used, ...FOR_LATER].toSorted()).toEqual(actionsOf(role).toSorted());
    for (const action of used) {
      const rest = statementsOf(role).map((each) => ({
        ...each,
        Action: [each.Action].flat().filter((other) => other !== action),
      }));
      const policies = [policy(...rest.filter(({ Action }) => Action.length > 0))];
      const [needed] = requests.filter((each) => each.action === action);
      expect(await decideBy(policies, needed ?? request(action))).toBe('ImplicitlyDenied');
    }
  });
});

describe('reviewers may not do what changes something', () => {
  it.each(Object.entries(FORBIDDEN_TO_ALL))('%s', async (_, each) => {
    expect(await decide(role, each)).toBe('ImplicitlyDenied');
  });

  it('of all that the product does, they may only read users, rules, results and records', async () => {
    const { calls, directory } = await runProduct();
    const requests = new Map(
      calls
        .flatMap((call) => authorizationsOf(call, directory))
        .map((each) => [JSON.stringify(each), each] as const),
    );
    const allowed = new Set<string>();
    const denied = new Set<string>();
    for (const each of requests.values()) {
      const kinds = [each.context?.['dynamodb:LeadingKeys'] ?? []].flat().map((kind) => ` ${kind}`);
      const isAllowed = (await decide(role, each)) === 'Allowed';
      (isAllowed ? allowed : denied).add(`${each.action}${kinds.join('')}`);
    }
    expect([...allowed].toSorted()).toEqual([
      'config:DescribeConfigRules',
      'config:GetComplianceDetailsByConfigRule',
      'dynamodb:Query KEY',
      'dynamodb:Query TOUCHED',
      'iam:GetAccessKeyLastUsed',
      'iam:GetUser',
      'iam:ListAccessKeys',
      'iam:ListUsers',
      'ssm:GetParametersByPath',
    ]);
    expect([...denied]).toEqual(
      expect.arrayContaining([
        'iam:UpdateAccessKey',
        'iam:DeleteAccessKey',
        'iam:TagUser',
        'iam:PassRole',
        'ssm:StartAutomationExecution',
        'lambda:InvokeFunction',
        'config:StartConfigRulesEvaluation',
        'dynamodb:PutItem RECEIPT',
        'dynamodb:Query PENDING',
      ]),
    );
  });

  // The Service Authorization Reference has GenerateCredentialReport as a read.
  it('no action is one that writes', () => {
    const withKey = actionsOf(reviewer({ parameters: { KmsKeyArn: own.kmsKey } }));
    const reads =
      /^((iam|config|cloudformation|cloudwatch|account):(Get|List|Describe)|cloudtrail:LookupEvents$|iam:GenerateCredentialReport$|dynamodb:Query$|logs:FilterLogEvents$|ssm:(GetParameter(History|sByPath)?|GetAutomationExecution)$|kms:(Decrypt|DescribeKey)$)/;
    expect(withKey).toEqual(expect.arrayContaining(['dynamodb:Query', 'kms:Decrypt']));
    expect(withKey.filter((action) => !reads.test(action))).toEqual([]);
  });
});

describe('without a ledger reviewers have no permission on a table or on a key', () => {
  it.each(SENSIBLE.map((parameters) => [titleOf(parameters), parameters] as const))(
    '%s',
    async (_, parameters) => {
      const hasLedger = parameters.Remediation !== 'None' || parameters.NearRealTime === 'true';
      const actions = actionsOf(reviewer({ parameters: { ...parameters, KmsKeyArn: own.kmsKey } }));
      const others = REVIEWER_PERMISSIONS.map(({ action }) => action);
      const onLedger = hasLedger ? ['dynamodb:Query', 'kms:Decrypt', 'kms:DescribeKey'] : [];
      expect(actions.toSorted()).toEqual([...others, ...onLedger].toSorted());
    },
  );
});

describe('with KmsKeyArn', () => {
  const keyPolicy = policy({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:root' },
    Action: 'kms:*',
    Resource: '*',
  });
  const withKey = reviewer({ parameters: { KmsKeyArn: own.kmsKey } });
  const decrypt = (service?: string, key: string = own.kmsKey) =>
    decide(
      withKey,
      request('kms:Decrypt', key, service === undefined ? {} : { 'kms:ViaService': service }),
      keyPolicy,
    );

  it('they may decrypt with the key through DynamoDB of this Region, and in no other way', async () => {
    expect(await decrypt('dynamodb.us-east-1.amazonaws.com')).toBe('Allowed');
    expect(await decrypt()).toBe('ImplicitlyDenied');
    expect(await decrypt('s3.us-east-1.amazonaws.com')).toBe('ImplicitlyDenied');
    expect(await decrypt('dynamodb.us-west-2.amazonaws.com')).toBe('ImplicitlyDenied');
    const other = own.kmsKey.replace('1234abcd', '0987dcba');
    expect(await decrypt('dynamodb.us-east-1.amazonaws.com', other)).toBe('ImplicitlyDenied');
  });

  it('they may query the table', async () => {
    expect(await decide(withKey, ledger('Query', ['RECEIPT']))).toBe('Allowed');
  });
});
