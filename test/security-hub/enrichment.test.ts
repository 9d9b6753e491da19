import { describe, expect, it } from 'vitest';
import { RETIRED_ANNOTATION } from '../../policy/annotation.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { NAMES } from '../../product/names.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { addUser, deployed, evaluate } from '../support/rule.ts';
import {
  changeByHand,
  deliverFindings,
  deploySecurityHub,
  evaluateAndDeliver,
  findingFor,
  invokeSecurityHub,
  shownFor,
} from '../support/security-hub.ts';
import { exemptUntil } from '../support/users.ts';

const PLAN = /^NON_COMPLIANT as of 2026-11-2\dT\d\d:\d\dZ: .*Keep AKIA\S+ .*deactivate AKIA/;
const EXEMPT =
  /^NOT_APPLICABLE \(exempt\) as of \S+, workflow status SUPPRESSED by One Active Key: .*Exempt until 2026-11-25: migration$/;

/** An account in which alice has two active keys, and her finding says so. */
async function withFinding() {
  const { account } = deployed();
  const lines = deploySecurityHub(account);
  const { userId, keys } = addUser(account, 'alice', 2);
  await evaluateAndDeliver(account);
  const deactivateOne = () => account.backdoor.setKeyStatus(keys[1] ?? '', 'Inactive');
  const activateAll = () => {
    for (const key of keys) account.backdoor.setKeyStatus(key, 'Active');
  };
  const exempt = () => account.backdoor.tagUser('alice', exemptUntil('2026-11-25'));
  const unexempt = () =>
    account.backdoor.untagUser('alice', ['one-active-key:exempt-until', 'one-active-key:exempt-reason']);
  return { account, lines, userId, deactivateOne, activateAll, exempt, unexempt };
}

const refresh = async (account: SandboxAccount) => {
  const line = await invokeSecurityHub(account, { operation: 'Refresh' });
  await deliverFindings(account);
  return line;
};
const updates = (account: SandboxAccount) =>
  account.calls.filter(
    ({ operation, principal }) =>
      operation === 'BatchUpdateFindings' && principal === NAMES.securityHubFunction,
  ).length;

describe('the plan in the note', () => {
  it('is that of AWS Config, written by us', async () => {
    const { account } = await withFinding();
    const [result] = account.configRules.results(NAMES.configRule);
    expect(shownFor(account, 'alice')).toEqual([
      'NEW',
      `NON_COMPLIANT as of 2026-11-21T12:01Z: ${result?.annotation}`,
      'one-active-key',
    ]);
    expect(shownFor(account, 'alice')[1]).toMatch(PLAN);
  });

  it('costs one update: the event of our own update ends there', async () => {
    const { account, lines } = await withFinding();
    expect(updates(account)).toBe(1);
    expect(lines.map(({ updated, left }) => [updated.length, left])).toEqual([
      [1, {}],
      [0, { UpToDate: 1 }],
    ]);
  });

  it('costs one update also if GetFindings shows it minutes late', async () => {
    const { account } = deployed();
    deploySecurityHub(account);
    addUser(account, 'alice', 2);
    await evaluate(account);
    account.securityHub.receiveEvaluations();
    const late = account.securityHub.findings();
    account.addOperations('securityhub', { GetFindings: () => ({ Findings: [...late] }) });
    expect(await deliverFindings(account)).toBe(2);
    expect(updates(account)).toBe(1);
  });

  it('is not written anew for an evaluation with the same words', async () => {
    const { account } = await withFinding();
    const before = shownFor(account, 'alice');
    await evaluateAndDeliver(account);
    await refresh(account);
    expect(shownFor(account, 'alice')).toEqual(before);
    expect(updates(account)).toBe(1);
  });

  it('is brought up to date once a day where only the annotation changed, of which AWS Config sends nothing', async () => {
    const { account } = await withFinding();
    for (const { accessKeyId } of account.backdoor.keysOf('alice'))
      account.backdoor.useKey(accessKeyId, { at: account.clock.now(), service: 's3', region: 'us-east-1' });
    await evaluateAndDeliver(account);
    expect(shownFor(account, 'alice')[1]).toMatch(PLAN);
    await refresh(account);
    expect(shownFor(account, 'alice')[1]).toMatch(/^NON_COMPLIANT as of .*KeysInUse: /);
  });

  it('is not on the finding of a user that complies, which costs no call', async () => {
    const { account } = deployed();
    const lines = deploySecurityHub(account);
    addUser(account, 'one');
    await evaluateAndDeliver(account);
    expect(shownFor(account, 'one')).toEqual(['RESOLVED', undefined, undefined]);
    expect(account.calls.filter(({ principal }) => principal === NAMES.securityHubFunction)).toEqual([]);
    expect(lines).toMatchObject([{ updated: [], left: { UpToDate: 1 } }]);
  });
});

