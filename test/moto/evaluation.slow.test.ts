import { DeleteUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasMotoInPython } from '../support/moto.ts';
import { NOW } from '../support/users.ts';
import { type MotoAccount, START_TIMEOUT, startAccount } from './account.ts';
import { stackWith } from './functions.ts';
import { askOracle, differences, type ExpectedVerdict, type Oracle, type Parameters } from './oracle.ts';

const SETS: readonly Parameters[] = [
  {},
  { selectionStrategy: 'Oldest' },
  { rotationGraceHours: '24', exemptionMaxDays: '1' },
  { protectUsedWithinDays: '0' },
  {
    selectionStrategy: 'Oldest',
    rotationGraceHours: '720',
    protectUsedWithinDays: '365',
    exemptionMaxDays: '365',
  },
];

/** All compliance types, each with its possible situations. */
const SITUATIONS = [
  'COMPLIANT 0 active',
  'COMPLIANT 1 active',
  'COMPLIANT rotation in progress',
  'NON_COMPLIANT',
  'NON_COMPLIANT Indistinguishable',
  'NON_COMPLIANT InvalidExemption',
  'NON_COMPLIANT InvalidKeepTag',
  'NON_COMPLIANT KeysInUse',
  'NON_COMPLIANT NewKey',
  'NOT_APPLICABLE exempt',
];

// CI runs these tests under Node.js 24, the runtime of the functions. moto returns all users and keys in one
// page; the tests on the sandbox account cover pages.
describe.skipIf(!hasMotoInPython())(
  `the rule in the template on moto, under Node.js ${process.version}`,
  () => {
    let account: MotoAccount;
    let oracle: Oracle;

    beforeAll(async () => {
      account = await startAccount();
      oracle = await askOracle(account.moto.settings.endpoint, SETS);
    }, START_TIMEOUT);

    afterAll(() => account.end());

    it('the account has 200 users, at least one in each situation', () => {
      const users = Object.values(oracle.users);
      expect(users).toHaveLength(200);
      expect(Object.keys(oracle.users).every((id) => /^AIDA[A-Z0-9]{17}$/.test(id))).toBe(true);
      const counts = new Set(users.map(({ keys }) => Object.keys(keys).length));
      expect([...counts].toSorted()).toEqual([0, 1, 2, 3, 5, 8]);
      const statuses = new Set(users.flatMap(({ keys }) => Object.values(keys)));
      expect([...statuses].toSorted()).toEqual(['Active', 'Expired', 'Inactive']);
      expect(users.some(({ name }) => name.length === 64)).toBe(true);
      const situations = new Set(Object.values(oracle.verdicts[2] ?? {}).map(inShort));
      expect([...situations].toSorted()).toEqual(SITUATIONS);
    });

    it.each(SETS.map((set, index) => [JSON.stringify(set), set, index] as const))(
      'the verdict on each user is the oracle’s, with the parameters %s',
      async (_title, set, index) => {
        await account.evaluate(stackWith(set));
        expect(differences(oracle.users, account.dashboard(), oracle.verdicts[index])).toEqual([]);
      },
    );

    it('the calls keep to Config’s limits: three calls for 200 users, all pages are read, each result has the notification’s time', () => {
      const count = (name: string) => account.config.calls.filter((call) => call === name).length;
      // The alarms of the first hundred users, the other alarms with the first all-clears, and the rest.
      expect(count('PutEvaluations')).toBe(3 * SETS.length);
      // To find deleted users, a run reads the COMPLIANT and NON_COMPLIANT results: two pages of up to 100
      // results. Before the first run there are no results, so that it reads one page.
      expect(count('GetComplianceDetailsByConfigRule')).toBe(2 * SETS.length - 1);
      expect(account.config.refusals).toEqual([]);
      const timestamps = new Set(
        Array.from(account.config.results.values(), (each) => each.orderingTimestamp),
      );
      expect([...timestamps]).toEqual([NOW.getTime() / 1000]);
    });

    it('the result of a deleted user becomes NOT_APPLICABLE, and no other result changes', async () => {
      const [id = '', user] =
        Object.entries(oracle.users).find(([, { keys }]) => Object.keys(keys).length === 0) ?? [];
      const iam = new IAMClient(account.moto.settings);
      await iam.send(new DeleteUserCommand({ UserName: user?.name }));
      iam.destroy();
      await account.evaluate(stackWith({}));
      const types = Array.from(account.config.results, ([each, { complianceType }]) => [
        each,
        complianceType,
      ]);
      const expected = Object.entries(oracle.verdicts[0] ?? {}).map(([each, { complianceType }]) => [
        each,
        each === id ? 'NOT_APPLICABLE' : complianceType,
      ]);
      expect(Object.fromEntries(types)).toEqual(Object.fromEntries(expected));
    });
  },
);

function inShort({ complianceType, situation }: ExpectedVerdict): string {
  return `${complianceType} ${situation.replace(/ until .*/, '')}`.trim();
}
