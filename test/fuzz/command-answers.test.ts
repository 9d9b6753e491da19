import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedAnswerError } from '../../aws/errors.ts';
import { LedgerNameError, openLedger } from '../../bin/account/ledger-table.ts';
import { listOrganization } from '../../bin/accounts/organization.ts';
import { roleCredentials } from '../../bin/accounts/role-session.ts';
import { createAttempts } from '../../bin/commands/history/attempts.ts';
import { readExecutions } from '../../bin/commands/history/read-executions.ts';
import { readPauseWithHistory } from '../../bin/commands/pause/read-pause.ts';
import { readCredentialReport } from '../../bin/inventory/credential-report.ts';
import { readAuthorizationDetails } from '../../bin/privileges/authorization-details.ts';
import { NAMES } from '../../product/names.ts';
import { readPause } from '../../remediation/shared/pause.ts';
import { jsonProtocol } from '../../sandbox/wire/json.ts';
import { queryProtocol } from '../../sandbox/wire/query.ts';
import { assertLaw, nearlyValid, nearlyValidText, textOf } from '../support/fuzz.ts';
import { anyText, assertReader, listOf, nonEmptyText, type Reader, validTime } from '../support/readers.ts';
import { rethrowSdkError, SdkDeserializationError, settingsWithAnswersOf } from '../support/sdk-answers.ts';
import { NOW } from '../support/users.ts';

const ACCOUNT = { Id: '111122223333', Name: 'production', State: 'ACTIVE' };
const PARAMETER = { Name: NAMES.pauseParameter, Value: 'an incident', Version: 3, LastModifiedDate: 1 };
const EXECUTION = { AutomationExecution: { ExecutedBy: 'arn:aws:sts::111122223333:assumed-role/ops/alice' } };
const CREDENTIALS = {
  AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  SecretAccessKey: 'none',
  SessionToken: 'none',
  Expiration: '2026-11-21T13:00:00Z',
};
const DOCUMENT = '%7B%22Statement%22%3A%5B%5D%7D';
const ATTACHED = [{ PolicyName: 'a', PolicyArn: 'arn:aws:iam::aws:policy/a' }];
const DETAILS = {
  UserDetailList: [
    {
      UserId: 'AIDACKCEVSQ6C2EXAMPLE',
      GroupList: ['ops'],
      AttachedManagedPolicies: ATTACHED,
      UserPolicyList: [{ PolicyName: 'b', PolicyDocument: DOCUMENT }],
      Tags: [{ Key: 'owner', Value: 'payments' }],
    },
  ],
  GroupDetailList: [{ GroupName: 'ops', AttachedManagedPolicies: ATTACHED, GroupPolicyList: [] }],
  Policies: [
    {
      Arn: 'arn:aws:iam::aws:policy/a',
      DefaultVersionId: 'v1',
      PolicyVersionList: [{ VersionId: 'v1', Document: DOCUMENT }],
    },
  ],
};

const policies = {
  attached: listOf(nonEmptyText),
  inline: listOf({ name: nonEmptyText, document: anyText }),
};

const JSON_SERVICES: readonly Reader[] = [
  {
    operation: 'ListAccounts',
    answer: { Accounts: [ACCOUNT, ACCOUNT] },
    read: async (settings) =>
      (await listOrganization(new OrganizationsClient(settings))).map(
        ({ accountName, unusable = '', ...rest }) => ({ ...rest, unusable, accountName: accountName ?? '' }),
      ),
    returns: listOf({
      accountId: expect.stringMatching(/^\d{12}$/),
      accountName: anyText,
      unusable: anyText,
    }),
  },
  {
    operation: 'GetParametersByPath',
    answer: { Parameters: [PARAMETER] },
    // A parameter of another name pauses nothing.
    read: async (settings) => (await readPause(new SSMClient(settings))) ?? 'not paused',
    returns: nonEmptyText,
  },
  {
    operation: 'GetAutomationExecution',
    answer: EXECUTION,
    read: async (settings) => {
      const attempts = createAttempts(new AbortController().signal, []);
      const ssm = new SSMClient(settings);
      const told = (await readExecutions({ ssm, executions: ['x'], attempts, onProgress: () => {} })).get(
        'x',
      );
      // What could not be read has its reason.
      if (!told) throw new MalformedAnswerError('x', attempts.unread[0]?.reason);
      const { starter, document, userId, outcome } = told;
      return [starter.arn ?? '', document, userId, outcome];
    },
    returns: listOf(anyText),
  },
];

