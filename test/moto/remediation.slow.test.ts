import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NAMES } from '../../product/names.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import type { DeployedStack } from '../support/cloudformation/deploy.ts';
import type { FunctionProcess } from '../support/lambda/function-process.ts';
import { hasMotoInPython } from '../support/moto.ts';
import { DEACTIVATE } from '../support/runbooks.ts';
import { type MotoAccount, START_TIMEOUT, startAccount } from './account.ts';
import {
  expectedReceipts,
  hasExemptionTagInOtherCase,
  idsOf,
  recordsOf,
  shortReceiptOf,
  usersAfterDeactivation,
  usersAfterUndo,
} from './expectations.ts';
import { type Event, remediateEvent, runbookEvent, stackWith } from './functions.ts';
import { invokeByUser } from './invoke-by-user.ts';
import { readLedger } from './ledger-table.ts';
import { askOracle, differences, type Oracle, type Parameters } from './oracle.ts';

/** The number of users that are remediated at the same time. */
const PROCESSES = 3;

/** The defaults, and parameters that select other survivors. */
const SETS: readonly Parameters[] = [
  {},
  { selectionStrategy: 'Oldest', rotationGraceHours: '24', protectUsedWithinDays: '0' },
];

// With moto, no write is late, lost or refused. moto accepts any status, so that the tests compare the
// statuses of the keys. It treats tag keys that differ only in case as two keys; IAM treats them as one.
describe.skipIf(!hasMotoInPython())(
  `the remediation in the template on moto, under Node.js ${process.version}`,
  () => {
    let account: MotoAccount;
    let processes: FunctionProcess[];

    beforeAll(async () => {
      account = await startAccount();
      const starts = Array.from({ length: PROCESSES }, () => account.start(NAMES.remediationFunction));
      processes = await Promise.all(starts);
    }, START_TIMEOUT);

    afterAll(() => account.end());

    const readOracle = () => askOracle(account.moto.settings.endpoint, SETS);

    const invokeAll = (events: readonly Event[]) => invokeByUser(processes, events);

    const deactivate = (stack: DeployedStack, ids: readonly string[]) =>
      invokeAll(ids.map((id) => remediateEvent(stack, DEACTIVATE, id)));

    /** Runs the undo commands of the receipts. */
    async function undo(stack: DeployedStack, receipts: readonly Receipt[], overrides: Parameters = {}) {
      const commands = receipts.flatMap((receipt) => [
        ...receipt.undo.matchAll(/--document-name (\S+) --parameters '([^']+)'/g),
      ]);
      const events = commands.map(([, runbook = '', json = '']) => {
        const given = Object.entries<string[]>(JSON.parse(json));
        const parameters = Object.fromEntries(given.map(([name, [value = '']]) => [name, value]));
        return runbookEvent(stack, runbook, { ...parameters, ...overrides });
      });
      const outcomes = (await invokeAll(events)).map(({ outcome }) => outcome);
      expect(outcomes).toEqual(
        receipts.flatMap((receipt) => receipt.deactivatedAccessKeyIds.map(() => 'Reactivated')),
      );
    }

    const readItems = async (kind: string) =>
      (await readLedger(account.moto.settings, stack)).filter(({ pk }) => pk === kind);

    const readRecords = async () => {
      const records = await readItems('KEY');
      return Object.fromEntries(records.map(({ sk = '', state, kept }) => [sk, `${state}, ${kept} kept`]));
    };

    let before: Oracle;
    let after: Oracle;
    let receipts: readonly Receipt[];
    const [stack, otherStack] = SETS.map(stackWith) as [DeployedStack, DeployedStack];

    it('deactivates exactly the oracle’s surplus keys, or refuses with the oracle’s code', async () => {
      before = await readOracle();
      const [verdicts = {}] = before.verdicts;
      const ids = idsOf(verdicts, ({ complianceType }) => complianceType === 'NON_COMPLIANT');
      receipts = await deactivate(stack, ids);
      expect(receipts.map(shortReceiptOf)).toEqual(expectedReceipts(verdicts, ids));
      after = await readOracle();
      expect(after.users).toEqual(usersAfterDeactivation(before));
    });

    it('the ledger has each surplus key as deactivated, a receipt of each run, and no lease', async () => {
      expect(await readRecords()).toEqual(recordsOf(before.verdicts[0] ?? {}, 'done'));
      const kept = (await readItems('RECEIPT')).map(({ receipt = '' }) => JSON.parse(receipt) as Receipt);
      const byUser = (a: Receipt, b: Receipt) => (a.userId < b.userId ? -1 : 1);
      expect(kept.toSorted(byUser)).toEqual(receipts.toSorted(byUser));
      expect(await readItems('LEASE')).toEqual([]);
    });

    it('starts one evaluation, which no other run of the minute asks for; after it, the dashboard agrees with the oracle', async () => {
      const { calls, refusals } = account.config;
      expect(calls.filter((call) => call === 'StartConfigRulesEvaluation')).toHaveLength(1);
      expect(refusals).toEqual([]);
      await account.evaluate(stack);
      expect(differences(after.users, account.dashboard(), after.verdicts[0])).toEqual([]);
    });

    it('changes nothing in a second run, or for users who are COMPLIANT or exempt', async () => {
      const remediatedIds = receipts
        .filter(({ outcome }) => outcome === 'Deactivated')
        .map(({ userId }) => userId);
      const [verdicts = {}] = after.verdicts;
      const others = idsOf(verdicts, ({ complianceType }) => complianceType !== 'NON_COMPLIANT');
      const selected = [
        ...remediatedIds,
        ...others.filter((id) => !remediatedIds.some((each) => each === id)).slice(0, 20),
      ];
      const secondReceipts = (await deactivate(stack, selected)).map(shortReceiptOf);
      expect(secondReceipts).toEqual(expectedReceipts(verdicts, selected));
      expect(new Set(secondReceipts.map(({ outcome }) => outcome))).toEqual(
        new Set(['NothingToDo', 'Exempt']),
      );
    });

    it('the undo commands of the receipts restore all keys and all tags', async () => {
      await undo(stack, receipts, { ExemptForDays: '0' });
      expect((await readOracle()).users).toEqual(before.users);
      expect(await readRecords()).toEqual(recordsOf(before.verdicts[0] ?? {}, 'undone'));
    });

    it('with other parameters: deactivates; the undo commands exempt the users, and the rule reports them NOT_APPLICABLE', async () => {
      const [, verdicts = {}] = before.verdicts;
      // IAM replaces an exemption tag in other letter case; moto keeps both tags.
      const ids = idsOf(verdicts, ({ kept }) => kept !== '').filter(
        (id) => !hasExemptionTagInOtherCase(before.users[id]),
      );
      const sample = ids.slice(0, 24);
      const deactivations = await deactivate(otherStack, sample);
      expect(deactivations.map(shortReceiptOf)).toEqual(expectedReceipts(verdicts, sample));

      await undo(otherStack, deactivations);
      const undone = await readOracle();
      expect(undone.users).toEqual(usersAfterUndo(before, sample));
      await account.evaluate(otherStack);
      expect(differences(undone.users, account.dashboard(), undone.verdicts[1])).toEqual([]);
      expect(sample.map((id) => account.dashboard()[id]?.complianceType)).toEqual(
        sample.map(() => 'NOT_APPLICABLE'),
      );
    });
  },
);
