import { describe, expect, it } from 'vitest';
import { createAggregator } from '../../../sandbox/aggregator/aggregator.ts';
import type { AggregatorDefinition } from '../../../sandbox/aggregator/state.ts';
import {
  AGGREGATOR,
  anOrganization,
  aResult,
  aSource,
  aUserOnRecord,
  findingsOf,
  NOW,
  ONE,
  RULE,
  THE_ORGANIZATION,
  THREE,
  TWO,
} from '../../support/aggregator.ts';

const COMPLIANT = { complianceType: 'COMPLIANT' } as const;
const codes = (problems: readonly { readonly accountId: string; readonly code: string }[]) =>
  problems.map(({ accountId, code }) => [accountId, code]);

describe('users that are NON_COMPLIANT', () => {
  it('are shown with their account, their name and the annotation', async () => {
    const { config, record, recordResource, setSource } = anOrganization();
    record(aResult());
    record(aResult({ accountId: TWO, ...COMPLIANT }));
    recordResource(aUserOnRecord());
    setSource(aSource());
    expect(await findingsOf(config)).toEqual({
      schemaVersion: '1.0',
      generatedAt: NOW.toISOString(),
      aggregator: AGGREGATOR.name,
      region: AGGREGATOR.region,
      isComplete: true,
      summary: {
        accounts: 2,
        compliant: 1,
        nonCompliant: 1,
        withoutUsers: 0,
        notKnown: 0,
        nonCompliantUsers: 1,
      },
      users: [
        {
          accountId: ONE,
          userName: 'alice',
          userId: 'AIDAIOSFODNN7EXAMPLE1',
          annotation: '2 active access keys. Keep AKIAIOSFODNN7EXAMPLE.',
          configRuleName: RULE,
          resultAt: '2026-11-21T06:00:00.000Z',
        },
      ],
      accounts: [
        { accountId: ONE, complianceType: 'NON_COMPLIANT', configRuleNames: [RULE], usersOnRecord: 1 },
        { accountId: TWO, complianceType: 'COMPLIANT', configRuleNames: [RULE], usersOnRecord: 0 },
      ],
      problems: [],
      notTold: expect.arrayContaining([expect.stringContaining('NOT_APPLICABLE')]),
    });
  });

  it('a user without a name on record, and a result without an annotation', async () => {
    const { config, record } = anOrganization();
    const { annotation: _, ...result } = aResult();
    record(result);
    const { users } = await findingsOf(config);
    expect(users).toMatchObject([{ userName: '', userId: 'AIDAIOSFODNN7EXAMPLE1', annotation: '' }]);
  });

  const PACK = `${RULE}-conformance-pack-a1b2c3d4e`;

  it.each([
    [RULE, PACK],
    [PACK, RULE],
  ])('a user that %s and then %s report is shown once, with the newer result', async (older, newer) => {
    const { config, record } = anOrganization();
    record(aResult({ configRuleName: older }));
    record(
      aResult({ configRuleName: newer, annotation: 'newer', recordedAt: new Date('2026-11-21T07:00Z') }),
    );
    const { users, accounts } = await findingsOf(config);
    expect(users).toMatchObject([{ annotation: 'newer', configRuleName: newer }]);
    expect(accounts).toMatchObject([{ configRuleNames: [RULE, PACK] }]);
  });

  it.each([RULE, PACK])(
    'a rule %s that says COMPLIANT hides no user of another one',
    async (configRuleName) => {
      const { config, record } = anOrganization();
      record(aResult({ configRuleName: configRuleName === RULE ? PACK : RULE }));
      record(aResult({ configRuleName, ...COMPLIANT, recordedAt: new Date('2026-11-21T07:00Z') }));
      const { users, summary } = await findingsOf(config);
      expect(users).toHaveLength(1);
      expect(summary).toMatchObject({ compliant: 0, nonCompliant: 1 });
    },
  );

  it('users of 2 accounts with the same id are two, sorted by account and name', async () => {
    const { config, record, recordResource } = anOrganization();
    for (const accountId of [TWO, ONE]) {
      record(aResult({ accountId }));
      record(aResult({ accountId, resourceId: 'AIDAIOSFODNN7EXAMPLE2' }));
      recordResource(aUserOnRecord({ accountId, resourceName: 'zoe' }));
      recordResource(aUserOnRecord({ accountId, resourceId: 'AIDAIOSFODNN7EXAMPLE2' }));
    }
    const { users } = await findingsOf(config);
    expect(users.map(({ accountId, userName }) => `${accountId} ${userName}`)).toEqual([
      `${ONE} alice`,
      `${ONE} zoe`,
      `${TWO} alice`,
      `${TWO} zoe`,
    ]);
  });

  it.each<[string, Partial<AggregatorDefinition>]>([
    ['short pages', { pageSize: 7 }],
    ['an empty first page', { emptyFirstPages: true }],
  ])('all of them, with %s', async (_, definition) => {
    const { config, record, recordResource } = anOrganization(definition);
    for (let n = 1; n <= 120; n += 1) {
      const user = { accountId: `${100_000_000_000 + (n % 30)}`, resourceId: `AIDA${n}` };
      record(aResult(user));
      recordResource(aUserOnRecord({ ...user, resourceName: `user-${n}` }));
    }
    const { users, summary } = await findingsOf(config);
    expect(summary).toMatchObject({ accounts: 30, nonCompliant: 30, nonCompliantUsers: 120 });
    expect(users.every(({ userName }) => userName !== '')).toBe(true);
  });
});

