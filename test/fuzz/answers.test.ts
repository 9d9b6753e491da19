import { AccountClient } from '@aws-sdk/client-account';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import {
  listAggregatedRules,
  listNonCompliantResults,
  listRecordedUsers,
} from '../../aws/aggregated-results.ts';
import { listSourceUpdates, readSourceAccounts } from '../../aws/aggregator-sources.ts';
import { readHeldResult } from '../../aws/compliance-of-resource.ts';
import { listRules } from '../../aws/config-rules.ts';
import { lookUpKeyEvents } from '../../aws/event-history.ts';
import { getAccessKeyLastUse, listAccessKeys } from '../../aws/iam-access-keys.ts';
import { findUserByName, listUsers } from '../../aws/iam-users.ts';
import { listEnabledRegions } from '../../aws/regions.ts';
import { listNonCompliantUsers } from '../../aws/rule-results.ts';
import { startRunbook } from '../../aws/runbook-executions.ts';
import { userName } from '../../policy/identifiers.ts';
import { listHeldResults, putEvaluations } from '../../rule/evaluation/config-evaluations.ts';
import { jsonProtocol } from '../../sandbox/wire/json.ts';
import { queryProtocol } from '../../sandbox/wire/query.ts';
import { FindingNotFoundError, FindingNotUpdatedError } from '../../security-hub/errors.ts';
import { readCurrentFinding, updateFinding } from '../../security-hub/findings.ts';
import {
  anObject,
  anyText,
  assertReader,
  listOf,
  nonEmptyText,
  type Reader,
  validTime,
} from '../support/readers.ts';
import { KEY } from '../support/users.ts';

const ALICE = userName('alice');
const TAGS = [
  { Key: 'team', Value: 'a' },
  { Key: 'one-active-key:keep', Value: KEY.a },
];
const USER = { UserName: 'alice', UserId: 'AIDACKCEVSQ6C2EXAMPLE', Path: '/' };
const KEYS = [
  { UserName: 'alice', AccessKeyId: KEY.a, Status: 'Active', CreateDate: '2026-11-21T12:00:00Z' },
  { UserName: 'alice', AccessKeyId: KEY.b, Status: 'Inactive', CreateDate: '2026-11-21T12:00:00Z' },
];
const LAST_USE = { ServiceName: 's3', Region: 'us-east-1', LastUsedDate: '2026-11-21T12:00:00Z' };
const RESULT = { EvaluationResultIdentifier: { EvaluationResultQualifier: { ResourceId: USER.UserId } } };
const RULE = { ConfigRuleName: 'a-rule', Source: { SourceIdentifier: 'arn' } };

const AGGREGATOR = { name: 'organization', region: 'us-east-1' };
const AGGREGATED_RULE = { accountId: '111122223333', configRuleName: 'a-rule' };
const SOURCES = {
  OrganizationAggregationSource: { RoleArn: 'arn', AllAwsRegions: true },
  AccountAggregationSources: [{ AccountIds: ['111122223333'], AwsRegions: ['us-east-1'] }],
};
const SOURCE = { SourceId: '111122223333', SourceType: 'ACCOUNT', AwsRegion: 'us-east-1' };
const FAILED_SOURCE = { ...SOURCE, LastUpdateStatus: 'FAILED', LastUpdateTime: 1, LastErrorCode: 'A' };
const COMPLIANCE = {
  ConfigRuleName: 'a-rule',
  Compliance: { ComplianceType: 'COMPLIANT' },
  AccountId: '111122223333',
};
const RESULT_OF_ACCOUNT = {
  ...RESULT,
  Annotation: 'two keys',
  ResultRecordedTime: 1,
  ConfigRuleInvokedTime: 2,
};
const USER_ON_RECORD = { accountId: '111122223333', resourceId: USER.UserId, resourceName: 'alice' };

const EVENT = {
  EventId: '1a2b3c4d-0000-1111-2222-333344445555',
  EventName: 'GetCallerIdentity',
  EventSource: 'sts.amazonaws.com',
  EventTime: 1,
  AccessKeyId: KEY.a,
  CloudTrailEvent: JSON.stringify({ sourceIPAddress: '192.0.2.7', userAgent: 'aws-cli/2.31.0' }),
};
const LOOKUP = {
  accessKeyId: KEY.a,
  from: new Date(0),
  to: new Date(1),
  mayGoOn: (pages: number) => pages < 3,
};

