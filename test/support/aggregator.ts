import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { readAggregator } from '../../bin/aggregator/read-aggregator.ts';
import { toFindings } from '../../bin/aggregator/to-findings.ts';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { createAggregator } from '../../sandbox/aggregator/aggregator.ts';
import type { AggregatedResult, AggregatorDefinition, SourceStatus } from '../../sandbox/aggregator/state.ts';

/** The name of the aggregator of a test, and the Region of its results. */
export const AGGREGATOR = { name: 'all-accounts', region: 'us-east-1' };

/** The time of a test. */
export const NOW = new Date('2026-11-21T09:00:00.000Z');

/** Accounts of an organization. */
export const [ONE, TWO, THREE] = ['111122223333', '123456789012', '222222222222'] as const;

/** The rule of the account template. */
export const RULE = 'iam-user-one-active-access-key';

/** The status of an organization from which an aggregator was updated. */
export const THE_ORGANIZATION: SourceStatus = {
  sourceId: 'Organization',
  sourceType: 'ORGANIZATION',
  status: 'SUCCEEDED',
};

/** An account with an aggregator of an organization, which was updated and holds nothing. */
export function anOrganization(definition: Partial<AggregatorDefinition> = {}) {
  const account = createSandboxAccount({ startAt: NOW });
  const aggregator = createAggregator({ name: AGGREGATOR.name, organization: 'all', ...definition });
  aggregator.setSource(THE_ORGANIZATION);
  account.addOperations('config', aggregator.operations);
  const { config } = account.connect({ principal: 'auditor' });
  return { ...aggregator, account, config };
}

/** A result: by default, a user of account ONE is NON_COMPLIANT since three hours ago. */
export const aResult = (change: Partial<AggregatedResult> = {}): AggregatedResult => ({
  accountId: ONE,
  awsRegion: AGGREGATOR.region,
  configRuleName: RULE,
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDAIOSFODNN7EXAMPLE1',
  complianceType: 'NON_COMPLIANT',
  annotation: '2 active access keys. Keep AKIAIOSFODNN7EXAMPLE.',
  recordedAt: new Date('2026-11-21T06:00:00.000Z'),
  ...change,
});

/** A user on record: by default, that of `aResult`, called alice. */
export const aUserOnRecord = (change: object = {}) => ({
  accountId: ONE,
  awsRegion: 'global',
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDAIOSFODNN7EXAMPLE1',
  resourceName: 'alice',
  ...change,
});

/** The status of a source: by default, account ONE was updated an hour ago. */
export const aSource = (change: Partial<SourceStatus> = {}): SourceStatus => ({
  sourceId: ONE,
  awsRegion: AGGREGATOR.region,
  status: 'SUCCEEDED',
  updatedAt: new Date('2026-11-21T08:00:00.000Z'),
  ...change,
});

/** The findings of an aggregator. */
export async function findingsOf(config: ConfigServiceClient, { allowNoUsers = false } = {}) {
  const reading = await readAggregator(config, AGGREGATOR, () => {});
  return toFindings(reading, { ...AGGREGATOR, now: NOW, allowNoUsers });
}
