import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../policy/policy.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { activeKeys, writes } from '../support/remediation.ts';
import { daysAgo, exemptUntil, usedAt } from '../support/users.ts';
import type { Automation } from './alice.ts';
import { courseOf, DANA, ERIK, outputOf, withApproval } from './approval.ts';

const ASKED = 'PlanDeactivation Success, ReadPlan Success, CheckPlan Success, RequestApproval';

/** Plays the runbook with an approval, with one way to run its scripts. */
export function describeApproval(automation: Automation): void {
  describe('the approval', () => {
    it('is asked for with the plan, and nothing is changed before', async () => {
      const { account, ask } = await withApproval(automation);
      const execution = await ask({ ProtectUsedWithinDays: '3' });
      expect(courseOf(execution)).toBe(`Waiting, ${ASKED} Waiting`);
      const { Inputs: inputs = {} } = execution.StepExecutions?.at(-1) ?? {};
      const message = JSON.parse(inputs['Message'] ?? '');
      const [kept, surplus] = activeKeys(account, 'alice');
      expect(message).toContain(`Deactivate ${surplus} of the IAM user alice (AIDA`);
      expect(message).toContain(
        `in account 111122223333, and keep ${kept}? 2 active access keys. Keep ${kept}`,
      );
      expect(message).toContain(
        'Parameters: SelectionStrategy=LeastRecentlyUsed, RotationGraceHours=24, ProtectUsedWithinDays=3, ExemptionMaxDays=90, ' +
          'KeepAccessKeyId="". Automation',
      );
      // The request comes of a dry run, but what is approved is none.
      expect(message).not.toMatch(/dry/i);
      expect(message).toContain(`Automation execution ${execution.AutomationExecutionId} in us-east-1.`);
      expect(writes(account)).toEqual([]);
    });

    it('leads to the deactivation', async () => {
      const { account, ask, signal, read } = await withApproval(automation);
      const { AutomationExecutionId: id } = await ask();
      account.clock.advance(2 * DAY_MS);
      await signal(id, 'Approve');
      const execution = await read(id);
      expect(courseOf(execution)).toBe(
        `Success, ${ASKED} Success, CheckApproval Success, DeactivateSurplusAccessKeys Success, ReadReceipt Success`,
      );
      expect(outputOf(execution, 'ReadReceipt.Outcome')).toBe('Deactivated');
      expect(outputOf(execution, 'ReadReceipt.Undo')).toContain('OneActiveKey-ReactivateAccessKey');
      expect(outputOf(execution, 'ReadReceipt.DeactivatedAccessKeyIds')).toBe(
        outputOf(execution, 'ReadPlan.PlannedAccessKeyIds'),
      );
      expect(outputOf(execution, 'RequestApproval.ApprovalStatus')).toBe('Approved');
      expect(activeKeys(account, 'alice')).toEqual([outputOf(execution, 'ReadPlan.KeptAccessKeyId')]);
    });

    it('of two people is needed where two are asked for', async () => {
      const { ask, signal, read } = await withApproval(automation, { MinimumApprovals: '2' });
      const { AutomationExecutionId: id } = await ask();
      await signal(id, 'Approve', DANA);
      expect(courseOf(await read(id))).toBe(`Waiting, ${ASKED} Waiting`);
      await signal(id, 'Approve', ERIK);
      expect(outputOf(await read(id), 'ReadReceipt.Outcome')).toBe('Deactivated');
    });

    it.each([
      ['the one who started it', 'operator'],
      ['somebody else', 'user/frank'],
      ['the role of the runbook', 'one-active-key-automation'],
    ])('is not given by %s', async (_title, principal) => {
      const { ask, signal, read } = await withApproval(automation);
      const { AutomationExecutionId: id } = await ask();
      await expect(signal(id, 'Approve', principal)).rejects.toThrow('is not among the approvers');
      expect(courseOf(await read(id))).toBe(`Waiting, ${ASKED} Waiting`);
    });
  });

  describe('without an approval nothing is changed', () => {
    it.each([
      ['and the step fails', true, `Failed, ${ASKED} Failed, ReportNoApproval Success`],
      [
        'and the step succeeds',
        false,
        `Success, ${ASKED} Success, CheckApproval Success, ReportNoApproval Success`,
      ],
    ])('if it is rejected %s', async (_title, rejectionFailsStep, course) => {
      const { account, ask, signal, read } = await withApproval({ ...automation, rejectionFailsStep });
      const { AutomationExecutionId: id } = await ask();
      await signal(id, 'Reject');
      const execution = await read(id);
      expect(courseOf(execution)).toBe(course);
      expect(outputOf(execution, 'ReportNoApproval.Outcome')).toBe('NotApproved');
      expect(outputOf(execution, 'ReportNoApproval.Reason')).toMatch(/^No key was changed\. /);
      expect(outputOf(execution, 'ReadReceipt.Outcome')).toBeUndefined();
      expect(writes(account)).toEqual([]);
    });

    it('if one of two rejects', async () => {
      const { account, ask, signal, read } = await withApproval(automation, { MinimumApprovals: '2' });
      const { AutomationExecutionId: id } = await ask();
      await signal(id, 'Approve', DANA);
      await signal(id, 'Reject', ERIK);
      expect(outputOf(await read(id), 'ReportNoApproval.Outcome')).toBe('NotApproved');
      expect(writes(account)).toEqual([]);
    });

    it('if nobody answers in time; an approval after that is refused', async () => {
      const { account, ask, signal, read } = await withApproval(automation);
      const { AutomationExecutionId: id } = await ask();
      account.clock.advance(7 * DAY_MS);
      await expect(signal(id, 'Approve')).rejects.toThrow('has ended');
      const execution = await read(id);
      expect(courseOf(execution)).toBe(`TimedOut, ${ASKED} TimedOut, ReportNoApproval Success`);
      expect(outputOf(execution, 'ReportNoApproval.Outcome')).toBe('NotApproved');
      expect(writes(account)).toEqual([]);
    });

    it('if the execution is cancelled', async () => {
      const { account, ask, stop, read } = await withApproval(automation);
      const { AutomationExecutionId: id } = await ask();
      await stop(id);
      expect(courseOf(await read(id))).toBe(`Cancelled, ${ASKED} Cancelled`);
      expect(writes(account)).toEqual([]);
    });
  });

  describe('nobody is asked', () => {
    it.each<[string, number, (account: SandboxAccount) => unknown, string]>([
      ['a user with one key', 1, () => {}, 'NothingToDo'],
      ['an exempt user', 2, ({ backdoor }) => backdoor.tagUser('alice', exemptUntil('2026-12-01')), 'Exempt'],
      [
        'a refusal',
        2,
        ({ backdoor }) => backdoor.tagUser('alice', { 'one-active-key:keep': 'x' }),
        'Refused',
      ],
      ['a user that is gone', 2, ({ backdoor }) => backdoor.deleteUser('alice'), 'UserGone'],
    ])('about %s', async (_title, keys, prepare, outcome) => {
      const { account, ask } = await withApproval(automation, { keys });
      prepare(account);
      const execution = await ask();
      expect(courseOf(execution)).toBe(
        'Success, PlanDeactivation Success, ReadPlan Success, CheckPlan Success, EndWithoutRequest Success',
      );
      expect(outputOf(execution, 'ReadPlan.Outcome')).toBe(outcome);
    });

    it('if the function fails', async () => {
      const { account, ask } = await withApproval(automation);
      account.faults.add(({ operation }) => (operation === 'ListAccessKeys' ? { kind: 'deny' } : undefined));
      expect((await ask()).AutomationExecutionStatus).toBe('Failed');
    });
  });

  describe('an approval that comes too late, since the world has changed, changes nothing', () => {
    type Keys = readonly string[];
    it.each<[string, (account: SandboxAccount, keys: Keys) => unknown, string, string]>([
      [
        'the owner has named the other key',
        ({ backdoor }, [, surplus = '']) => backdoor.tagUser('alice', { 'one-active-key:keep': surplus }),
        'Refused',
        'PlanChanged',
      ],
      [
        'a third key has appeared',
        ({ backdoor }) => backdoor.createAccessKey('alice', { createdAt: daysAgo(20) }),
        'Refused',
        'PlanChanged',
      ],
      [
        'the key was used',
        ({ backdoor, clock }, [, surplus = '']) => backdoor.useKey(surplus, usedAt(clock.now())),
        'Refused',
        'KeysInUse',
      ],
      [
        'the survivor is named, which waives the protection of the key that was used',
        ({ backdoor, clock }, [kept = '', surplus = '']) => {
          backdoor.useKey(surplus, usedAt(clock.now()));
          backdoor.tagUser('alice', { 'one-active-key:keep': kept });
        },
        'Refused',
        'PlanChanged',
      ],
      [
        'a person has deactivated the key',
        ({ backdoor }, [, surplus = '']) => backdoor.setKeyStatus(surplus, 'Inactive'),
        'NothingToDo',
        'none',
      ],
      [
        'a person has deactivated the key that would stay',
        ({ backdoor }, [kept = '']) => backdoor.setKeyStatus(kept, 'Inactive'),
        'NothingToDo',
        'none',
      ],
      [
        'the user is exempt',
        ({ backdoor }) => backdoor.tagUser('alice', exemptUntil('2026-12-01')),
        'Exempt',
        'none',
      ],
      ['the user is gone', ({ backdoor }) => backdoor.deleteUser('alice'), 'UserGone', 'none'],
    ])('%s', async (...[, change, outcome, code]) => {
      const { account, ask, signal, read } = await withApproval(automation);
      const { AutomationExecutionId: id } = await ask();
      account.clock.advance(3 * DAY_MS);
      change(account, activeKeys(account, 'alice'));
      const before = account.backdoor.states();
      await signal(id, 'Approve');
      const execution = await read(id);
      expect(execution.AutomationExecutionStatus).toBe('Success');
      expect(outputOf(execution, 'ReadReceipt.Outcome')).toBe(outcome);
      expect(outputOf(execution, 'ReadReceipt.RefusalCode')).toBe(code);
      expect(writes(account)).toEqual([]);
      expect(account.backdoor.states()).toEqual(before);
    });
  });

  it('also without the protection of keys in use an approval does not take the key that is used now', async () => {
    const { account, ask, signal, read } = await withApproval(automation);
    const { AutomationExecutionId: id } = await ask({ ProtectUsedWithinDays: '0' });
    account.clock.advance(DAY_MS);
    const [, surplus = ''] = activeKeys(account, 'alice');
    account.backdoor.useKey(surplus, usedAt(account.clock.now()));
    await signal(id, 'Approve');
    expect(outputOf(await read(id), 'ReadReceipt.RefusalCode')).toBe('PlanChanged');
    expect(writes(account)).toEqual([]);
  });

  it('a request that is made twice and approved twice deactivates once', async () => {
    const { account, ask, signal, read } = await withApproval(automation);
    const { AutomationExecutionId: first } = await ask();
    const { AutomationExecutionId: second } = await ask();
    await signal(second, 'Approve');
    await signal(first, 'Approve');
    expect(outputOf(await read(second), 'ReadReceipt.Outcome')).toBe('Deactivated');
    expect(outputOf(await read(first), 'ReadReceipt.Outcome')).toBe('NothingToDo');
    expect(writes(account)).toEqual(['UpdateAccessKey Inactive']);
  });

  it('two approvals at the same time deactivate once', async () => {
    const { account, ask, signal } = await withApproval(automation);
    const ids = [(await ask()).AutomationExecutionId, (await ask()).AutomationExecutionId];
    await Promise.all(ids.map((id) => signal(id, 'Approve')));
    expect(activeKeys(account, 'alice')).toHaveLength(1);
    expect(writes(account)).toEqual(['UpdateAccessKey Inactive']);
  });
}
