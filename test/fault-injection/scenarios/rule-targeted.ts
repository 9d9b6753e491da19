import { expect } from 'vitest';
import { DELETED_USER, noteChange } from '../../../ledger/evaluations/notes.ts';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { itemsOf, ledgerOf } from '../../support/ledger.ts';
import { addUser, dashboard, deployed, evaluate } from '../../support/rule.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { expectedVerdicts, scheduledEvent } from './rule.ts';
import { RULE_SENDER, ruleLabels } from './rule-calls.ts';

/** Notes changed users, and has the re-evaluation function start the rule for them. */
async function start(account: SandboxAccount, users: readonly string[]): Promise<void> {
  for (const user of users)
    await noteChange(ledgerOf(account), { user, at: account.clock.now(), nonce: `of ${user}` });
  const due = { operation: 'StartEvaluations', postponements: 0 };
  expect(await account.functions.invoke(NAMES.reevaluationFunction, due)).not.toHaveProperty('FunctionError');
}

function changeEverything({ backdoor }: SandboxAccount): void {
  backdoor.setKeyStatus(backdoor.keysOf('fewer')[1]?.accessKeyId ?? '', 'Inactive');
  for (const name of ['more', 'unnoted'])
    backdoor.setKeyStatus(backdoor.keysOf(name)[1]?.accessKeyId ?? '', 'Active');
  backdoor.deleteUser('deleted');
}

/**
 * Since the last sweep, three users changed and are noted: one has more keys, one fewer, and one was deleted.
 */
async function prepare(): Promise<Scene> {
  const { account } = deployed();
  const { backdoor, configRules } = account;
  for (const name of ['fewer', 'more', 'unnoted', 'deleted']) addUser(account, name, 2);
  for (const name of ['more', 'unnoted'])
    backdoor.setKeyStatus(backdoor.keysOf(name)[1]?.accessKeyId ?? '', 'Inactive');
  await evaluate(account);
  const deletedId = backdoor.users().find(({ userName }) => userName === 'deleted')?.userId;
  const ofDeleted = () =>
    configRules.results(NAMES.configRule).find(({ resourceId }) => resourceId === deletedId)?.complianceType;
  const { deleted: _, ...earlier } = dashboard(account);
  changeEverything(account);
  account.clock.advance(60_000);
  await start(account, ['fewer', 'more', DELETED_USER]);
  const { unnoted: ofUnnoted, ...ofNoted } = expectedVerdicts(account);
  const notes = () => itemsOf(account).filter(({ pk }) => pk === 'PENDING').length;
  const assertAllOfNoted = () => {
    expect(dashboard(account)).toMatchObject(ofNoted);
    expect(ofDeleted()).toBe('NOT_APPLICABLE');
  };
  return {
    account,
    event: scheduledEvent(account),
    assertInvariants() {
      const now = dashboard(account);
      for (const [name, type] of Object.entries(expectedVerdicts(account)))
        expect([type, earlier[name]]).toContain(now[name]);
    },
    leftBehind: {
      'all verdicts': () => {
        assertAllOfNoted();
        expect(dashboard(account)).toMatchObject({ unnoted: ofUnnoted });
      },
      'the verdicts of these users': () => {
        assertAllOfNoted();
        expect(dashboard(account)).toMatchObject({ unnoted: earlier['unnoted'] });
      },
      'earlier verdicts': () => {
        expect(dashboard(account)).toMatchObject(earlier);
        expect(ofDeleted()).toBe('NON_COMPLIANT');
      },
      'earlier verdicts of those users': () => expect(ofDeleted()).toBe('NOT_APPLICABLE'),
      'earlier verdicts of deleted users': () => {
        expect(dashboard(account)).toMatchObject(ofNoted);
        expect(ofDeleted()).toBe('NON_COMPLIANT');
      },
      notes: () => expect(notes()).toBeGreaterThan(0),
      'no notes': () => expect(notes()).toBe(0),
    },
    assertComplete: assertAllOfNoted,
  };
}

export const targeted: Scenario = {
  name: 'rule, targeted',
  sender: RULE_SENDER,
  isRunbook: false,
  labels: ruleLabels,
  prepare,
};
