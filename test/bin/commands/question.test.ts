import { describe, expect, it } from 'vitest';
import { describeIdentity } from '../../../bin/account/identity.ts';
import { describeKeys, describeUsers } from '../../../bin/account/users.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { runIn, runInSandbox } from '../../support/cli.ts';
import { addUser } from '../../support/rule.ts';
import { served } from '../../support/served-account.ts';

const OPERATOR = 'arn:aws:sts::111122223333:assumed-role/somebody/somebody';

const SANDBOX = `Account 111122223333 (alias sandbox), Region us-east-1, operator ${OPERATOR}. `;

/** The question of a command that is answered with no. */
async function questionOf(command: string): Promise<string> {
  const questions: string[] = [];
  const ask = async (question: string) => questions.push(question) === 0;
  await runInSandbox(command, { ask });
  expect(questions).toHaveLength(1);
  return questions.join();
}

describe('the question before an act names the account, the operator, the users and the keys', () => {
  it.each([
    [
      'remediate --all',
      'Deactivate 6 access keys of 5 users (backup+eu@example, data-export, deploy-bot, legacy-batch, was-exempt)?',
    ],
    [
      'remediate deploy-bot migration',
      'Deactivate 1 access key (AKIADEPLOYNEWEXAMPLE) of 2 users (deploy-bot, migration)?',
    ],
    ['remediate migration', 'Deactivate 0 access keys of 1 user (migration)?'],
    [
      'cleanup --all',
      'Delete permanently 1 access key (AKIAREPORTS20EXAMPLE) of 1 user (old-reports), deactivated 14 days ago or earlier?',
    ],
    [
      'undo old-reports AKIAREPORTS20EXAMPLE',
      'Set 1 access key (AKIAREPORTS20EXAMPLE) of 1 user (old-reports) to Active, and exempt the users for 7 days?',
    ],
  ])('%s', async (command, question) => {
    expect(await questionOf(command)).toBe(`${SANDBOX}${question}`);
  });

  it('cleanup without the ledger: the keys are not known', async () => {
    const { environment } = await served((each) => addUser(each, 'alice', 2));
    const questions: string[] = [];
    const ask = async (question: string) => questions.push(question) === 0;
    await runIn({ ...environment, AWS_REGION: 'us-east-1' }, ['cleanup', 'alice'], { ask });
    expect(questions.join()).toMatch(/ Delete permanently the access keys of 1 user \(alice\), deactivated /);
  });

  it('a user who could not be read is counted apart', async () => {
    const { account, environment } = await served((each) => {
      for (const name of ['alice', 'bob']) addUser(each, name, 2);
    });
    account.faults.add(({ operation, input }) =>
      operation === 'ListAccessKeys' && (input as { UserName: string }).UserName === 'bob'
        ? { kind: 'deny' }
        : undefined,
    );
    const questions: string[] = [];
    const ask = async (question: string) => questions.push(question) === 0;
    await runIn({ ...environment, AWS_REGION: 'us-east-1' }, ['remediate', 'alice', 'bob'], { ask });
    expect(questions.join()).toMatch(
      / Deactivate 1 access key \(AKIA\w+\) of 2 users \(alice, bob\), and those of 1 user that could not be read\?$/,
    );
  });
});

describe('an account of which not everything is known', () => {
  it.each<readonly [string, string, Fault | undefined, string]>([
    [
      'no alias',
      '',
      undefined,
      'no alias), Region us-east-1, operator arn:aws:sts::111122223333:assumed-role/',
    ],
    [
      'iam:ListAccountAliases is denied',
      'ListAccountAliases',
      { kind: 'deny' },
      'alias unknown), Region us-east-1, operator arn:',
    ],
    [
      'STS does not answer',
      'GetCallerIdentity',
      { kind: 'reset', applied: false },
      'no alias), Region us-east-1, operator unknown.',
    ],
  ])('%s: the act goes on, and the question says so', async (_, operation, fault, text) => {
    const { account, environment } = await served((each) => addUser(each, 'alice', 2));
    account.faults.add((call) => (call.operation === operation ? fault : undefined));
    const questions: string[] = [];
    const ask = async (question: string) => questions.push(question) === 0;
    await runIn({ ...environment, AWS_REGION: 'us-east-1' }, ['remediate', 'alice'], { ask });
    expect(questions.join()).toContain(`Account 111122223333 (${text}`);
  });

  it('has no control characters in its description', () => {
    const hostile = '\u001b]0;x\u0007\u202e';
    const text = describeIdentity({
      partition: 'aws',
      accountId: '111122223333',
      accountAlias: hostile,
      region: 'us-east-1',
      operator: hostile,
    });
    expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});

describe('users and keys in a question', () => {
  const users = (number: number) => Array.from({ length: number }, (_, n) => ({ userName: `user-${n}` }));

  it.each([
    [5, '5 users (user-0, user-1, user-2, user-3, user-4)'],
    [6, '6 users'],
    [0, '0 users'],
  ])('%i users: up to five are named', (number, text) => {
    expect(describeUsers(users(number))).toBe(text);
  });

  it('a user or a key that is given twice counts once', () => {
    expect(describeUsers([...users(1), ...users(1)])).toBe('1 user (user-0)');
    expect(describeKeys(['AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'])).toBe(
      '1 access key (AKIAIOSFODNN7EXAMPLE)',
    );
  });
});
