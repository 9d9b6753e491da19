import { describe, expect, it } from 'vitest';
import { NotDeployedError, UsageError } from '../../../bin/command-line/errors.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { refusalOf } from '../../sandbox/refusal.ts';
import { anOrganization, aResult, aSource, findingsOf, ONE, TWO } from '../../support/aggregator.ts';

const DETAILS = 'GetAggregateComplianceDetailsByConfigRule';
const LISTINGS = [
  'DescribeConfigurationAggregators',
  'DescribeConfigurationAggregatorSourcesStatus',
  'DescribeAggregateComplianceByConfigRules',
  'SelectAggregateResourceConfig',
];

/** Two accounts, each with a user that is NON_COMPLIANT. */
function twoAccounts() {
  const organization = anOrganization();
  for (const accountId of [ONE, TWO]) {
    organization.record(aResult({ accountId }));
    organization.setSource(aSource({ sourceId: accountId }));
  }
  return organization;
}

/** Injects a fault into the first attempts of an operation. */
function injectFault(
  { account }: ReturnType<typeof anOrganization>,
  operation: string,
  fault: Fault,
  times = Number.POSITIVE_INFINITY,
) {
  let left = times;
  account.faults.add((call) => {
    if (call.operation !== operation || left <= 0) return undefined;
    left -= 1;
    return fault;
  });
}

describe('the calls of a reading', () => {
  it('are four listings and one for each rule that is NON_COMPLIANT in an account; none is of IAM', async () => {
    const { config, account, record } = twoAccounts();
    record(aResult({ accountId: '222222222222', complianceType: 'COMPLIANT' }));
    await findingsOf(config);
    expect(account.calls.map(({ service }) => service)).toEqual(account.calls.map(() => 'config'));
    expect(account.calls.map(({ operation }) => operation).toSorted()).toEqual(
      [...LISTINGS, DETAILS, DETAILS].toSorted(),
    );
  });
});

describe('faults', () => {
  it.each([...LISTINGS, DETAILS])('%s, throttled twice, is tried again', async (operation) => {
    const organization = twoAccounts();
    injectFault(organization, operation, { kind: 'throttle' }, 2);
    expect(await findingsOf(organization.config)).toMatchObject({
      isComplete: true,
      summary: { nonCompliantUsers: 2 },
    });
  });

  it.each(LISTINGS)('%s is denied: an error, and no findings', async (operation) => {
    const organization = twoAccounts();
    injectFault(organization, operation, { kind: 'deny' });
    expect((await refusalOf(findingsOf(organization.config))).name).toBe('AccessDeniedException');
  });

  it('the results of one account cannot be read: the other’s are shown', async () => {
    const { config, account } = twoAccounts();
    account.faults.add(({ operation, input }) =>
      operation === DETAILS && (input as { AccountId: string }).AccountId === TWO
        ? { kind: 'deny' }
        : undefined,
    );
    const { users, problems } = await findingsOf(config);
    expect(users.map(({ accountId }) => accountId)).toEqual([ONE]);
    expect(problems).toMatchObject([{ accountId: TWO, code: 'NotRead' }]);
    expect(problems[0]?.text).toContain('AccessDeniedException');
  });
});

describe('an aggregator that tells nothing', () => {
  it('no account has a result of our rule: an error, never an answer', async () => {
    const { config, record } = anOrganization();
    record(aResult({ configRuleName: 'iam-user-mfa-enabled', complianceType: 'COMPLIANT' }));
    const refusal = await refusalOf(findingsOf(config, { allowNoUsers: true }));
    expect(refusal).toBeInstanceOf(NotDeployedError);
    expect(refusal.message).toMatch(/^The aggregator all-accounts has no result .* give --rule-region/);
  });

  it.each([
    ['an organization', { organization: ['eu-west-1'] }],
    ['accounts', { accounts: [{ accountIds: [ONE], regions: ['eu-west-1'] }] }],
  ])('it collects from %s in another Region only', async (_, definition) => {
    const { accounts, organization = [] } = definition as { accounts?: []; organization?: string[] };
    const { config } = anOrganization({ organization, ...(accounts && { accounts }) });
    const refusal = await refusalOf(findingsOf(config));
    expect(refusal).toBeInstanceOf(UsageError);
    expect(refusal.message).toContain('received us-east-1');
  });
});
