import { describe, expect, it } from 'vitest';
import { checkUndos } from '../../../../bin/commands/history/check-undos.ts';
import { accessKeyId, userId } from '../../../../policy/identifiers.ts';
import { undoCommand } from '../../../../policy/undo-command.ts';
import { forgedUndo } from '../../../support/forged-undo.ts';
import { KEY } from '../../../support/users.ts';
import { aRun } from './histories.ts';

const USER = userId('AIDACKCEVSQ6C2EXAMPLE');

const THE_RUN = {
  userId: USER,
  accountId: '111122223333',
  outcome: 'Deactivated',
  accessKeyIds: [KEY.b],
};

const commandOf = (rolePath: string, keys: readonly string[] = [KEY.b], exemptionMaxDays = 90) =>
  undoCommand({
    region: 'us-east-1',
    roleArn: `arn:aws:iam::111122223333:role${rolePath}one-active-key-automation`,
    policy: { exemptionMaxDays },
    userId: USER,
    keys: keys.map(accessKeyId),
  });

const check = (changes: Partial<ReturnType<typeof aRun>>) =>
  checkUndos([aRun({ ...THE_RUN, ...changes })], 'us-east-1');

describe('an undo that is our command is shown', () => {
  it.each([
    ['as the default is', commandOf('/'), [KEY.b]],
    ['with a role path', commandOf('/team/'), [KEY.b]],
    ['of two keys, by another policy', commandOf('/', [KEY.b, KEY.a], 30), [KEY.b, KEY.a]],
    ['none', '', [KEY.b]],
  ])('%s', (_, undo, accessKeyIds) => {
    expect(check({ undo, accessKeyIds })).toMatchObject({ runs: [{ undo }], leftOut: [] });
  });
});

/** The ledger knows neither; AWS refuses a role of another partition, and one that does not exist. */
const UNKNOWN_TO_THE_LEDGER = ['another partition', 'the role with another path'];

describe('an undo that is another text is left out, and that is a part of its own:', () => {
  it.each(forgedUndo(commandOf('/')).filter(([title]) => !UNKNOWN_TO_THE_LEDGER.includes(title)))(
    '%s',
    (_, undo) => {
      expect(check({ undo })).toMatchObject({
        runs: [{ undo: '', accessKeyIds: [KEY.b] }],
        leftOut: [{ what: 'undo', which: USER, reason: expect.stringContaining('is not shown') }],
      });
    },
  );

  it.each([
    ['the role with a path that nobody can deploy', { undo: commandOf('/$(id)/') }],
    ['our command in the receipt of a refusal', { undo: commandOf('/'), outcome: 'Refused' }],
    ['our command for another account', { undo: commandOf('/'), accountId: '444455556666' }],
  ])('%s', (_, changes) => {
    expect(check(changes)).toMatchObject({ runs: [{ undo: '' }], leftOut: [{ what: 'undo' }] });
  });
});
