import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleFunctionArn } from '../../../product/names.ts';
import { emptyFolder } from '../../support/bare-environment.ts';
import { type CommandResult, run, runIn } from '../../support/cli.ts';
import { addUser } from '../../support/rule.ts';
import { served } from '../../support/served-account.ts';

/** ESC, BEL, the C1 control CSI, RIGHT-TO-LEFT OVERRIDE, POP DIRECTIONAL ISOLATE, LINE SEPARATOR. */
const HOSTILE = '\u001b[2J\u0007\u009b\u202e\u2069\u2028';

/** What a terminal would interpret, except for the ends of lines. */
const RAW = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

const RECEIPT = {
  userName: `alice${HOSTILE}`,
  userId: 'AIDACKCEVSQ6C2EXAMPLE',
  automationExecutionId: '',
  status: 'Success',
  outputs: {
    Outcome: 'Deactivated',
    DeactivatedAccessKeyIds: `AKIAIOSFODNN7EXAMPLE, AKIA${HOSTILE}`,
    Reason: HOSTILE,
  },
  failure: '',
};

const UNKNOWN = { ...RECEIPT, status: `Failed${HOSTILE}`, failure: HOSTILE };

const receiptsFile = (content: string): string => {
  const file = join(emptyFolder(), 'receipts.json');
  writeFileSync(file, content);
  return file;
};

const undoFrom = (content: string) =>
  run(['undo', '--receipts', receiptsFile(content), '--yes', '--sandbox']);

/** The result of a command that begins with an AWS error whose message has such characters. */
async function withHostileError(operation: string, args: readonly string[]): Promise<CommandResult> {
  const { account, environment } = await served((each) => addUser(each, 'alice', 2), { withRunbooks: true });
  const user = { UserName: HOSTILE, UserId: HOSTILE, Arn: `arn:aws:iam::${HOSTILE}:user/alice` };
  const answer = { kind: 'answer', output: { Users: [user] } } as const;
  account.faults.add((call) => (call.operation === operation ? answer : undefined));
  return runIn({ ...environment, AWS_REGION: 'us-east-1' }, args);
}

describe('control characters and characters that change the direction of a text never reach the terminal', () => {
  it.each([
    [
      'the names, keys and failures of a receipts file',
      JSON.stringify({ schemaVersion: '1.0', receipts: [RECEIPT, UNKNOWN] }),
    ],
    ['a receipts file that is not JSON', `${HOSTILE}{`],
    ['a receipts file of another version', JSON.stringify({ schemaVersion: HOSTILE, receipts: [] })],
  ])('%s', async (_, content) => {
    const { out, err } = await undoFrom(content);
    expect(`${out}${err}`).not.toMatch(RAW);
    expect(`${out}${err}`).not.toBe('');
  });

  it('the same of cleanup', async () => {
    const file = receiptsFile(JSON.stringify({ schemaVersion: '1.2', receipts: [RECEIPT, UNKNOWN] }));
    const { out, err } = await run(['cleanup', '--receipts', file, '--yes', '--sandbox']);
    expect(`${out}${err}`).not.toMatch(RAW);
    expect(out).toContain('the ledger has no record of AKIAIOSFODNN7EXAMPLE');
  });

  it.each([
    ['a user', JSON.stringify({ schemaVersion: HOSTILE })],
    ['a version', JSON.stringify({ schemaVersion: `2.${HOSTILE}` })],
    ['no JSON', HOSTILE],
  ])('an earlier inventory: %s', async (_, content) => {
    const { code, out, err } = await run(['preview', '--compare', receiptsFile(content), '--sandbox']);
    expect(code).toBe(2);
    expect(`${out}${err}`).not.toMatch(RAW);
  });

  it.each(['table', 'json', 'html'])('%s: a name in an earlier inventory', async (format) => {
    const { out: json } = await run(['preview', '--format', 'json', '--sandbox']);
    const earlier = JSON.parse(json);
    const [user] = earlier.users;
    Object.assign(user, { userId: 'AIDAGONE', userName: `gone${HOSTILE}<b>` });
    const args = ['preview', '--compare', receiptsFile(JSON.stringify(earlier)), '--format', format];
    const { code, out } = await run([...args, '--sandbox']);
    expect({ code, isThere: out.includes('gone') }).toEqual({ code: 0, isThere: true });
    expect(out).not.toMatch(RAW);
    if (format === 'html') expect(out).not.toContain('<b>');
  });

  it.each([
    ['a name of a user', ['remediate', `alice${HOSTILE}`, '--sandbox']],
    ['a name of a user to undo', ['undo', HOSTILE, 'AKIAIOSFODNN7EXAMPLE', '--sandbox']],
    ['a name of a user to explain', ['explain', HOSTILE, '--sandbox']],
    ['codes of Regions', ['explain', 'payroll', '--regions', HOSTILE, '--sandbox']],
    ['an id of a key', ['undo', 'deploy-bot', HOSTILE, '--sandbox']],
    ['an option', [`--${HOSTILE}`]],
    ['a command', [HOSTILE]],
    ['the name of a decision file', ['remediate', '--decisions', `/nowhere/${HOSTILE}.csv`, '--sandbox']],
    ['the ending of a decision file', ['verify', '--decisions', HOSTILE, '--sandbox']],
    ['the name of a file', ['undo', '--receipts', `/nowhere/${HOSTILE}`, '--sandbox']],
  ])('%s that is given', async (_, args) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).not.toMatch(RAW);
  });

  it.each([
    ['remediate', ['remediate', '--all', '--yes']],
    ['verify', ['verify']],
    ['preview', ['preview']],
    ['explain', ['explain', 'alice']],
  ])('%s: an answer that did not come from AWS', async (_, args) => {
    const { code, out, err } = await withHostileError('ListUsers', args);
    expect(code).toBe(1);
    expect(`${out}${err}`).not.toMatch(RAW);
  });

  it('the name of a rule, which may have any characters', async () => {
    const { account, environment } = await served((each) => addUser(each, 'alice', 2));
    account.configRules.put({
      configRuleName: HOSTILE,
      sourceIdentifier: ruleFunctionArn(account),
      inputParameters: { exemptionMaxDays: '1' },
    });
    const settings = { ...environment, AWS_REGION: 'us-east-1' };
    const { code, err } = await runIn(settings, ['remediate', 'alice', '--yes']);
    expect(code).toBe(1);
    expect(err).toContain('differ in their parameters');
    expect(err).not.toMatch(RAW);
  });

  it('the question has the name of the user without them', async () => {
    const questions: string[] = [];
    const file = receiptsFile(JSON.stringify({ schemaVersion: '1.0', receipts: [RECEIPT] }));
    const ask = async (question: string) => questions.push(question) === 0;
    await run(['undo', '--receipts', file, '--sandbox'], { ask });
    expect(questions).toHaveLength(1);
    expect(questions.join()).not.toMatch(RAW);
  });
});
