import { describe, expect, it } from 'vitest';
import { writes } from '../support/remediation.ts';
import { outputs } from '../support/runbooks.ts';
import { daysAgo, exemptUntil, NOW } from '../support/users.ts';
import { type Automation, putLease, withAlice } from './alice.ts';
import { describeUndo } from './undo-cases.ts';

/** Declares a test for each outcome and each refusal code of the runbooks that deactivate and reactivate. */
export function describeOutcomes(automation: Automation): void {
  describe('the runbooks return every outcome and refusal code', () => {
    type Prepare = (operated: Awaited<ReturnType<typeof withAlice>>) => void;
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
    const holdLease: Prepare = ({ account, alice }) => putLease(account, alice.userId);
    const cases: [string, number, Prepare, Record<string, string>, string][] = [
      ['Deactivated', 2, () => {}, {}, '2 active'],
      ['Planned', 2, () => {}, { DryRun: 'true' }, '2 active'],
      ['NothingToDo', 1, () => {}, {}, '1 active access key.'],
      [
        'NothingToDo',
        1,
        ({ account }) => void account.backdoor.createAccessKey('alice', {}),
        {},
        '2 active access keys. Rotation in progress',
      ],
      ['Exempt', 2, tag(exemptUntil('2026-12-01')), {}, '2 active access keys. Exempt until'],
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
          for (let n = 0; n < 2; n += 1)
            account.backdoor.createAccessKey('alice', { createdAt: daysAgo(30) });
        },
        {},
        'AKIA',
      ],
      [
        'Refused InvalidKeepAccessKeyId',
        2,
        () => {},
        { KeepAccessKeyId: 'AKIADECAF0000EXAMPLE' },
        'KeepAccessKeyId is "AKIADECAF0000EXAMPLE"',
      ],
      [
        'Refused NewKey',
        1,
        ({ account }) => account.backdoor.createAccessKey('alice', { createdAt: daysAgo(2) }),
        {},
        'A rotation may be under way: AKIA',
      ],
      ['Refused KeysInUse', 2, use, {}, 'Surplus keys were used'],
      ['Refused LeaseHeld', 2, holdLease, {}, 'Another run works on this user'],
      ['Deactivated', 2, use, { ProtectUsedWithinDays: '0' }, '2 active'],
    ];
    for (const [result, keys, prepare, parameters, reason] of cases) {
      it(`${result}, ${reason}…`, async () => {
        const [outcome, refusalCode = 'none'] = result.split(' ');
        const operated = await withAlice(automation, keys);
        prepare(operated);
        const execution = await operated.remediate(parameters);
        const values = outputs(execution);
        expect(execution.AutomationExecutionStatus).toBe('Success');
        expect(values).toMatchObject({
          Outcome: outcome,
          RefusalCode: refusalCode,
          Reason: expect.stringMatching(new RegExp(`^${reason}`)),
        });
        expect(Object.values(values)).not.toContain('');
        if (outcome !== 'Deactivated') expect(writes(operated.account)).toEqual([]);
      });
    }

    it('a run names the survivor in KeepAccessKeyId', async () => {
      const { alice, remediate } = await withAlice(automation, 2);
      const [, KeepAccessKeyId = ''] = alice.keys;
      expect(outputs(await remediate({ KeepAccessKeyId }))).toMatchObject({
        Outcome: 'Deactivated',
        KeptAccessKeyId: KeepAccessKeyId,
        Parameters: expect.stringContaining(`keepAccessKeyId=${KeepAccessKeyId}`),
        Reason: expect.stringContaining('Named by KeepAccessKeyId of this run'),
      });
    });

    it('the owner names the survivor in the keep tag', async () => {
      const { account, alice, remediate } = await withAlice(automation, 2);
      account.backdoor.tagUser('alice', { 'one-active-key:keep': alice.keys[1] ?? '' });
      expect(outputs(await remediate())).toMatchObject({
        Outcome: 'Deactivated',
        KeptAccessKeyId: alice.keys[1],
      });
    });
  });
  describeUndo(automation);
}
