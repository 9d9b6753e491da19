import { describe, expect, it } from 'vitest';
import { linesByFirstAccount } from '../../../bin/accounts/not-read.ts';
import { LAB, MANAGEMENT, PAYMENTS, ROLE, servedOrganization } from '../../support/served-organization.ts';

const NOBODY = ['--accounts', 'organization', '--role-name', 'nobody'];

describe('accounts that were not read', () => {
  it('of the same reason but for their ids are one line, in the place of the first', () => {
    const missing = (accountId: string) => ({
      accountId,
      label: accountId,
      reason: `No role arn:aws:iam::${accountId}:role/r`,
    });
    const closed = { accountId: PAYMENTS, label: `${PAYMENTS} (Payments)`, reason: 'Closed.' };
    const lines = linesByFirstAccount('NOT READ', [missing(LAB), closed, missing(MANAGEMENT)]);
    expect([...lines]).toEqual([
      [LAB, `NOT READ, 2 accounts: ${LAB}, ${MANAGEMENT}: No role arn:aws:iam::ACCOUNT_ID:role/r`],
      [PAYMENTS, `NOT READ: ${PAYMENTS} (Payments): Closed.`],
    ]);
  });

  it.each([
    ['preview', ['preview']],
    ['verify', ['verify']],
    ['pause --status', ['pause', '--status']],
    ['cleanup', ['cleanup', '--all', '--yes']],
  ])('%s: one line for both', async (_, command) => {
    const { run } = await servedOrganization();
    const { out, err } = await run(...command, ...NOBODY);
    expect((out + err).match(/role\/nobody/g)).toHaveLength(1);
    expect(out + err).toMatch(
      /, 2 accounts: \d{12}( \([\w ]+\))?, \d{12}( \([\w ]+\))?: The role could not be/,
    );
  });

  it('each is still a line of the JSON', async () => {
    const { run } = await servedOrganization();
    const { accounts } = JSON.parse((await run('preview', '--format', 'json', ...NOBODY)).out);
    expect(accounts.filter(({ failure }: { failure: string | null }) => failure !== null)).toHaveLength(2);
  });
});

describe('the question of a command in several accounts', () => {
  it.each([
    [['--accounts', 'organization', '--role-name', ROLE], 'All of this, in 2 accounts (1 was not read)?'],
    [NOBODY, 'All of this, in 1 account (2 were not read)?'],
  ])('%j: says how many were not read', async (accounts, last) => {
    const { runWith } = await servedOrganization();
    const questions: string[] = [];
    const ask = async (question: string) => questions.push(question) === 0;
    await runWith({ ask }, 'remediate', '--all', ...accounts);
    expect(questions.map((question) => question.split('\n').at(-1))).toEqual([last]);
  });

  it('resume: says how many were not read', async () => {
    const { run, runWith } = await servedOrganization();
    const all = ['--accounts', 'organization', '--role-name', ROLE];
    await run('pause', ...all);
    const questions: string[] = [];
    const ask = async (question: string) => questions.push(question) === 0;
    await runWith({ ask }, 'resume', ...all);
    expect(questions.map((question) => question.split('\n').at(-1))).toEqual([
      'Start everything automatic again in 2 accounts (1 was not read)?',
    ]);
  });
});
