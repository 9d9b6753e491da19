import { expect } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { addUser, dashboard, deployed, evaluate } from '../../support/rule.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { RULE_SENDER, ruleLabels } from './rule-calls.ts';

/** The event with which Config invokes the function on schedule, or after a start. */
export const scheduledEvent = ({ configRules }: SandboxAccount): unknown =>
  configRules.notify(NAMES.configRule);

/** The correct verdicts for the users as they are in IAM. */
export const expectedVerdicts = ({ backdoor }: SandboxAccount): Record<string, string> =>
  Object.fromEntries(
    backdoor.users().map(({ userName }) => {
      const active = backdoor.keysOf(userName).filter(({ status }) => status === 'Active').length;
      return [userName, active > 1 ? 'NON_COMPLIANT' : 'COMPLIANT'];
    }),
  );

const idOf = ({ backdoor }: SandboxAccount, name: string) =>
  backdoor.users().find(({ userName }) => userName === name)?.userId;

function changeEverything({ backdoor }: SandboxAccount): void {
  backdoor.setKeyStatus(backdoor.keysOf('fewer')[1]?.accessKeyId ?? '', 'Inactive');
  backdoor.setKeyStatus(backdoor.keysOf('more')[1]?.accessKeyId ?? '', 'Active');
  backdoor.deleteUser('deleted');
}

/**
 * Since the last run, one user gained an active key, one lost one, and one was deleted; one is deleted in the
 * run.
 */
async function prepare(): Promise<Scene> {
  const { account } = deployed();
  const users = { fewer: 2, more: 2, three: 3, none: 0, deleted: 2, deletedDuringRun: 2 };
  for (const [name, keys] of Object.entries(users)) addUser(account, name, keys);
  account.backdoor.setKeyStatus(account.backdoor.keysOf('more')[1]?.accessKeyId ?? '', 'Inactive');
  await evaluate(account);
  const earlier = dashboard(account);
  const deletedId = idOf(account, 'deleted') ?? '';
  changeEverything(account);
  account.clock.advance(1_000);
  deleteDuringRun(account);
  const results = () => account.configRules.results(NAMES.configRule);
  const complianceTypeOf = (id: string) =>
    results().find(({ resourceId }) => resourceId === id)?.complianceType;
  const assertEarlierVerdicts = () => {
    const { deleted: _, deletedDuringRun: __, ...rest } = earlier;
    expect(dashboard(account)).toMatchObject(
      Object.fromEntries(Object.entries(rest).filter(([name]) => name in expectedVerdicts(account))),
    );
  };
  const assertCorrectVerdicts = () => expect(dashboard(account)).toMatchObject(expectedVerdicts(account));
  return {
    account,
    event: scheduledEvent(account),
    assertInvariants({ last: { failed, message } }) {
      const now = dashboard(account);
      const isCorrect = ([name, type]: [string, string]) => now[name] === type;
      for (const name of Object.keys(expectedVerdicts(account))) {
        expect([expectedVerdicts(account)[name], earlier[name]]).toContain(now[name]);
      }
      const outdated = Object.entries(expectedVerdicts(account)).filter((each) => !isCorrect(each));
      const [, count = '0'] = /^Failed steps of the run: (\d+)/.exec(message) ?? [];
      const isListing = message.includes('the listing of users');
      if (failed && !isListing) expect(outdated.length).toBeLessThanOrEqual(Number(count));
      // The message names at most three users.
      if (failed && !isListing && Number(count) <= 3) {
        for (const [name] of outdated)
          expect(message).toMatch(new RegExp(`${name}: |${idOf(account, name)}: `));
      }
    },
    leftBehind: {
      'all verdicts': () => {
        // Whoever is deleted during a run is retired by the next sweep.
        assertCorrectVerdicts();
        expect(complianceTypeOf(deletedId)).toBe('NOT_APPLICABLE');
      },
      'earlier verdicts': assertEarlierVerdicts,
      'earlier verdicts of those users': () => expect(complianceTypeOf(deletedId)).toBe('NOT_APPLICABLE'),
      'no new all-clear': () => {
        expect(dashboard(account)).toMatchObject({ fewer: 'NON_COMPLIANT', more: 'NON_COMPLIANT' });
        expect(complianceTypeOf(deletedId)).toBe('NON_COMPLIANT');
      },
      'earlier verdicts of deleted users': () => {
        assertCorrectVerdicts();
        expect(complianceTypeOf(deletedId)).toBe('NON_COMPLIANT');
      },
    },
    assertComplete() {
      assertCorrectVerdicts();
      expect(complianceTypeOf(deletedId)).toBe('NOT_APPLICABLE');
    },
  };
}

/**
 * Deletes a user just before the run reads its keys, so that the run no longer finds the user by its name.
 */
function deleteDuringRun({ faults, backdoor }: SandboxAccount): void {
  faults.add(({ operation, input }) => {
    const { UserName } = input as { UserName?: string };
    const exists = backdoor.users().some(({ userName }) => userName === 'deletedDuringRun');
    if (operation === 'ListAccessKeys' && UserName === 'deletedDuringRun' && exists)
      backdoor.deleteUser('deletedDuringRun');
    return undefined;
  });
}

export const rule: Scenario = {
  name: 'rule',
  sender: RULE_SENDER,
  isRunbook: false,
  labels: ruleLabels,
  prepare,
};

/** A user cannot be read at the first attempt, so that the run notes the user for Lambda's retry. */
async function prepareUserLeft(): Promise<Scene> {
  const scene = await prepare();
  const removeFault = scene.account.faults.add(({ operation, input }) => {
    if (operation !== 'ListAccessKeys' || (input as { UserName?: string }).UserName !== 'more')
      return undefined;
    removeFault();
    return { kind: 'deny' };
  });
  return scene;
}

export const userLeft: Scenario = {
  ...rule,
  name: 'rule, a user left',
  faultyCalls: /PutItem the pending users|the rule at the end/,
  prepare: prepareUserLeft,
};
