import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decisionsFormatOf, readDecisions } from '../../../../bin/decisions/file/decision-file.ts';
import type { PeopleDecision } from '../../../../bin/decisions/row.ts';
import { readReceipts } from '../../../../bin/runbooks/receipts-file.ts';
import { emptyFolder } from '../../../support/bare-environment.ts';
import { run } from '../../../support/cli.ts';

const [OWN, OTHER, LAB] = ['111122223333', '123456789012', '444455556666'];

const ROLE = ['--role-name', 'one-active-key-operator'];

/**
 * A decision file about two accounts of the sandbox's organization, and a function that runs a command on
 * them.
 */
async function twoAccounts() {
  const folder = emptyFolder();
  const [file, receipts] = [join(folder, 'decisions.csv'), join(folder, 'receipts.json')];
  const step = (args: readonly string[], accounts = `${OWN},${OTHER}`) => {
    const questions: string[] = [];
    const ask = async (question: string) => Boolean(questions.push(question));
    const all = [...args, `--sandbox=${join(folder, 'account.json')}`, '--accounts', accounts];
    return run(all, { ask }).then((result) => ({ ...result, questions }));
  };
  const written = await step(['preview', '--decisions', file]);
  const decide = (accountId: string, userName: string, decision: Partial<PeopleDecision>) => {
    const rows = readDecisions(file).map(({ row }) =>
      row.accountId === accountId && row.userName === userName ? { ...row, ...decision } : row,
    );
    writeFileSync(file, decisionsFormatOf(file).write(rows));
  };
  return { file, receipts, written, step, decide };
}

const EXEMPT = { exemptUntil: '2026-12-31', reason: 'two pipelines' };

describe('decisions about several accounts', () => {
  it('preview: one file has the users of all, each with its account', async () => {
    const { file, written } = await twoAccounts();
    expect(written.code).toBe(0);
    const accounts = readDecisions(file).map(({ row }) => row.accountId);
    expect(new Set(accounts)).toEqual(new Set([OWN, OTHER]));
  });

  it('remediate, verify and cleanup: asks once for all, and each row goes to its account', async () => {
    const { file, receipts, step, decide } = await twoAccounts();
    decide(OWN, 'payroll', EXEMPT);
    decide(OWN, 'twins', { keep: 'AKIATWIN20000EXAMPLE' });
    const row = readDecisions(file).find((each) => each.row.accountId === OTHER)?.row;
    const [first] = row?.keys ?? [];
    decide(OTHER, row?.userName ?? '', { keep: first?.accessKeyId ?? '' });
    const remediated = await step(['remediate', '--decisions', file, '--receipts', receipts, ...ROLE]);
    expect(remediated.code).toBe(0);
    expect(remediated.questions).toHaveLength(1);
    expect(remediated.questions.join()).toMatch(
      /^Account 111122223333 .*Deactivate 1 access key .*, and exempt 1 user \(payroll until 2026-12-31\)\?\nAccount 123456789012 .*Deactivate 1 access key .*\nAll of this, in 2 accounts\?$/,
    );
    expect(remediated.out).toContain(`${OWN}: payroll: exempt until 2026-12-31: two pipelines\n`);
    expect(remediated.out).toContain(`${OWN}: twins: Deactivated.`);
    expect(remediated.out).toContain(`${OTHER}: ${row?.userName}: Deactivated.`);
    expect(
      readReceipts(receipts)
        .map(({ accountId }) => accountId)
        .toSorted(),
    ).toEqual([OWN, OTHER]);
    expect(JSON.parse(readFileSync(receipts, 'utf8')).exemptions).toMatchObject([{ accountId: OWN }]);

    const verified = await step(['verify', '--decisions', file, '--format', 'json']);
    expect(verified.code).toBe(3);
    const { summary, decisions } = JSON.parse(verified.out);
    expect(summary).toMatchObject({ done: 3, contradicted: 0 });
    expect(decisions).toHaveLength(readDecisions(file).length);

    for (const [option, name] of [
      ['--decisions', file],
      ['--receipts', receipts],
    ] as const) {
      const cleaned = await step(['cleanup', option, name, ...ROLE]);
      expect(cleaned.code).toBe(0);
      expect(cleaned.out).toContain(
        `${OWN}: twins: nothing to do: AKIATWIN10000EXAMPLE soaks until 2026-12-05`,
      );
      expect(cleaned.out).toContain(`${OTHER}: ${row?.userName}: nothing to do: AKIA`);
    }
  });

  it('rows about an account that was not chosen are refused, and are not done', async () => {
    const { file, receipts, step, decide } = await twoAccounts();
    decide(OWN, 'payroll', EXEMPT);
    const remediated = await step(['remediate', '--decisions', file, '--receipts', receipts, ...ROLE], OTHER);
    expect(remediated.code).toBe(3);
    expect(remediated.out).toMatch(
      /^payroll, line \d+: refused: the row is about account 111122223333, which is none of the chosen ones/m,
    );
    const verified = await step(['verify', '--decisions', file], OTHER);
    expect(verified.code).toBe(3);
    expect(verified.out).toMatch(
      /^NOT DONE: 111122223333 payroll, line \d+: the account 111122223333 was not read\.$/m,
    );
    const cleaned = await step(['cleanup', '--decisions', file, ...ROLE], OTHER);
    expect(cleaned.code).toBe(3);
    expect(cleaned.err).toContain(`The file is also about account ${OWN}: name it in --accounts, too.`);
  });

  it('an account that cannot be entered: exit code 1, and the others go on', async () => {
    const { file, step, decide } = await twoAccounts();
    decide(OWN, 'payroll', EXEMPT);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(OTHER, LAB));
    const remediated = await step(['remediate', '--decisions', file, ...ROLE], `${OWN},${LAB}`);
    expect(remediated.code).toBe(1);
    expect(remediated.err).toContain(`NOT READ: ${LAB}: The role could not be assumed.`);
    expect(remediated.out).toContain(`${OWN}: payroll: exempt until 2026-12-31`);
    const verified = await step(['verify', '--decisions', file], `${OWN},${LAB}`);
    expect(verified.code).toBe(1);
    expect(verified.out).toContain(`the account ${LAB} was not read.`);
  });

  it('an account that the file does not name is not entered', async () => {
    const { file, step, decide } = await twoAccounts();
    decide(OWN, 'payroll', EXEMPT);
    const remediated = await step(['remediate', '--decisions', file, ...ROLE], `${OWN},${OTHER},${LAB}`);
    expect(remediated.code).toBe(0);
    expect(remediated.err).not.toContain(LAB);
  });
});