const QUERY_SERVICES: readonly Reader[] = [
  {
    operation: 'AssumeRole',
    answer: { Credentials: CREDENTIALS },
    read: (settings) => {
      const role = { roleArn: 'arn', externalId: undefined, sessionName: 'alice' };
      return roleCredentials(new STSClient(settings), role, () => NOW)();
    },
    returns: {
      accessKeyId: nonEmptyText,
      secretAccessKey: nonEmptyText,
      sessionToken: nonEmptyText,
      expiration: validTime,
    },
  },
  {
    operation: 'GetAccountAuthorizationDetails',
    answer: DETAILS,
    read: async (settings) => {
      const { users, groups, documents } = await readAuthorizationDetails(new IAMClient(settings));
      return {
        users: [...users].map(([id, { tags, ...user }]) => ({ ...user, id, tags: [...tags] })),
        groups: [...groups].map(([name, group]) => ({ ...group, name })),
        documents: [...documents],
      };
    },
    returns: {
      users: listOf({
        ...policies,
        id: nonEmptyText,
        groups: listOf(nonEmptyText),
        tags: listOf([nonEmptyText, anyText]),
      }),
      groups: listOf({ ...policies, name: nonEmptyText }),
      documents: listOf([nonEmptyText, anyText]),
    },
  },
];

describe('a nearly valid answer to a command leads to a valid value or to a typed error', () => {
  it.each(JSON_SERVICES)('$operation', (reader) => assertReader(reader, jsonProtocol, reader.answer));
  it.each(QUERY_SERVICES)('$operation', (reader) => assertReader(reader, queryProtocol, reader.answer));
});

describe('nearly valid answers of Parameter Store', () => {
  const history = { Parameters: [{ ...PARAMETER, LastModifiedUser: 'arn:aws:iam::111122223333:user/ops' }] };
  const ssmWith = (answers: Readonly<Record<string, unknown>>) =>
    new SSMClient(settingsWithAnswersOf(jsonProtocol, answers));

  it('lead to a pause, with its history as far as that can be read, or to a typed error', () =>
    assertLaw({
      inputs: fc.record({
        GetParametersByPath: nearlyValid({ Parameters: [PARAMETER] }),
        GetParameterHistory: nearlyValid(history),
      }),
      read: async (answers) => readPauseWithHistory(ssmWith(answers)).catch(rethrowSdkError),
      contract: (pause) => {
        if (!pause) return;
        expect(pause).toMatchObject({
          reason: nonEmptyText,
          version: expect.any(Number),
          changedAt: validTime,
        });
        if (pause?.since) expect(pause.since).toEqual(validTime);
        if (pause?.changedBy !== undefined) expect(typeof pause.changedBy).toBe('string');
      },
      errors: [MalformedAnswerError, SdkDeserializationError],
      numRuns: 300,
    }));

  it('lead to the name of a table in this account, or to a LedgerNameError', () =>
    assertLaw({
      inputs: nearlyValid({ Parameter: { ...PARAMETER, Value: 'one-active-key-ledger' } }),
      read: async (answer) => {
        const clients = {
          ssm: () => ssmWith({ GetParameter: answer }),
          dynamodb: () => new DynamoDBClient(),
        };
        return openLedger('deployed', clients);
      },
      contract: (ledger) => expect(ledger?.tableName).toMatch(/^[\w.-]{3,255}$/),
      errors: [LedgerNameError],
      numRuns: 300,
    }));
});

describe('a credential report with any content', () => {
  const rows = [
    ['user', 'arn', 'user_creation_time', 'password_enabled', 'mfa_active'],
    ['alice', 'arn:aws:iam::111122223333:user/alice', '2026-11-21T12:00:00+00:00', 'true', 'false'],
  ];
  const csv = nearlyValid(rows)
    .map((table) => [table].flat(1).map((row) => [row].flat(1).map(textOf).join(',')))
    .map((lines) => lines.join('\n'))
    .chain(nearlyValidText);
  const alice = {
    arn: 'arn:aws:iam::111122223333:user/alice',
    createdAt: new Date('2026-11-21T12:00:00Z'),
  } as never;

  it('says who has access to the console, or that nobody knows, or is a MalformedAnswerError', () =>
    assertLaw({
      inputs: fc.record({
        Content: csv.map((text) => Buffer.from(text).toString('base64')).chain(nearlyValidText),
        GeneratedTime: nearlyValidText('2026-11-21T12:00:00Z'),
      }),
      read: (report) => {
        const answers = { GenerateCredentialReport: { State: 'COMPLETE' }, GetCredentialReport: report };
        const iam = new IAMClient(settingsWithAnswersOf(queryProtocol, answers));
        return readCredentialReport(iam, async () => {}).catch(rethrowSdkError);
      },
      contract: ({ generatedAt, consoleAccessOf }) => {
        expect(generatedAt).toEqual(validTime);
        expect(['yes', 'no', 'unknown']).toContain(consoleAccessOf(alice));
      },
      errors: [MalformedAnswerError, SdkDeserializationError],
      numRuns: 300,
    }));
});
