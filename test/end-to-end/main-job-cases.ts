import { describe, expect, it } from 'vitest';
import type { AutomationOptions } from '../../sandbox/automation/automation.ts';
import { activeKeys, failCall, writes } from '../support/remediation.ts';
import { addUser, dashboard, evaluate } from '../support/rule.ts';
import { DEACTIVATE, type Operated, operated, outputs, REACTIVATE, start } from '../support/runbooks.ts';
import { NOW } from '../support/users.ts';

/** The words that a POSIX shell reads from a command with single quotes only. */
function argv(command: string): string[] {
  return Array.from(command.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '');
}

/** Runs the undo command. */
function carryOut({ ssm }: Operated, command: string) {
  const words = argv(command);
  const parameters: Record<string, string[]> = JSON.parse(words.at(-1) ?? '');
  const input = Object.entries(parameters).map(([name, [value = '']]) => [name, value] as const);
  return start(ssm, words[words.indexOf('--document-name') + 1] ?? '', Object.fromEntries(input));
}

/** How the scripts of the runbooks are run. */
export interface Scripts {
  readonly automation: Partial<AutomationOptions>;
  /** The visible part of an error: without a script that reads the answer, the sandbox shows only its beginning. */
  readonly denied: string;
}

/** Declares the tests of the main job, from the verdict of the rule to the undo. */
export function describeMainJob({ automation, denied }: Scripts): void {
  async function withAlice(keys: number, options: Parameters<typeof operated>[0] = {}) {
    const place = await operated(options, automation);
    const alice = addUser(place.account, 'alice', keys);
    const remediate = (more: Record<string, string> = {}) =>
      start(place.ssm, DEACTIVATE, { AutomationAssumeRole: place.role, IAMUserId: alice.userId, ...more });
    return { ...place, alice, remediate };
  }

  describe('the main job', () => {
    it('evaluates, deactivates, evaluates again, undoes by the command of the receipt, evaluates again', async () => {
      const { account, alice, remediate, ...place } = await withAlice(2);
      const [used = '', neverUsed = ''] = alice.keys;
      await evaluate(account);
      expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });

      const execution = await remediate();
      expect(execution.AutomationExecutionStatus).toBe('Success');
      expect(outputs(execution)).toEqual({
        Outcome: 'Deactivated',
        RefusalCode: 'none',
        UserName: 'alice',
        KeptAccessKeyId: used,
        DeactivatedAccessKeyIds: neverUsed,
        PlannedAccessKeyIds: 'none',
        Reason: expect.stringContaining(`deactivate ${neverUsed} (never used`),
        Undo: expect.stringMatching(/^aws ssm start-automation-execution /),
      });
      expect(activeKeys(account, 'alice')).toEqual([used]);
      expect(await account.configRules.runStarted()).toEqual(['iam-user-one-active-access-key']);
      expect(dashboard(account)).toEqual({ alice: 'COMPLIANT' });

      const undone = await carryOut({ account, ...place }, outputs(execution)['Undo'] ?? '');
      expect(outputs(undone)).toEqual({
        Outcome: 'Reactivated',
        RefusalCode: 'none',
        UserName: 'alice',
        ReactivatedAccessKeyIds: neverUsed,
        Reason: `${neverUsed} is Active again. Exempt until 2026-11-28. Config starts one evaluation a minute: the dashboard shows the change after the next one.`,
      });
      account.clock.advance(60_000);
      await evaluate(account);
      expect(dashboard(account)).toEqual({ alice: 'NOT_APPLICABLE' });
      expect(outputs(await remediate())).toMatchObject({ Outcome: 'Exempt' });
    });

    it('the undo command is one line with these words', async () => {
      const { alice, role, remediate } = await withAlice(2);
      const { Undo = '' } = outputs(await remediate());
      expect(argv(Undo)).toEqual([
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
      const { remediate } = await withAlice(2, { partition: 'aws-us-gov', region: 'us-gov-west-1' });
      const { Undo = '' } = outputs(await remediate());
      expect(Undo).toContain('--region us-gov-west-1 ');
      expect(Undo).toContain('arn:aws-us-gov:iam::111122223333:role/one-active-key-automation');
    });

    it('of three active keys, one stays active', async () => {
      const { account, alice, remediate } = await withAlice(3);
      expect(
        outputs(await remediate())
          ['DeactivatedAccessKeyIds']?.split(', ')
          .toSorted(),
      ).toEqual(alice.keys.slice(1).toSorted());
      expect(activeKeys(account, 'alice')).toEqual(alice.keys.slice(0, 1));
    });

    it('of two clicks on Remediate, the second one has nothing to do', async () => {
      const { account, remediate } = await withAlice(2);
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

  describe('every outcome and refusal code, through the runbooks', () => {
    type Prepare = (place: Awaited<ReturnType<typeof withAlice>>) => void;
    const tag =
      (tags: Record<string, string>): Prepare =>
      ({ account }) =>
        account.backdoor.tagUser('alice', tags);
    const use: Prepare = ({ account, alice }) =>
      account.backdoor.useKey(alice.keys[1] ?? '', {
        at: new Date(NOW.getTime() - 60_000),
        service: 's3',
        region: 'us-east-1',
      });
    const cases: [string, number, Prepare, Record<string, string>, string][] = [
      ['Deactivated', 2, () => {}, {}, '2 active'],
      ['Planned', 2, () => {}, { DryRun: 'true' }, '2 active'],
      ['NothingToDo', 1, () => {}, {}, '1 active access key.'],
      [
        'NothingToDo',
        1,
        ({ account }) => void account.backdoor.createAccessKey('alice', {}),
        { RotationGraceHours: '24' },
        '2 active access keys. Rotation in progress',
      ],
      [
        'Exempt',
        2,
        tag({ 'one-active-key:exempt-until': '2026-12-01' }),
        {},
        '2 active access keys. Exempt until',
      ],
      [
        'UserGone',
        2,
        ({ account }) => account.backdoor.deleteUser('alice'),
        {},
        'No IAM user of this account',
      ],
      [
        'Refused InvalidExemption',
        2,
        tag({ 'one-active-key:exempt-until': 'soon' }),
        {},
        'Tag one-active-key:exempt-until is',
      ],
      [
        'Refused InvalidKeepTag',
        2,
        tag({ 'one-active-key:keep': 'nonsense' }),
        {},
        'Tag one-active-key:keep is',
      ],
      [
        'Refused Indistinguishable',
        0,
        ({ account }) => {
          for (const _ of 'ab') account.backdoor.createAccessKey('alice', {});
        },
        {},
        'AKIA',
      ],
      ['Refused KeysInUse', 2, use, {}, 'Surplus keys were used'],
      ['Deactivated', 2, use, { ProtectUsedWithinDays: '0' }, '2 active'],
    ];
    for (const [result, keys, prepare, more, reason] of cases) {
      it(`${result}, ${reason}…`, async () => {
        const [outcome, refusalCode = 'none'] = result.split(' ');
        const place = await withAlice(keys);
        prepare(place);
        const execution = await place.remediate(more);
        const shown = outputs(execution);
        expect(execution.AutomationExecutionStatus).toBe('Success');
        expect(shown).toMatchObject({
          Outcome: outcome,
          RefusalCode: refusalCode,
          Reason: expect.stringMatching(new RegExp(`^${reason}`)),
        });
        expect(Object.values(shown)).not.toContain('');
        if (outcome !== 'Deactivated') expect(writes(place.account)).toEqual([]);
      });
    }

    it('the owner names the survivor', async () => {
      const { account, alice, remediate } = await withAlice(2);
      account.backdoor.tagUser('alice', { 'one-active-key:keep': alice.keys[1] ?? '' });
      expect(outputs(await remediate())).toMatchObject({
        Outcome: 'Deactivated',
        KeptAccessKeyId: alice.keys[1],
      });
    });

    it.each([
      ['NothingToDo', (keys: readonly string[]) => keys[0] ?? ''],
      ['Refused', () => 'AKIAIOSFODNN7EXAMPLE'],
    ] as const)('Reactivate: %s', async (outcome, keyOf) => {
      const { ssm, role, alice } = await withAlice(2);
      const execution = await start(ssm, REACTIVATE, {
        AutomationAssumeRole: role,
        IAMUserId: alice.userId,
        AccessKeyId: keyOf(alice.keys),
      });
      expect(outputs(execution)).toMatchObject({ Outcome: outcome, ReactivatedAccessKeyIds: 'none' });
    });
  });

  describe('a function that fails makes the execution fail with its own message', () => {
    for (const lambdaErrorFailsStep of [true, false]) {
      for (const lambdaPayload of ['string', 'object'] as const) {
        it(`where a function error ${lambdaErrorFailsStep ? 'fails' : 'does not fail'} the step and the payload is a ${lambdaPayload}`, async () => {
          const { account, ssm, role } = await operated(
            {},
            { ...automation, lambdaErrorFailsStep, lambdaPayload },
          );
          const alice = addUser(account, 'alice', 2);
          failCall(account, 'UpdateAccessKey', { kind: 'deny' }, { andAfter: true });
          const execution = await start(ssm, DEACTIVATE, {
            AutomationAssumeRole: role,
            IAMUserId: alice.userId,
          });
          expect(execution.AutomationExecutionStatus).toBe('Failed');
          expect(execution.FailureMessage).toContain(denied);
          expect(activeKeys(account, 'alice')).toHaveLength(2);
        });
      }
    }
  });
}