describe('the workflow status', () => {
  it('of a user that was remediated is RESOLVED, then NEW again if it is NON_COMPLIANT again', async () => {
    const { account, deactivateOne, activateAll } = await withFinding();
    deactivateOne();
    await evaluateAndDeliver(account);
    expect(shownFor(account, 'alice')).toEqual([
      'RESOLVED',
      expect.stringMatching(/^COMPLIANT as of [^,]*: alice: 1 active access key\.$/),
      'one-active-key',
    ]);
    activateAll();
    await evaluateAndDeliver(account);
    expect(shownFor(account, 'alice')).toEqual(['NEW', expect.stringMatching(PLAN), 'one-active-key']);
  });

  it('of a user that is exempted is SUPPRESSED, and NEW again when the exemption ends', async () => {
    const { account, exempt, unexempt } = await withFinding();
    exempt();
    await evaluateAndDeliver(account);
    expect(shownFor(account, 'alice')).toEqual([
      'SUPPRESSED',
      expect.stringMatching(EXEMPT),
      'one-active-key',
    ]);
    unexempt();
    await evaluateAndDeliver(account);
    // Security Hub updates no finding that is suppressed, so no event comes.
    expect(findingFor(account, 'alice')).toMatchObject({
      Compliance: { Status: 'NOT_AVAILABLE' },
      Workflow: { Status: 'SUPPRESSED' },
    });
    await refresh(account);
    expect(shownFor(account, 'alice')).toEqual(['NEW', expect.stringMatching(PLAN), 'one-active-key']);
  });

  it('is NEW again when an exemption expires by itself', async () => {
    const { account, exempt } = await withFinding();
    exempt();
    await evaluateAndDeliver(account);
    account.clock.advance(5 * DAY_MS);
    await evaluateAndDeliver(account);
    await refresh(account);
    expect(shownFor(account, 'alice')[0]).toBe('NEW');
  });

  it('of an exempt user that is remediated is RESOLVED', async () => {
    const { account, exempt, deactivateOne } = await withFinding();
    exempt();
    await evaluateAndDeliver(account);
    deactivateOne();
    await evaluateAndDeliver(account);
    await refresh(account);
    expect(shownFor(account, 'alice')).toEqual([
      'RESOLVED',
      expect.stringMatching(/^COMPLIANT as of \S+, workflow status RESOLVED by One Active Key: /),
      'one-active-key',
    ]);
  });

  it('that we set to RESOLVED is NEW again if it is NON_COMPLIANT again, also if Security Hub sends nothing', async () => {
    const { account, exempt, unexempt, deactivateOne, activateAll } = await withFinding();
    exempt();
    account.clock.advance(60_000);
    await evaluate(account);
    // The daily pass comes before Security Hub has the new result: the finding is suppressed while it says
    // FAILED.
    await refresh(account);
    deactivateOne();
    await evaluateAndDeliver(account);
    await refresh(account);
    expect(findingFor(account, 'alice')).toMatchObject({
      Compliance: { Status: 'FAILED' },
      Workflow: { Status: 'RESOLVED' },
    });
    activateAll();
    unexempt();
    await evaluateAndDeliver(account);
    await refresh(account);
    expect(shownFor(account, 'alice')).toEqual(['NEW', expect.stringMatching(PLAN), 'one-active-key']);
  });

  it('of a user that was deleted is RESOLVED, since Security Hub archives no finding of AWS Config', async () => {
    const { account, userId } = await withFinding();
    account.backdoor.deleteUser('alice');
    account.clock.advance(DAY_MS);
    await evaluate(account);
    await evaluateAndDeliver(account);
    expect(account.configRules.results(NAMES.configRule)).toMatchObject([
      { resourceId: userId, annotation: RETIRED_ANNOTATION },
    ]);
    expect(shownFor(account, 'alice')).toEqual([
      'RESOLVED',
      expect.stringMatching(
        /^NOT_APPLICABLE \(user gone\) as of \S+, workflow status RESOLVED by One Active Key: The user no longer/,
      ),
      'one-active-key',
    ]);
  });
});

