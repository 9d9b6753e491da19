import {
  type ComplianceType,
  type ConfigServiceClient,
  DescribeAggregateComplianceByConfigRulesCommand,
  DescribeConfigurationAggregatorSourcesStatusCommand,
  DescribeConfigurationAggregatorsCommand,
  GetAggregateComplianceDetailsByConfigRuleCommand,
  paginateDescribeAggregateComplianceByConfigRules,
  paginateGetAggregateComplianceDetailsByConfigRule,
  paginateSelectAggregateResourceConfig,
  SelectAggregateResourceConfigCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { createAggregator } from '../../../sandbox/aggregator/aggregator.ts';
import type { AggregatedResult, AggregatorDefinition } from '../../../sandbox/aggregator/state.ts';
import { refusalOf } from '../refusal.ts';

const NAME = 'all-accounts';
const AT = new Date('2026-11-20T06:00:00.000Z');

function anAggregator(definition: Partial<AggregatorDefinition> = {}) {
  const account = createSandboxAccount();
  const aggregator = createAggregator({ name: NAME, organization: ['us-east-1'], ...definition });
  account.addOperations('config', aggregator.operations);
  const { config } = account.connect({ principal: 'auditor', maxAttempts: 1 });
  return { ...aggregator, config };
}

const aResult = (change: Partial<AggregatedResult> = {}): AggregatedResult => ({
  accountId: '111122223333',
  awsRegion: 'us-east-1',
  configRuleName: 'rule',
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDA1',
  complianceType: 'NON_COMPLIANT',
  annotation: 'Two keys',
  recordedAt: AT,
  ...change,
});

async function rulesOf(config: ConfigServiceClient, Filters = {}) {
  const rules: unknown[] = [];
  let pages = 0;
  const request = { ConfigurationAggregatorName: NAME, Filters };
  for await (const page of paginateDescribeAggregateComplianceByConfigRules({ client: config }, request)) {
    pages += 1;
    for (const {
      AccountId,
      AwsRegion,
      ConfigRuleName,
      Compliance,
    } of page.AggregateComplianceByConfigRules ?? [])
      rules.push([AccountId, AwsRegion, ConfigRuleName, Compliance?.ComplianceType]);
  }
  return { pages, rules };
}

const DETAILS = {
  ConfigurationAggregatorName: NAME,
  ConfigRuleName: 'rule',
  AccountId: '111122223333',
  AwsRegion: 'us-east-1',
};

async function detailsOf(config: ConfigServiceClient, change = {}) {
  const ids: unknown[] = [];
  const sizes: number[] = [];
  const request = { ...DETAILS, ...change };
  for await (const page of paginateGetAggregateComplianceDetailsByConfigRule({ client: config }, request)) {
    const results = page.AggregateEvaluationResults ?? [];
    sizes.push(results.length);
    ids.push(
      ...results.map((each) => each.EvaluationResultIdentifier?.EvaluationResultQualifier?.ResourceId),
    );
  }
  return { ids, sizes };
}

describe('DescribeConfigurationAggregators', () => {
  it('tells the Regions of an organization and of accounts', async () => {
    const accounts = [{ accountIds: ['123456789012'], regions: 'all' as const }];
    const { config } = anAggregator({ accounts });
    const { ConfigurationAggregators } = await config.send(new DescribeConfigurationAggregatorsCommand({}));
    expect(ConfigurationAggregators).toMatchObject([
      {
        ConfigurationAggregatorName: NAME,
        OrganizationAggregationSource: { AwsRegions: ['us-east-1'], AllAwsRegions: false },
        AccountAggregationSources: [{ AccountIds: ['123456789012'], AllAwsRegions: true }],
      },
    ]);
  });
});

describe('an aggregator that does not exist', () => {
  it.each([
    new DescribeConfigurationAggregatorsCommand({ ConfigurationAggregatorNames: ['absent'] }),
    new DescribeConfigurationAggregatorSourcesStatusCommand({ ConfigurationAggregatorName: 'absent' }),
    new DescribeAggregateComplianceByConfigRulesCommand({ ConfigurationAggregatorName: 'absent' }),
    new GetAggregateComplianceDetailsByConfigRuleCommand({
      ...DETAILS,
      ConfigurationAggregatorName: 'absent',
    }),
    new SelectAggregateResourceConfigCommand({ ConfigurationAggregatorName: 'absent', Expression: 'x' }),
  ])('is refused by operation %#', async (command) => {
    const { config } = anAggregator();
    const refusal = await refusalOf(config.send(command as DescribeConfigurationAggregatorsCommand));
    expect(refusal.name).toBe('NoSuchConfigurationAggregatorException');
  });
});

describe('DescribeConfigurationAggregatorSourcesStatus', () => {
  it('shows the newest status of each source, and only the asked ones', async () => {
    const { config, setSource } = anAggregator();
    setSource({ sourceId: 'organization', sourceType: 'ORGANIZATION', status: 'SUCCEEDED' });
    const source = { sourceId: '111122223333', awsRegion: 'us-east-1' };
    setSource({ ...source, status: 'SUCCEEDED' });
    setSource({ ...source, status: 'FAILED', errorCode: 'AccessDenied', errorMessage: 'no authorization' });
    const request = { ConfigurationAggregatorName: NAME };
    const all = await config.send(new DescribeConfigurationAggregatorSourcesStatusCommand(request));
    expect(all.AggregatedSourceStatusList).toHaveLength(2);
    const failed = await config.send(
      new DescribeConfigurationAggregatorSourcesStatusCommand({ ...request, UpdateStatus: ['FAILED'] }),
    );
    expect(failed.AggregatedSourceStatusList).toMatchObject([
      { SourceId: '111122223333', AwsRegion: 'us-east-1', LastErrorCode: 'AccessDenied' },
    ]);
  });
});

describe('DescribeAggregateComplianceByConfigRules', () => {
  it('a rule is NON_COMPLIANT if one of its resources is, in its account and Region', async () => {
    const { config, record } = anAggregator();
    record(aResult({ complianceType: 'COMPLIANT' }));
    record(aResult({ resourceId: 'AIDA2' }));
    record(aResult({ accountId: '123456789012', complianceType: 'COMPLIANT' }));
    record(aResult({ awsRegion: 'eu-west-1', complianceType: 'COMPLIANT' }));
    const { rules } = await rulesOf(config);
    expect(rules).toEqual([
      ['111122223333', 'eu-west-1', 'rule', 'COMPLIANT'],
      ['111122223333', 'us-east-1', 'rule', 'NON_COMPLIANT'],
      ['123456789012', 'us-east-1', 'rule', 'COMPLIANT'],
    ]);
  });

  it.each([
    [{ AccountId: '123456789012' }, 1],
    [{ AwsRegion: 'us-east-1' }, 2],
    [{ ComplianceType: 'NON_COMPLIANT' }, 1],
    [{ ConfigRuleName: 'other' }, 0],
  ])('the filter %o shows %i rules', async (filters, count) => {
    const { config, record } = anAggregator();
    record(aResult());
    record(aResult({ accountId: '123456789012', complianceType: 'COMPLIANT' }));
    expect((await rulesOf(config, filters)).rules).toHaveLength(count);
  });

  it('does not show a rule whose results are all NOT_APPLICABLE', async () => {
    const { config, record } = anAggregator();
    record(aResult());
    record(aResult({ complianceType: 'NOT_APPLICABLE' }));
    expect((await rulesOf(config)).rules).toEqual([]);
  });

  it('may begin with an empty page', async () => {
    const { config, record } = anAggregator({ emptyFirstPages: true });
    record(aResult());
    const { pages, rules } = await rulesOf(config);
    expect({ pages, count: rules.length }).toEqual({ pages: 2, count: 1 });
  });
});

describe('GetAggregateComplianceDetailsByConfigRule', () => {
  it('shows 120 results in pages of 50, of 100, and of the size that is asked for', async () => {
    const { config, record } = anAggregator();
    for (let n = 1; n <= 120; n += 1) record(aResult({ resourceId: `AIDA${n}` }));
    expect((await detailsOf(config)).sizes).toEqual([50, 50, 20]);
    expect((await detailsOf(config, { Limit: 100 })).sizes).toEqual([100, 20]);
    expect(new Set((await detailsOf(config, { Limit: 7 })).ids).size).toBe(120);
  });

  it('shows the results of one rule, account, Region and type', async () => {
    const { config, record } = anAggregator({ emptyFirstPages: true });
    record(aResult());
    record(aResult({ resourceId: 'AIDA2', complianceType: 'COMPLIANT' }));
    record(aResult({ resourceId: 'AIDA3', configRuleName: 'other' }));
    record(aResult({ resourceId: 'AIDA4', awsRegion: 'eu-west-1' }));
    record(aResult({ resourceId: 'AIDA5', accountId: '123456789012' }));
    expect(await detailsOf(config)).toEqual({ ids: ['AIDA1', 'AIDA2'], sizes: [0, 2] });
    expect((await detailsOf(config, { ComplianceType: 'NON_COMPLIANT' })).ids).toEqual(['AIDA1']);
  });

  it('shows the annotation and the times of a result', async () => {
    const { config, record } = anAggregator();
    record(aResult());
    const answer = await config.send(new GetAggregateComplianceDetailsByConfigRuleCommand(DETAILS));
    expect(answer.AggregateEvaluationResults).toMatchObject([
      {
        Annotation: 'Two keys',
        ResultRecordedTime: AT,
        ConfigRuleInvokedTime: AT,
        AccountId: '111122223333',
      },
    ]);
  });

  it.each<ComplianceType>(['NOT_APPLICABLE', 'INSUFFICIENT_DATA'])('refuses %s', async (ComplianceType) => {
    const { config } = anAggregator();
    expect((await refusalOf(detailsOf(config, { ComplianceType }))).name).toBe('ValidationException');
    expect((await refusalOf(rulesOf(config, { ComplianceType }))).name).toBe('ValidationException');
  });

  it('refuses a token that it did not return', async () => {
    const { config } = anAggregator();
    const refusal = await refusalOf(detailsOf(config, { NextToken: 'invented' }));
    expect(refusal.name).toBe('InvalidNextTokenException');
  });
});

describe('SelectAggregateResourceConfig', () => {
  const user = { accountId: '111122223333', awsRegion: 'global', resourceType: 'AWS::IAM::User' };

  it('shows the selected properties of all resources of a type, 25 on a page', async () => {
    const { config, recordResource } = anAggregator();
    for (let n = 10; n < 40; n += 1)
      recordResource({ ...user, resourceId: `AIDA${n}`, resourceName: `u${n}` });
    recordResource({ ...user, resourceType: 'AWS::IAM::Role', resourceId: 'AROA1' });
    const Expression = "SELECT accountId, resourceName WHERE resourceType = 'AWS::IAM::User'";
    const request = { ConfigurationAggregatorName: NAME, Expression };
    const pages: string[][] = [];
    for await (const { Results = [] } of paginateSelectAggregateResourceConfig({ client: config }, request))
      pages.push(Results);
    expect(pages.map(({ length }) => length)).toEqual([25, 5]);
    expect(JSON.parse(pages[0]?.[0] ?? '')).toEqual({ accountId: '111122223333', resourceName: 'u10' });
  });

  it.each([
    'SELECT *',
    "SELECT secret WHERE resourceType = 'AWS::IAM::User'",
    "SELECT resourceId WHERE resourceType = 'a' OR 'b'",
  ])('refuses the query %s', async (Expression) => {
    const { config } = anAggregator();
    const command = new SelectAggregateResourceConfigCommand({
      ConfigurationAggregatorName: NAME,
      Expression,
    });
    expect((await refusalOf(config.send(command))).name).toBe('InvalidExpressionException');
  });
});
