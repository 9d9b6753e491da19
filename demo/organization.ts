import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { HOUR_MS } from '../policy/policy.ts';
import { NAMES } from '../product/names.ts';
import { createSandboxAccount } from '../sandbox/account.ts';
import { type Aggregator, createAggregator } from '../sandbox/aggregator/aggregator.ts';
import { deployFunctions } from './deployment.ts';
import { addPolicies } from './policies.ts';
import { addUser, SHOWCASE } from './population.ts';

/** The aggregator of the demo's organization. */
export const ORGANIZATION_AGGREGATOR = 'organization';

const REGION = 'us-east-1';

/** The time at which a command begins: that of the demo, so that the output is always the same. */
const NOW = new Date('2026-11-21T09:00:00.000Z');

/** An account of the organization. */
interface Member {
  readonly accountId: string;
  /** Its users, by their names in the showcase. */
  readonly userNames: readonly string[];
  /** What a conformance pack appends to the name of the rule; undefined if the rule is not deployed. */
  readonly ruleSuffix?: string;
  /** Why the aggregator could not be updated from it. */
  readonly error?: string;
}

/** One account for each thing that an aggregator tells, and one for each that it does not. */
const MEMBERS: readonly Member[] = [
  { accountId: '111122223333', userNames: ['one-key', 'rotating-app', 'migration'], ruleSuffix: '' },
  {
    accountId: '123456789012',
    userNames: ['deploy-bot', 'payroll', 'one-key'],
    ruleSuffix: '-conformance-pack-a1b2c3d4e',
  },
  { accountId: '222222222222', userNames: ['legacy-batch', 'no-keys'] },
  { accountId: '333333333333', userNames: [] },
  { accountId: '444444444444', userNames: ['one-key'], ruleSuffix: '', error: 'AccessDenied' },
];

/** The aggregator's account, and its clock. */
export interface Organization {
  readonly config: ConfigServiceClient;
  readonly now: () => Date;
}

/**
 * An organization in memory: what its aggregator holds comes from runs of the rule in accounts of the
 * sandbox.
 */
export async function openOrganization(): Promise<Organization> {
  const aggregator = createAggregator({ name: ORGANIZATION_AGGREGATOR, organization: 'all' });
  aggregator.setSource({ sourceId: 'Organization', sourceType: 'ORGANIZATION', status: 'SUCCEEDED' });
  for (const member of MEMBERS) await aggregate(member, aggregator);
  const account = createSandboxAccount({ startAt: NOW, region: REGION });
  account.addOperations('config', aggregator.operations);
  const { config } = account.connect({ principal: 'somebody' });
  return { config, now: account.clock.now };
}

/** Runs the rule in an account, and sends its results and its users to the aggregator. */
async function aggregate(member: Member, aggregator: Aggregator): Promise<void> {
  const { accountId, userNames, ruleSuffix, error } = member;
  const account = createSandboxAccount({
    accountId,
    region: REGION,
    startAt: new Date(NOW.getTime() - HOUR_MS),
  });
  const source = { sourceId: accountId, awsRegion: REGION, updatedAt: account.clock.now() };
  if (error) aggregator.setSource({ ...source, status: 'FAILED', errorCode: error });
  else aggregator.setSource({ ...source, status: 'SUCCEEDED' });
  addPolicies(account);
  for (const userName of userNames) {
    const user = SHOWCASE.find((each) => each.userName === userName);
    if (!user) throw new Error(`The showcase has no user ${userName}`);
    const { userId: resourceId } = addUser(account, user);
    const place = { accountId, awsRegion: 'global', resourceType: 'AWS::IAM::User' };
    aggregator.recordResource({ ...place, resourceId, resourceName: userName });
  }
  if (ruleSuffix === undefined) return;
  deployFunctions(account);
  await account.configRules.evaluate(NAMES.configRule);
  for (const result of account.configRules.results(NAMES.configRule)) {
    const configRuleName = `${NAMES.configRule}${ruleSuffix}`;
    aggregator.record({ ...result, accountId, awsRegion: REGION, configRuleName });
  }
}