describe('which rules are ours', () => {
  it.each([
    [RULE, true],
    [`${RULE}-conformance-pack-a1b2c3d4e`, true],
    [`OrgConfigRule-${RULE}-a1b2c3d4`, true],
    [`${RULE}s`, false],
    ['iam-user-mfa-enabled', false],
    [`my-${RULE}`, false],
  ])('%s: %s', async (configRuleName, isOurs) => {
    const { config, record } = anOrganization();
    record(aResult({ accountId: TWO, ...COMPLIANT }));
    record(aResult({ configRuleName }));
    const { users, problems } = await findingsOf(config);
    expect(users).toHaveLength(isOurs ? 1 : 0);
    // The account is known by its other rule.
    expect(codes(problems)).toEqual(isOurs ? [] : [[ONE, 'NoResult']]);
  });

  it('a result of another Region does not count', async () => {
    const { config, record, setSource } = anOrganization();
    record(aResult({ ...COMPLIANT }));
    record(aResult({ accountId: TWO, awsRegion: 'eu-west-1' }));
    setSource(aSource({ sourceId: TWO }));
    const { users, problems } = await findingsOf(config);
    expect(users).toEqual([]);
    expect(codes(problems)).toEqual([[TWO, 'NoResult']]);
  });
});

describe('a rule of ours without results', () => {
  it.each(['INSUFFICIENT_DATA', 'NOT_APPLICABLE'])('that AWS Config calls %s', async (ComplianceType) => {
    const { config, account } = anOrganization();
    const rule = (AccountId: string, type: string) => ({
      AccountId,
      ConfigRuleName: RULE,
      Compliance: { ComplianceType: type },
    });
    const output = {
      AggregateComplianceByConfigRules: [rule(ONE, 'COMPLIANT'), rule(TWO, ComplianceType)],
    };
    account.faults.add(({ operation }) =>
      operation === 'DescribeAggregateComplianceByConfigRules' ? { kind: 'answer', output } : undefined,
    );
    expect(codes((await findingsOf(config)).problems)).toEqual([[TWO, 'NoResult']]);
  });
});

