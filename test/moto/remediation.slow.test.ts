import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NAMES } from '../../product/names.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import type { DeployedStack } from '../support/cloudformation/deploy.ts';
import type { FunctionProcess } from '../support/lambda/function-process.ts';
import { hasMotoInPython } from '../support/moto.ts';
import { DEACTIVATE } from '../support/runbooks.ts';
import { type MotoAccount, START_TIMEOUT, startAccount } from './account.ts';
import { exempted, hasTagInOtherLetters, idsOf, inShort, receiptsBy, remediated } from './expectations.ts';
import { invoke, remediateEvent, runbookEvent, stackWith } from './functions.ts';
import { askOracle, differences, type Oracle, type Parameters } from './oracle.ts';

/** How many users are remediated at once. */
const PROCESSES = 3;

/** The defaults, and what makes other keys go. */
const SETS: readonly Parameters[] = [
  {},
  { selectionStrategy: 'Oldest', rotationGraceHours: '24', protectUsedWithinDays: '0' },
];

// What moto cannot show: that a write is late, lost or refused; and that only Active and Inactive are asked for, since
// it takes any status (but then the keys tell). It keeps tag keys that differ by case alone apart, which IAM does not.
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

    const look = () => askOracle(account.moto.settings.endpoint, SETS);

    /** Invokes the function for each event; returns the receipts in the same order. */
    async function invokeAll(events: readonly object[]): Promise<readonly Receipt[]> {
      const receipts: Receipt[] = [];
      const waiting = [...events.entries()];
      const work = async (started: FunctionProcess) => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const [index, event] = next;
          receipts[index] = (await invoke(started, NAMES.remediationFunction, event)) as Receipt;
        }
      };
      await Promise.all(processes.map(work));
      return receipts;
    }

    const deactivate = (stack: DeployedStack, ids: readonly string[]) =>
      invokeAll(ids.map((id) => remediateEvent(stack, DEACTIVATE, id)));

    /** Runs the commands in the receipts. */
    async function undo(stack: DeployedStack, receipts: readonly Receipt[], more: Parameters = {}) {
      const commands = receipts.flatMap((receipt) => [
        ...receipt.undo.matchAll(/--document-name (\S+) --parameters '([^']+)'/g),
      ]);
      const events = commands.map(([, runbook = '', json = '']) => {
        const given = Object.entries<string[]>(JSON.parse(json));
        const parameters = Object.fromEntries(given.map(([name, [value = '']]) => [name, value]));
        return runbookEvent(stack, runbook, { ...parameters, ...more });
      });
      const outcomes = (await invokeAll(events)).map(({ outcome }) => outcome);
      expect(outcomes).toEqual(
        receipts.flatMap((receipt) => receipt.deactivatedAccessKeyIds.map(() => 'Reactivated')),
      );
    }

    let before: Oracle;
    let after: Oracle;
    let receipts: readonly Receipt[];
    const [stack, otherStack] = SETS.map(stackWith) as [DeployedStack, DeployedStack];

    it('deactivates exactly the oracle’s surplus keys, or refuses with the oracle’s code', async () => {
      before = await look();
      const [verdicts = {}] = before.verdicts;
      const ids = idsOf(verdicts, ({ complianceType }) => complianceType === 'NON_COMPLIANT');
      receipts = await deactivate(stack, ids);
      expect(receipts.map(inShort)).toEqual(receiptsBy(verdicts, ids));
      after = await look();
      expect(after.users).toEqual(remediated(before));
    });

    it('has the rule look again once; then the dashboard says what the oracle says', async () => {
      const { calls, refusals } = account.config;
      expect(calls.filter((call) => call === 'StartConfigRulesEvaluation')).toHaveLength(1);
      expect([...new Set(refusals)]).toEqual([`LimitExceededException: ["${NAMES.configRule}"]`]);
      await account.evaluate(stack);
      expect(differences(after.users, account.said(), after.verdicts[0])).toEqual([]);
    });

    it('does nothing when it is asked again, or for users that comply or are exempt', async () => {
      const done = receipts.filter(({ outcome }) => outcome === 'Deactivated').map(({ userId }) => userId);
      const [verdicts = {}] = after.verdicts;
      const others = idsOf(verdicts, ({ complianceType }) => complianceType !== 'NON_COMPLIANT');
      const asked = [...done, ...others.filter((id) => !done.some((each) => each === id)).slice(0, 20)];
      const again = (await deactivate(stack, asked)).map(inShort);
      expect(again).toEqual(receiptsBy(verdicts, asked));
      expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['NothingToDo', 'Exempt']));
    });

    it('takes all of it back by the receipts’ commands: no key and no tag is another one than before', async () => {
      await undo(stack, receipts, { ExemptForDays: '0' });
      expect((await look()).users).toEqual(before.users);
    });

    it('by other parameters: deactivates, and takes it back with an exemption that the rule honours', async () => {
      const [, verdicts = {}] = before.verdicts;
      // In IAM the new exemption takes the place of an old one in other letters; moto would hold both.
      const ids = idsOf(verdicts, ({ kept }) => kept !== '').filter(
        (id) => !hasTagInOtherLetters(before.users[id]),
      );
      const some = ids.slice(0, 24);
      const deactivations = await deactivate(otherStack, some);
      expect(deactivations.map(inShort)).toEqual(receiptsBy(verdicts, some));

      await undo(otherStack, deactivations);
      const undone = await look();
      expect(undone.users).toEqual(exempted(before, some));
      await account.evaluate(otherStack);
      expect(differences(undone.users, account.said(), undone.verdicts[1])).toEqual([]);
      expect(some.map((id) => account.said()[id]?.complianceType)).toEqual(some.map(() => 'NOT_APPLICABLE'));
    });
  },
);