const RESULT_OF_USER = {
  EvaluationResultIdentifier: { EvaluationResultQualifier: { ConfigRuleName: 'a-rule' } },
  ComplianceType: 'NON_COMPLIANT',
  Annotation: 'two keys',
  ResultRecordedTime: 1,
};
const NO_RESULT = { complianceType: 'NONE', annotation: '', recordedAt: new Date(0) };
const FINDING = { Id: 'a', ProductArn: 'b', AwsAccountId: '111122223333', Resources: [{ Id: 'arn' }] };

const IAM: readonly Reader[] = [
  {
    operation: 'ListUsers',
    answer: { Users: [USER, USER] },
    read: (settings) => toList(listUsers(new IAMClient(settings))),
    returns: listOf({ userName: nonEmptyText, userId: nonEmptyText }),
  },
  {
    operation: 'ListAccessKeys',
    answer: { AccessKeyMetadata: KEYS },
    read: (settings) => listAccessKeys(new IAMClient(settings), ALICE),
    returns: listOf({ id: nonEmptyText, status: nonEmptyText, createdAt: validTime }),
  },
  {
    operation: 'GetUser',
    answer: { User: { ...USER, Tags: TAGS } },
    read: async (settings) => {
      const { tags = new Map(), ...user } =
        (await findUserByName(new IAMClient(settings), ALICE)) ?? USER_NONE;
      return { ...user, tags: [...tags] };
    },
    returns: { userName: nonEmptyText, userId: nonEmptyText, tags: listOf([nonEmptyText, anyText]) },
  },
  {
    operation: 'GetAccessKeyLastUsed',
    answer: { UserName: 'alice', AccessKeyLastUsed: LAST_USE },
    read: async (settings) =>
      (await getAccessKeyLastUse(new IAMClient(settings), { userName: ALICE, key: KEY.a })) ?? NEVER,
    returns: { at: validTime, service: anyText, region: anyText },
  },
];

const USER_NONE = { userName: 'nobody', userId: USER.UserId, tags: new Map<string, string>() };

const NEVER = { at: new Date(0), service: '', region: '' };