describe('what a person did', () => {
  it('a note of a person is never overwritten, and its finding is left as it is', async () => {
    const { account, exempt, lines } = await withFinding();
    await changeByHand(account, 'alice', { note: 'Ticket 4711, Ana asks the team' });
    exempt();
    await evaluateAndDeliver(account);
    await refresh(account);
    expect(shownFor(account, 'alice')).toEqual([
      'NEW',
      'Ticket 4711, Ana asks the team',
      'arn:aws:iam::111122223333:user/analyst',
    ]);
    expect(lines.at(-1)).toMatchObject({ updated: [], left: { NoteOfSomebodyElse: 1 } });
  });

  it('a finding that a person suppressed stays suppressed, whatever AWS Config says', async () => {
    const { account, exempt, unexempt } = await withFinding();
    await changeByHand(account, 'alice', { status: 'SUPPRESSED' });
    exempt();
    await evaluateAndDeliver(account);
    await refresh(account);
    expect(shownFor(account, 'alice')[0]).toBe('SUPPRESSED');
    expect(shownFor(account, 'alice')[1]).toMatch(/^NOT_APPLICABLE \(exempt\) as of [^,]*: /);
    unexempt();
    await evaluateAndDeliver(account);
    await refresh(account);
    expect(shownFor(account, 'alice')).toEqual(['SUPPRESSED', expect.stringMatching(PLAN), 'one-active-key']);
  });

  it('a finding that a person opened again while the user is exempt stays open', async () => {
    const { account, exempt, unexempt } = await withFinding();
    exempt();
    await evaluateAndDeliver(account);
    await changeByHand(account, 'alice', { status: 'NEW' });
    await refresh(account);
    expect(shownFor(account, 'alice')[0]).toBe('NEW');
    // Whoever suppresses it now is a person, whatever our note said before.
    await changeByHand(account, 'alice', { status: 'SUPPRESSED' });
    unexempt();
    await evaluateAndDeliver(account);
    await refresh(account);
    expect(shownFor(account, 'alice')[0]).toBe('SUPPRESSED');
  });

  it('a finding that a person resolved stays resolved as long as it is NON_COMPLIANT', async () => {
    const { account } = await withFinding();
    await changeByHand(account, 'alice', { status: 'RESOLVED' });
    await evaluateAndDeliver(account);
    expect(shownFor(account, 'alice')[0]).toBe('RESOLVED');
  });

  it('the owner was notified: the status stays NOTIFIED, and the plan is there', async () => {
    const { account } = await withFinding();
    await changeByHand(account, 'alice', { status: 'NOTIFIED' });
    await refresh(account);
    expect(shownFor(account, 'alice')).toEqual(['NOTIFIED', expect.stringMatching(PLAN), 'one-active-key']);
  });
});

describe('events that come late, twice or in another order', () => {
  it.each([
    ['twice', (events: readonly object[]) => [...events, ...events]],
    ['in the opposite order', (events: readonly object[]) => events.toReversed()],
    ['the first one last', (events: readonly object[]) => [...events.slice(1), ...events.slice(0, 1)]],
  ])('%s lead to the same finding', async (_, reorder) => {
    const course = async (deliver: (events: readonly object[]) => readonly object[]) => {
      const { account } = deployed();
      deploySecurityHub(account);
      const { keys } = addUser(account, 'alice', 2);
      const events: object[] = [];
      for (const status of ['Active', 'Inactive', 'Active'] as const) {
        account.backdoor.setKeyStatus(keys[1] ?? '', status);
        account.clock.advance(60_000);
        await evaluate(account);
        account.securityHub.receiveEvaluations();
        events.push(...account.securityHub.takeEvents());
      }
      for (const event of deliver(events)) await invokeSecurityHub(account, event);
      await deliverFindings(account);
      return [...shownFor(account, 'alice'), updates(account)];
    };
    const inOrder = await course((events) => events);
    expect(inOrder).toEqual(['NEW', expect.stringMatching(PLAN), 'one-active-key', 1]);
    expect(await course(reorder)).toEqual(inOrder);
  });
});
