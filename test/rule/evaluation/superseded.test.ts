import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { evaluateAccount } from '../../../rule/evaluation/account-evaluation.ts';
import { createRun } from '../../../rule/evaluation/run.ts';
import { parseInvocation } from '../../../rule/event.ts';
import { addUser, dashboard, deployed } from '../../support/rule.ts';

/** A sweep of three users, of whom a newer targeted run has taken on some, as the ledger names them. */
async function sweep(usersOfNewerRuns: (idOfBob: string) => readonly string[]) {
  const { account } = deployed();
  addUser(account, 'alice', 2);
  const { userId } = addUser(account, 'bob', 1);
  addUser(account, 'carol', 1);
  const { deadlineIn, now } = account.clock;
  const invocation = parseInvocation(
    JSON.parse(JSON.stringify(account.configRules.notify(NAMES.configRule))),
  );
  const clients = account.connect({ principal: NAMES.ruleFunction });
  const run = createRun({ ...clients, now }, invocation, { remainingMs: () => 900_000, deadlineIn });
  await evaluateAccount({ ...run, usersOfNewerRuns: async () => new Set(usersOfNewerRuns(userId)) });
  return { shown: dashboard(account), superseded: run.tally.superseded };
}

describe('a sweep leaves the all-clears of users whom a newer run has taken on to that run', () => {
  it.each<[string, (idOfBob: string) => readonly string[], object, number]>([
    ['nobody', () => [], { alice: 'NON_COMPLIANT', bob: 'COMPLIANT', carol: 'COMPLIANT' }, 0],
    ['bob by his name', () => ['bob'], { alice: 'NON_COMPLIANT', carol: 'COMPLIANT' }, 1],
    ['bob by his id', (id) => [`id:${id}`], { alice: 'NON_COMPLIANT', carol: 'COMPLIANT' }, 1],
    // An outdated result may be an alarm but never an all-clear.
    [
      'alice, who has an alarm',
      () => ['alice'],
      { alice: 'NON_COMPLIANT', bob: 'COMPLIANT', carol: 'COMPLIANT' },
      0,
    ],
  ])('%s', async (_title, users, shown, superseded) => {
    expect(await sweep(users)).toEqual({ shown, superseded });
  });
});
