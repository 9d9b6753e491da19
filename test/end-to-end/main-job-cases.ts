import { describe, expect, it } from 'vitest';
import { activeKeys, failCall, writes } from '../support/remediation.ts';
import { dashboard, evaluate } from '../support/rule.ts';
import { type OperatedAccount, outputs, REACTIVATE, start } from '../support/runbooks.ts';
import { type Automation, withAlice } from './alice.ts';

/** The words that a POSIX shell reads from a command that has no quotes but single quotes. */
function wordsOf(command: string): string[] {
  return Array.from(command.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '');
}

/** Runs the undo command of a receipt. */
function runCommand({ ssm }: OperatedAccount, command: string) {
  const words = wordsOf(command);
  const parameters: Record<string, string[]> = JSON.parse(words.at(-1) ?? '');
  const entries = Object.entries(parameters).map(([name, [value = '']]) => [name, value] as const);
  return start(ssm, words[words.indexOf('--document-name') + 1] ?? '', Object.fromEntries(entries));
}

/** Declares the tests of the main job, from the verdict of the rule to the undo command. */
export function describeMainJob(automation: Automation): void {
  describe('the main job', () => {
    it('evaluates, deactivates and evaluates; the undo command reactivates, and the user is exempt', async () => {
      const { account, alice, remediate, ...operated } = await withAlice(automation, 2);
      const [used = '', neverUsed = ''] = alice.keys;
      await evaluate(account);
      expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });

      const execution = await remediate();
      expect(execution.AutomationExecutionStatus).toBe('Success');
      expect(outputs(execution)).toEqual({
        Outcome: 'Deactivated',
        RefusalCode: 'none',
        UserName: 'alice',
        AccountId: '111122223333',
        Region: 'us-east-1',
        At: '2026-11-21T12:00:05.000Z',
        Parameters:
          'dryRun=false, exemptionMaxDays=90, keepAccessKeyId=none, protectUsedWithinDays=7, rotationGraceHours=24, selectionStrategy=LeastRecentlyUsed',
        KeptAccessKeyId: used,
        DeactivatedAccessKeyIds: neverUsed,
        PlannedAccessKeyIds: 'none',
        Reason: expect.stringContaining(`deactivate ${neverUsed} (never used`),
        Undo: expect.stringMatching(/^aws ssm start-automation-execution /),
      });
      expect(activeKeys(account, 'alice')).toEqual([used]);
      expect(await account.configRules.runStarted()).toEqual(['iam-user-one-active-access-key']);
      expect(dashboard(account)).toEqual({ alice: 'COMPLIANT' });

      const undone = await runCommand({ account, ...operated }, outputs(execution)['Undo'] ?? '');
      expect(outputs(undone)).toEqual({
        Outcome: 'Reactivated',
        RefusalCode: 'none',
        UserName: 'alice',
        AccountId: '111122223333',
        Region: 'us-east-1',
        At: expect.stringMatching(/^2026-11-21T12:00:\d\d\.000Z$/),
        Parameters: `accessKeyId=${neverUsed}, exemptForDays=7, exemptionMaxDays=90, force=false`,
        ReactivatedAccessKeyIds: neverUsed,
        Reason: `${neverUsed} is Active again. Exempt until 2026-11-28. AWS Config accepts one start of an evaluation per minute: the next evaluation will show the change.`,
      });
      account.clock.advance(60_000);
      await evaluate(account);
      expect(dashboard(account)).toEqual({ alice: 'NOT_APPLICABLE' });
      expect(outputs(await remediate())).toMatchObject({ Outcome: 'Exempt' });
    });

    it('the undo command is one line that a POSIX shell reads as these words', async () => {
      const { alice, role, remediate } = await withAlice(automation, 2);
      const { Undo = '' } = outputs(await remediate());
      expect(wordsOf(Undo)).toEqual([
        'aws',
        'ssm',
        'start-automation-execution',
        '--region',
        'us-east-1',
        '--document-name',
        REACTIVATE,
        '--parameters',
        JSON.stringify({
          AutomationAssumeRole: [role],
          IAMUserId: [alice.userId],
          AccessKeyId: [alice.keys[1]],
        }),
      ]);
    });

    it('the undo command has the partition and the Region of the account', async () => {
      const { remediate } = await withAlice(automation, 2, {
        partition: 'aws-us-gov',
        region: 'us-gov-west-1',
      });
      const { Undo = '' } = outputs(await remediate());
      expect(Undo).toContain('--region us-gov-west-1 ');
      expect(Undo).toContain('arn:aws-us-gov:iam::111122223333:role/one-active-key-automation');
    });

    it('one of three active keys stays active', async () => {
      const { account, alice, remediate } = await withAlice(automation, 3);
      expect(
        outputs(await remediate())
          ['DeactivatedAccessKeyIds']?.split(', ')
          .toSorted(),
      ).toEqual(alice.keys.slice(1).toSorted());
      expect(activeKeys(account, 'alice')).toEqual(alice.keys.slice(0, 1));
    });

    it('a second click on Remediate has nothing to do', async () => {
      const { account, remediate } = await withAlice(automation, 2);
      await remediate();
      const before = writes(account).length;
      expect(outputs(await remediate())).toMatchObject({
        Outcome: 'NothingToDo',
        DeactivatedAccessKeyIds: 'none',
        Undo: 'none',
      });
      expect(writes(account)).toHaveLength(before);
    });
  });
}

/**
 * Declares the tests of a function that fails. `denialMessage` is the part of IAM's denial that the failure
 * message contains: without Python, the failure message contains only the beginning of the denial.
 */
export function describeFunctionError(automation: Automation, denialMessage: string): void {
  describe('an execution fails with the message of the function that fails', () => {
    for (const lambdaErrorFailsStep of [true, false]) {
      for (const lambdaPayload of ['string', 'object'] as const) {
        it(`if a function error ${lambdaErrorFailsStep ? 'fails' : 'does not fail'} the step and the payload is a ${lambdaPayload}`, async () => {
          const lambdaOptions = { ...automation, lambdaErrorFailsStep, lambdaPayload };
          const { account, remediate } = await withAlice(lambdaOptions, 2);
          failCall(account, 'UpdateAccessKey', { kind: 'deny' }, { andAfter: true });
          const execution = await remediate();
          expect(execution.AutomationExecutionStatus).toBe('Failed');
          expect(execution.FailureMessage).toContain(denialMessage);
          expect(activeKeys(account, 'alice')).toHaveLength(2);
        });
      }
    }
  });
}
