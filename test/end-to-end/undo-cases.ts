import { describe, expect, it } from 'vitest';
import { deliverEvents, subscribeToEvents } from '../../demo/events.ts';
import { outputs, REACTIVATE, start } from '../support/runbooks.ts';
import { type Automation, putLease, withAlice } from './alice.ts';

/** An undo, by what happened to the key before it. */
interface UndoCase {
  readonly result: string;
  readonly before: string;
  readonly keyOf: (keys: readonly string[]) => string;
  readonly prepare?: (operated: Awaited<ReturnType<typeof withAlice>>, key: string) => unknown;
  readonly parameters?: Record<string, string>;
}

const surplus: UndoCase['keyOf'] = ([, key = '']) => key;

const byPerson: UndoCase['prepare'] = ({ account }, key) => account.backdoor.setKeyStatus(key, 'Inactive');

const touched: UndoCase['prepare'] = async ({ account, remediate }, key) => {
  await remediate();
  for (const status of ['Active', 'Inactive'] as const) account.backdoor.setKeyStatus(key, status);
  await deliverEvents(account);
};

const force = { Force: 'true' };

const UNDOS: readonly UndoCase[] = [
  { result: 'NothingToDo', before: 'the key is Active', keyOf: ([key = '']) => key },
  { result: 'Refused UnknownAccessKey', before: 'no key has this id', keyOf: () => 'AKIAIOSFODNN7EXAMPLE' },
  {
    result: 'Refused ForeignAccessKey',
    before: 'it is the key of another user',
    keyOf: () => 'AKIAI44QH8DHBEXAMPLE',
    prepare({ account }) {
      account.backdoor.createUser({ userName: 'bob' });
      account.backdoor.createAccessKey('bob', { accessKeyId: 'AKIAI44QH8DHBEXAMPLE' });
    },
  },
  {
    result: 'Refused LeaseHeld',
    before: 'another run works on the user',
    keyOf: surplus,
    prepare: ({ account, alice }) => putLease(account, alice.userId),
  },
  {
    result: 'Refused NotDeactivatedByUs',
    before: 'a person deactivated the key',
    keyOf: surplus,
    prepare: byPerson,
  },
  {
    result: 'Reactivated',
    before: 'a person deactivated the key, and Force is given',
    keyOf: surplus,
    prepare: byPerson,
    parameters: force,
  },
  {
    result: 'Refused TouchedSince',
    before: 'a person changed the deactivated key',
    keyOf: surplus,
    prepare: touched,
  },
  {
    result: 'Reactivated',
    before: 'a person changed the deactivated key, and Force is given',
    keyOf: surplus,
    prepare: touched,
    parameters: force,
  },
];

/** Declares a test for each outcome and each refusal code of the runbook that reactivates. */
export function describeUndo(automation: Automation): void {
  describe('the runbook that reactivates returns', () => {
    it.each(UNDOS)('$result if $before', async ({ result, keyOf, prepare, parameters }) => {
      const [outcome, refusalCode = 'none'] = result.split(' ');
      const operated = await withAlice(automation, 2);
      const { ssm, role, alice, account } = operated;
      subscribeToEvents(account);
      const key = keyOf(alice.keys);
      await prepare?.(operated, key);
      const execution = await start(ssm, REACTIVATE, {
        AutomationAssumeRole: role,
        IAMUserId: alice.userId,
        AccessKeyId: key,
        ...parameters,
      });
      expect(outputs(execution)).toMatchObject({
        Outcome: outcome,
        RefusalCode: refusalCode,
        ReactivatedAccessKeyIds: outcome === 'Reactivated' ? key : 'none',
      });
    });
  });
}
