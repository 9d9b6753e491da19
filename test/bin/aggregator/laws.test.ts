import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NotDeployedError } from '../../../bin/command-line/errors.ts';
import {
  anOrganization,
  aResult,
  aSource,
  aUserOnRecord,
  findingsOf,
  RULE,
} from '../../support/aggregator.ts';

const TYPES = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'] as const;

const anAccount = fc.record({
  rules: fc.constantFrom<readonly string[]>([], [RULE], [`${RULE}-conformance-pack-a1`], [RULE, `${RULE}-2`]),
  users: fc.array(fc.record({ type: fc.constantFrom(...TYPES), isOnRecord: fc.boolean() }), { maxLength: 6 }),
  source: fc.constantFrom('SUCCEEDED', 'FAILED', 'OUTDATED', undefined),
  hasOtherRule: fc.boolean(),
});

const anOrganizationOfAccounts = fc.record({
  accounts: fc.array(anAccount, { minLength: 1, maxLength: 6 }),
  pageSize: fc.integer({ min: 1, max: 5 }),
  emptyFirstPages: fc.boolean(),
  allowNoUsers: fc.boolean(),
});

type Account = typeof anAccount extends fc.Arbitrary<infer Value> ? Value : never;

const idOf = (index: number) => `${100_000_000_000 + index}`;

/** What follows from the accounts, without an aggregator. */
function expectedOf({ rules, users, source, hasOtherRule }: Account, allowNoUsers: boolean) {
  const held = users.filter(({ type }) => type !== 'NOT_APPLICABLE');
  const hasResult = rules.length > 0 && held.length > 0;
  const isOnRecord = users.some((user) => user.isOnRecord);
  const isShown = hasResult || hasOtherRule || isOnRecord || source !== undefined;
  const isUpdated = source === undefined || source === 'SUCCEEDED';
  const isKnown = isUpdated && (hasResult || (allowNoUsers && !isOnRecord));
  return { hasResult, isShown, isKnown };
}

function addAccount(
  { record, recordResource, setSource }: ReturnType<typeof anOrganization>,
  { rules, users, source, hasOtherRule }: Account,
  accountId: string,
) {
  if (source) setSource(aSource({ sourceId: accountId, status: source }));
  if (hasOtherRule) record(aResult({ accountId, configRuleName: 'another-rule' }));
  for (const [n, { type, isOnRecord }] of users.entries()) {
    const user = { accountId, resourceId: `AIDA${n}` };
    for (const configRuleName of rules) record(aResult({ ...user, configRuleName, complianceType: type }));
    if (isOnRecord) recordResource(aUserOnRecord({ ...user, resourceName: `user-${n}` }));
  }
}

it('every NON_COMPLIANT user is shown once, and nothing is complete that lacks an account', async () => {
  const counts = { found: 0, none: 0 };
  const property = fc.asyncProperty(
    anOrganizationOfAccounts,
    async ({ accounts, allowNoUsers, ...pages }) => {
      const organization = anOrganization(pages);
      for (const [index, account] of accounts.entries()) addAccount(organization, account, idOf(index));
      const expected = accounts.map((account) => expectedOf(account, allowNoUsers));
      const findings = await findingsOf(organization.config, { allowNoUsers }).catch(
        (error: unknown) => error,
      );
      if (!expected.some(({ hasResult }) => hasResult)) {
        counts.none += 1;
        expect(findings).toBeInstanceOf(NotDeployedError);
        return;
      }
      counts.found += 1;
      const users = accounts.flatMap(({ rules, users: all }, index) =>
        all.flatMap(({ type }, n) =>
          rules.length > 0 && type === 'NON_COMPLIANT' ? [`${idOf(index)} AIDA${n}`] : [],
        ),
      );
      const unknown = expected.flatMap(({ isShown, isKnown }, index) =>
        isShown && !isKnown ? [idOf(index)] : [],
      );
      const {
        summary,
        isComplete,
        users: shown,
        problems,
      } = findings as Awaited<ReturnType<typeof findingsOf>>;
      expect(shown.map(({ accountId, userId }) => `${accountId} ${userId}`).toSorted()).toEqual(
        users.toSorted(),
      );
      expect([...new Set(problems.map(({ accountId }) => accountId))]).toEqual(unknown);
      expect(isComplete).toBe(unknown.length === 0);
      expect(summary.accounts).toBe(expected.filter(({ isShown }) => isShown).length);
      const { compliant, nonCompliant, withoutUsers, notKnown } = summary;
      expect(compliant + nonCompliant + withoutUsers + notKnown).toBe(summary.accounts);
    },
  );
  await fc.assert(property, { numRuns: 150 });
  expect(Math.min(counts.found, counts.none)).toBeGreaterThan(0);
});

it('an organization of 800 accounts with 50 rules each: as many calls as pages', async () => {
  const organization = anOrganization();
  for (let index = 0; index < 800; index += 1) {
    const accountId = idOf(index);
    for (let rule = 0; rule < 49; rule += 1)
      organization.record(
        aResult({ accountId, configRuleName: `rule-${rule}`, complianceType: 'COMPLIANT' }),
      );
    const complianceType = index % 10 === 0 ? 'NON_COMPLIANT' : 'COMPLIANT';
    organization.record(aResult({ accountId, complianceType }));
  }
  const { summary } = await findingsOf(organization.config);
  expect(summary).toMatchObject({ accounts: 800, compliant: 720, nonCompliant: 80, nonCompliantUsers: 80 });
  // 40 pages of rules, 80 rules that are NON_COMPLIANT, and three more listings.
  expect(organization.account.calls).toHaveLength(40 + 80 + 3);
});
