import { describe, expect, it } from 'vitest';
import { readRule } from '../../ledger/evaluations/rule-item.ts';
import { NAMES, ruleFunctionArn } from '../../product/names.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { automaticAccount } from '../support/automatic.ts';
import { anEvent, changed } from '../support/events.ts';
import { itemsOf, ledgerOf, putItem } from '../support/ledger.ts';
import { addUser, dashboard, evaluate } from '../support/rule.ts';
import { deliverEvent, sweptAccount } from '../support/targeted-runs.ts';
import { exemptUntil } from '../support/users.ts';

const RULE = NAMES.configRule;
const LOOSER = { ruleParameters: JSON.stringify({ rotationGraceHours: '24' }) };
const CHANGES = { ruleParameters: JSON.stringify({ rotationGraceHours: '24', reporting: 'Changes' }) };
const FORGED = { resultToken: 'forged' };
const TEST = { resultToken: 'TESTMODE' };

/** alice has two keys, and notice that one of them will be deactivated; the exemption of bob ends soon. */
async function withNotice() {
  const { account, deployment } = await automaticAccount();
  const { userId } = addUser(account, 'alice', 2);
  addUser(account, 'bob', 2);
  account.backdoor.tagUser('bob', exemptUntil('2026-11-22'));
  const at = account.clock.now().toISOString();
  const times = { acceptedAt: at, notBefore: at, remindedAt: '' };
  putItem(account, { pk: 'NOTICE', sk: userId, nonce: 'n', plan: '{}', ...times });
  return { account, deployment, userId };
}

const kindsOf = (account: SandboxAccount) => itemsOf(account).map(({ pk }) => pk);
const invoke = (account: SandboxAccount, event: object, ...changes: readonly object[]) =>
  account.functions.invoke(NAMES.ruleFunction, Object.assign({}, event, ...changes));
const lastLine = ({ lines }: Awaited<ReturnType<typeof withNotice>>['deployment']) => lines.rule.at(-1);

describe('a notice, an exemption that ends soon and what is known of the rule stay as they are', () => {
  it.each<[string, object, string, RegExp | undefined]>([
    ['after a forged token', FORGED, 'incomplete', /InvalidResultToken/],
    [
      'after a forged token and looser parameters',
      { ...LOOSER, ...FORGED },
      'incomplete',
      /InvalidResultToken/,
    ],
    [
      'after a forged token and reporting=Changes',
      { ...CHANGES, ...FORGED },
      'incomplete',
      /InvalidResultToken/,
    ],
    ['after a test run', TEST, 'test', undefined],
    ['after a test run with looser parameters', { ...LOOSER, ...TEST }, 'test', undefined],
  ])('%s', async (_, forgery, sweep, error) => {
    const { account, deployment } = await withNotice();
    const { Payload, FunctionError } = await invoke(account, account.configRules.notify(RULE), forgery);
    if (error) expect(Payload).toMatch(error);
    else expect(FunctionError).toBeUndefined();
    expect(lastLine(deployment)).toMatchObject({ kind: 'sweep', sweep });
    expect(kindsOf(account)).not.toContain('EXEMPTION');
    expect(kindsOf(account)).not.toContain('PENDING');
    expect(kindsOf(account)).toContain('NOTICE');
    const { state } = await readRule(ledgerOf(account), RULE);
    expect(state).toEqual({ lastSweepAt: undefined, newestAt: undefined, owed: [], runs: [] });
  });

  it.each([FORGED, TEST])('after a forged change of the user: %o', async (forgery) => {
    const { account, userId } = await withNotice();
    await invoke(account, anEvent(changed({ resourceId: userId })), LOOSER, forgery);
    expect(kindsOf(account)).toEqual(['NOTICE']);
  });
});

describe('what AWS Config has taken counts', () => {
  it('a notice is void, and an exemption that ends soon is noted', async () => {
    const { account, deployment } = await withNotice();
    expect(await evaluate(account)).toBeUndefined();
    expect(kindsOf(account).toSorted()).toEqual(['EXEMPTION', 'RULE']);
    expect(lastLine(deployment)?.sweep).toBe('completed');
  });

  it('but not of a user whose evaluation AWS Config did not take', async () => {
    const { account, userId } = await withNotice();
    account.configRules.failEvaluations(({ ComplianceResourceId }) => ComplianceResourceId === userId);
    await evaluate(account);
    expect(kindsOf(account)).toEqual(expect.arrayContaining(['EXEMPTION', 'NOTICE']));
  });

  it('also of a user whose unchanged evaluation is left out', async () => {
    const { account } = await automaticAccount({ withoutRule: true });
    const inputParameters = { reporting: 'Changes' };
    account.configRules.put({
      configRuleName: RULE,
      sourceIdentifier: ruleFunctionArn(account),
      inputParameters,
    });
    addUser(account, 'alice', 2);
    const carol = addUser(account, 'carol', 1);
    await evaluate(account);
    const at = account.clock.now().toISOString();
    const times = { acceptedAt: at, notBefore: at, remindedAt: '' };
    putItem(account, { pk: 'NOTICE', sk: carol.userId, nonce: 'n', plan: '{}', ...times });
    account.clock.advance(3_600_000);
    await evaluate(account);
    expect(kindsOf(account)).not.toContain('NOTICE');
  });
});

describe('a run whose token AWS Config refuses is withdrawn', () => {
  it('without users, whose only call is an empty list: it is not completed', async () => {
    const { account, deployment } = sweptAccount();
    const { Payload } = await invoke(account, account.configRules.notify(RULE), FORGED);
    expect(Payload).toContain('the empty list of evaluations: InvalidResultTokenException');
    expect(deployment.lines.rule.at(-1)).toMatchObject({ sweep: 'incomplete' });
  });

  it('so that the users of a change are evaluated by the next run', async () => {
    const { account } = sweptAccount();
    addUser(account, 'alice', 2);
    await deliverEvent(account, 'CreateAccessKey', { userName: 'alice' });
    account.clock.advance(60_000);
    await account.scheduler.fireDue();
    const event = account.configRules.notify(RULE);
    await invoke(account, event, FORGED);
    expect(kindsOf(account)).toContain('PENDING');
    expect((await readRule(ledgerOf(account), RULE)).state.runs).toEqual([]);
    await invoke(account, event);
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });
  });
});