const JSON_SERVICES: readonly Reader[] = [
  {
    operation: 'PutEvaluations',
    answer: { FailedEvaluations: [{ ComplianceResourceId: USER.UserId }] },
    read: (settings) => putEvaluations(new ConfigServiceClient(settings), 'token', []),
    returns: listOf(anObject),
  },
  {
    operation: 'GetComplianceDetailsByConfigRule',
    answer: { EvaluationResults: [RESULT, RESULT] },
    read: async (settings) => [
      ...(await listHeldResults(new ConfigServiceClient(settings), 'a-rule')).keys(),
    ],
    returns: listOf(nonEmptyText),
  },
  {
    operation: 'GetComplianceDetailsByConfigRule',
    answer: { EvaluationResults: [RESULT, RESULT] },
    read: (settings) => listNonCompliantUsers(new ConfigServiceClient(settings), 'a-rule'),
    returns: listOf(expect.stringMatching(/^AIDA[A-Z0-9]{12,124}$/)),
  },
  {
    operation: 'GetComplianceDetailsByResource',
    answer: { EvaluationResults: [RESULT_OF_USER] },
    read: async (settings) => {
      const resource = { configRuleName: 'a-rule', resourceType: 'a', resourceId: 'b' };
      return (await readHeldResult(new ConfigServiceClient(settings), resource)) ?? NO_RESULT;
    },
    returns: { complianceType: nonEmptyText, annotation: anyText, recordedAt: validTime },
  },
  {
    operation: 'GetFindings',
    answer: { Findings: [FINDING] },
    read: async (settings) => {
      const finding = { id: 'a', productArn: 'b' };
      const read = readCurrentFinding(new SecurityHubClient(settings), finding);
      return (await orAbsent(read, FindingNotFoundError))?.id ?? '';
    },
    returns: anyText,
  },
  {
    operation: 'BatchUpdateFindings',
    answer: { ProcessedFindings: [{ Id: 'a', ProductArn: 'b' }], UnprocessedFindings: [] },
    read: async (settings) => {
      const finding = { id: 'a', productArn: 'b' };
      const update = updateFinding(new SecurityHubClient(settings), finding, { action: 'update', note: 'n' });
      return typeof (await orAbsent(update, FindingNotUpdatedError));
    },
    returns: 'undefined',
  },
  {
    operation: 'DescribeConfigRules',
    answer: { ConfigRules: [RULE, RULE] },
    read: (settings) => listRules(new ConfigServiceClient(settings), 'arn'),
    returns: listOf(anObject),
  },
  {
    operation: 'DescribeConfigurationAggregators',
    answer: { ConfigurationAggregators: [SOURCES] },
    read: async (settings) => (await readSourceAccounts(new ConfigServiceClient(settings), AGGREGATOR)) ?? [],
    returns: listOf(nonEmptyText),
  },
  {
    operation: 'DescribeConfigurationAggregatorSourcesStatus',
    answer: { AggregatedSourceStatusList: [SOURCE, FAILED_SOURCE] },
    read: async (settings) =>
      (await listSourceUpdates(new ConfigServiceClient(settings), 'organization')).map(
        ({ region = '', updatedAt = NEVER.at, ...update }) => ({ ...update, region, updatedAt }),
      ),
    returns: listOf({
      sourceId: nonEmptyText,
      isOrganization: expect.any(Boolean),
      region: anyText,
      status: nonEmptyText,
      updatedAt: validTime,
      error: anyText,
    }),
  },
  {
    operation: 'DescribeAggregateComplianceByConfigRules',
    answer: { AggregateComplianceByConfigRules: [COMPLIANCE, COMPLIANCE] },
    read: (settings) => listAggregatedRules(new ConfigServiceClient(settings), AGGREGATOR),
    returns: listOf({
      accountId: nonEmptyText,
      configRuleName: nonEmptyText,
      complianceType: nonEmptyText,
    }),
  },
  {
    operation: 'GetAggregateComplianceDetailsByConfigRule',
    answer: { AggregateEvaluationResults: [RESULT_OF_ACCOUNT, RESULT_OF_ACCOUNT] },
    read: (settings) =>
      listNonCompliantResults(new ConfigServiceClient(settings), AGGREGATOR, AGGREGATED_RULE),
    returns: listOf({ userId: nonEmptyText, annotation: anyText, resultAt: validTime }),
  },
  {
    operation: 'SelectAggregateResourceConfig',
    answer: { Results: [JSON.stringify(USER_ON_RECORD)] },
    read: (settings) => listRecordedUsers(new ConfigServiceClient(settings), 'organization'),
    returns: listOf({ accountId: nonEmptyText, userId: nonEmptyText, userName: anyText }),
  },
  {
    operation: 'LookupEvents',
    answer: { Events: [EVENT, EVENT], NextToken: 'next' },
    read: async (settings) => (await lookUpKeyEvents(new CloudTrailClient(settings), LOOKUP)).events,
    returns: listOf({
      at: validTime,
      service: nonEmptyText,
      action: nonEmptyText,
      sourceAddress: anyText,
      userAgent: anyText,
      vpcEndpointId: anyText,
      errorCode: anyText,
    }),
  },
  {
    operation: 'ListRegions',
    answer: { Regions: [{ RegionName: 'us-east-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' }] },
    read: (settings) => listEnabledRegions(new AccountClient(settings)),
    returns: listOf(nonEmptyText),
  },
  {
    operation: 'StartAutomationExecution',
    answer: { AutomationExecutionId: '4105a4fc-f944-11e6-9d32-0a1b2c3d4950' },
    read: (settings) => startRunbook(new SSMClient(settings), 'a-runbook', {}),
    returns: nonEmptyText,
  },
];

describe('a nearly valid answer of AWS leads to a valid value or to a typed error', () => {
  it.each(IAM)('$operation', (reader) => {
    const page = { ...reader.answer, IsTruncated: 'true', Marker: 'next' };
    return assertReader(reader, queryProtocol, page);
  });

  it.each(JSON_SERVICES)('$operation', (reader) => assertReader(reader, jsonProtocol, reader.answer));
});

/** Undefined if the error says that something is not there. */
async function orAbsent<Value>(
  work: Promise<Value>,
  known: new (...args: never[]) => Error,
): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof known) return undefined;
    throw error;
  }
}

async function toList<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}