describe('what is not known', () => {
  const known = (definition: Partial<AggregatorDefinition> = {}) => {
    const organization = anOrganization(definition);
    organization.record(aResult({ ...COMPLIANT }));
    organization.setSource(aSource());
    return organization;
  };

  it.each(['FAILED', 'OUTDATED'] as const)('an account whose source is %s', async (status) => {
    const { config, setSource } = known();
    const error = { errorCode: 'AccessDenied', errorMessage: 'not authorized' };
    setSource(aSource({ status, ...error }));
    const { problems, summary, isComplete } = await findingsOf(config);
    expect(isComplete).toBe(false);
    expect(summary).toMatchObject({ compliant: 0, notKnown: 1 });
    const text = `The last update of the aggregator from this source is ${status}, at 2026-11-21T08:00Z (AccessDenied: not authorized)`;
    expect(problems).toEqual([{ accountId: ONE, code: 'NotUpdated', text }]);
  });

  it('an account that is NON_COMPLIANT stays so, although its source is OUTDATED', async () => {
    const { config, setSource, record } = known();
    record(aResult());
    setSource(aSource({ status: 'OUTDATED' }));
    const { summary, isComplete } = await findingsOf(config);
    expect(isComplete).toBe(false);
    expect(summary).toMatchObject({ nonCompliant: 1, notKnown: 0, nonCompliantUsers: 1 });
  });

  it.each([ONE, TWO])('the source %s of another Region does not matter', async (sourceId) => {
    const { config, setSource } = known();
    setSource(aSource({ sourceId, awsRegion: 'eu-west-1', status: 'FAILED' }));
    expect(await findingsOf(config)).toMatchObject({ isComplete: true, summary: { accounts: 1 } });
  });

  it('a rule that is neither COMPLIANT nor NON_COMPLIANT', async () => {
    const { config, account } = known();
    const rule = (AccountId: string, ComplianceType: string) => ({
      AccountId,
      ConfigRuleName: RULE,
      AwsRegion: AGGREGATOR.region,
      Compliance: { ComplianceType },
    });
    const output = {
      AggregateComplianceByConfigRules: [rule(ONE, 'INSUFFICIENT_DATA'), rule(TWO, 'COMPLIANT')],
    };
    account.faults.add(({ operation }) =>
      operation === 'DescribeAggregateComplianceByConfigRules' ? { kind: 'answer', output } : undefined,
    );
    const { problems, summary } = await findingsOf(config);
    expect(codes(problems)).toEqual([[ONE, 'NoResult']]);
    expect(summary).toMatchObject({ compliant: 1, notKnown: 1 });
  });

  it('the organization could not be read', async () => {
    const { config, setSource } = known();
    setSource({ sourceId: 'Organization', sourceType: 'ORGANIZATION', status: 'FAILED' });
    const { problems, summary } = await findingsOf(config);
    expect(codes(problems)).toEqual([['', 'NotUpdated']]);
    expect(problems[0]?.text).toContain('FAILED, at a time that AWS Config does not tell');
    expect(summary).toMatchObject({ accounts: 1, compliant: 1 });
  });

  it.each([
    ['at all', [], true],
    ['of this Region', [aSource({ awsRegion: 'eu-west-1' })], true],
    ['but that of an account', [aSource()], false],
    ['but its own', [THE_ORGANIZATION], false],
  ])('an organization without a status %s', async (_, statuses, isUnknown) => {
    const { account, config } = anOrganization();
    const aggregator = createAggregator({ name: AGGREGATOR.name, organization: 'all' });
    for (const status of statuses) aggregator.setSource(status);
    account.addOperations('config', aggregator.operations);
    aggregator.record(aResult({ ...COMPLIANT }));
    const { problems, isComplete } = await findingsOf(config);
    expect(codes(problems)).toEqual(isUnknown ? [['', 'NotUpdated']] : []);
    expect(isComplete).toBe(!isUnknown);
  });

  it('an account that the aggregator names and of which AWS Config has no status', async () => {
    const accounts = [{ accountIds: [ONE, TWO], regions: ['us-east-1'] }];
    const { config } = known({ accounts });
    expect(codes((await findingsOf(config)).problems)).toEqual([
      [TWO, 'NotUpdated'],
      [TWO, 'NoResult'],
    ]);
  });

  it('an account without a result, with and without users on record', async () => {
    const { config, setSource, recordResource } = known();
    for (const sourceId of [TWO, THREE]) setSource(aSource({ sourceId }));
    recordResource(aUserOnRecord({ accountId: THREE }));
    // Recorded in two Regions, and still one user.
    recordResource(aUserOnRecord({ accountId: THREE, awsRegion: 'us-east-1' }));
    const { problems, summary, accounts } = await findingsOf(config);
    expect(summary).toMatchObject({ accounts: 3, compliant: 1, withoutUsers: 0, notKnown: 2 });
    expect(accounts.map(({ usersOnRecord }) => usersOnRecord)).toEqual([0, 0, 1]);
    expect(problems.map(({ accountId, text }) => [accountId, text.slice(0, 44)])).toEqual([
      [TWO, 'No result, and AWS Config has no IAM user on'],
      [THREE, 'No result, although AWS Config has IAM users'],
    ]);
  });

  it('with allowNoUsers: only the account with users on record', async () => {
    const { config, setSource, recordResource } = known();
    for (const sourceId of [TWO, THREE]) setSource(aSource({ sourceId }));
    recordResource(aUserOnRecord({ accountId: THREE }));
    const { problems, summary } = await findingsOf(config, { allowNoUsers: true });
    expect(codes(problems)).toEqual([[THREE, 'NoResult']]);
    expect(summary).toMatchObject({ withoutUsers: 1, notKnown: 1 });
  });

  it('an account whose users are all exempt: an aggregator does not hold their results', async () => {
    const { config, record, recordResource } = known();
    record(aResult({ accountId: TWO, complianceType: 'NOT_APPLICABLE' }));
    recordResource(aUserOnRecord({ accountId: TWO }));
    expect(codes((await findingsOf(config)).problems)).toEqual([[TWO, 'NoResult']]);
  });

  it('a rule that is NON_COMPLIANT, and whose results have not arrived', async () => {
    const { config, account, record } = known();
    record(aResult());
    account.faults.add(({ operation }) =>
      operation === 'GetAggregateComplianceDetailsByConfigRule' ? { kind: 'answer', output: {} } : undefined,
    );
    const { problems, summary } = await findingsOf(config);
    expect(codes(problems)).toEqual([[ONE, 'NotRead']]);
    expect(summary).toMatchObject({ nonCompliant: 1, nonCompliantUsers: 0 });
  });
});
