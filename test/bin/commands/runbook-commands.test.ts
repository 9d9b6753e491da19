import { describe, expect, it } from 'vitest';
import { runInSandbox } from '../../support/cli.ts';

const yes = { ask: async () => true };

/** The parameters of the rule in the sandbox account. */
const DEFAULTS =
  'Parameters: selectionStrategy=LeastRecentlyUsed rotationGraceHours=24 protectUsedWithinDays=7 exemptionMaxDays=90\n';

describe('remediate', () => {
  it('one user: asks, starts the runbook, and shows the receipt with the undo command', async () => {
    const questions: string[] = [];
    const ask = async (question: string) => Boolean(questions.push(question));
    const { code, out, err } = await runInSandbox('remediate deploy-bot', { ask });
    expect(code).toBe(0);
    expect(questions).toEqual([
      'Account 111122223333 (alias sandbox), Region us-east-1, operator arn:aws:sts::111122223333:assumed-role/somebody/somebody. ' +
        'Deactivate 1 access key (AKIADEPLOYNEWEXAMPLE) of 1 user (deploy-bot)?',
    ]);
    expect(out).toMatch(/^1 user: 0 COMPLIANT, 1 NON_COMPLIANT, 0 NOT_APPLICABLE\.\n/);
    expect(out).toMatch(
      /^deploy-bot: Deactivated\. 2 active access keys\. .*deactivate AKIADEPLOYNEWEXAMPLE .*\n {2}Undo: aws ssm start-automation-execution /m,
    );
    expect(err).toBe(`${DEFAULTS}1 execution: 1 succeeded.\n`);
  });

  it('several users: starts the runbook for each named user', async () => {
    const { code, out, err } = await runInSandbox('remediate deploy-bot payroll migration --yes');
    expect({ code, err }).toEqual({
      code: 3,
      err: `${DEFAULTS}3 executions: 1 succeeded, 1 with nothing to do, 1 refused by the runbook.\n`,
    });
    expect(out).toContain('deploy-bot: Deactivated.');
    expect(out).toContain('payroll: Refused (KeysInUse). Surplus keys were used');
    expect(out).toContain('migration: Exempt.');
  });

  it('--dry-run does not ask and changes nothing', async () => {
    const { code, out } = await runInSandbox('remediate deploy-bot --dry-run', {
      ask: () => Promise.reject(),
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^deploy-bot: Planned\. /m);
  });

  it('the answer is no: starts nothing, exit code 1', async () => {
    const { code, out, err } = await runInSandbox('remediate deploy-bot', { ask: async () => false });
    expect({ code, err }).toEqual({ code: 1, err: `${DEFAULTS}Nothing was done.\n` });
    expect(out).not.toContain('Deactivated');
  });

  it('--all shows the preview first, and leaves out users that the plan does not change', async () => {
    const { code, out } = await runInSandbox('remediate --all --yes');
    expect(code).toBe(0);
    const [preview = '', ...receipts] = out
      .split('\n')
      .filter((line) => /^\w[\w+@-]*: |NON_COMPLIANT,/.test(line));
    expect(preview).toContain('10 NON_COMPLIANT');
    expect(receipts).toHaveLength(5);
    expect(receipts.filter((line) => !line.includes(': Deactivated. '))).toEqual([]);
  });

  it('one user: finds it by the user ID that AWS Config shows', async () => {
    const { out } = await runInSandbox('preview --format json');
    const { userId } = JSON.parse(out).users.find(
      ({ userName }: { userName: string }) => userName === 'deploy-bot',
    );
    expect((await runInSandbox(`remediate ${userId} --dry-run`)).out).toContain('deploy-bot: Planned.');
  });

  it('passes the parameters to the runbook', async () => {
    const { out } = await runInSandbox('remediate slow-rotation --rotation-grace-hours 72 --dry-run');
    expect(out).toMatch(/^slow-rotation: NothingToDo\. /m);
  });

  it('--role-path: the runbook runs with the role of that path, and so does the undo', async () => {
    const { code, out } = await runInSandbox('remediate deploy-bot --yes --role-path /security/');
    expect(code).toBe(0);
    expect(out).toContain(
      '"AutomationAssumeRole":["arn:aws:iam::111122223333:role/security/one-active-key-automation"]',
    );
  });

  it.each([
    ['remediate', 'expected names of users, or one of --all, --decisions; received none of them'],
    ['remediate alice --all', 'expected names of users, or one of --all, --decisions; received 2 of them'],
    ['remediate nobody deploy-bot', 'no IAM user nobody in account 111122223333: is it in another one'],
    [
      'remediate nobody neither',
      'no IAM users nobody, neither in account 111122223333: are they in another one',
    ],
    [
      'remediate deploy-bot --yes --concurrency 0',
      '--concurrency: expected a whole number from 1 to 50; received "0"',
    ],
    ['remediate deploy-bot --yes --concurrency 51', 'received "51"'],
    ['remediate deploy-bot --yes --role-path security', '--role-path: expected /, or a path'],
    ['undo deploy-bot AKIAIOSFODNN7EXAMPLE --role-path /a', 'received "/a"'],
    ['cleanup --all --role-path //', 'received "//"'],
    ['remediate deploy-bot --exemption-max-days x', '--exemption-max-days: expected'],
    ['undo', 'expected USER and KEY, in one account, or --receipts FILE; received neither'],
    [
      'undo --accounts organization --role-name r',
      'expected USER and KEY, in one account, or --receipts FILE; received neither',
    ],
    [
      'undo deploy-bot AKIAIOSFODNN7EXAMPLE --exempt-for-days 366',
      '--exempt-for-days: expected a whole number',
    ],
    [
      'undo deploy-bot AKIAIOSFODNN7EXAMPLE --exemption-max-days 0',
      '--exemption-max-days: expected a whole number',
    ],
    [
      'undo deploy-bot',
      'expected the id of an access key after deploy-bot, AKIA…; received none. one-active-key history has the ids of the keys',
    ],
    ['undo deploy-bot ASIAIOSFODNN7EXAMPLE', 'received "ASIAIOSFODNN7EXAMPLE"'],
    ['undo nobody AKIAIOSFODNN7EXAMPLE', 'or was the user deleted (one-active-key history shows its keys)?'],
    [
      'undo --receipts /nowhere',
      '/nowhere: expected the receipts of an earlier remediate, schema version 1.0 or a later 1.x; Error: ENOENT',
    ],
    ['undo deploy-bot AKIAIOSFODNN7EXAMPLE --receipts x', 'received both'],
    ['cleanup', 'expected names of users, or one of --all, --decisions, --receipts; received none of them'],
    ['cleanup --all --receipts x', 'or one of --all, --decisions, --receipts; received 2 of them'],
    ['cleanup --decisions x.txt', 'expected a file that ends in .csv or .json'],
    ['cleanup --receipts /nowhere', '/nowhere: expected the receipts of an earlier remediate'],
    ['cleanup --all --soak-days 0', '--soak-days: expected a whole number from 1 to 365'],
  ])('%s: wrong usage, exit code 2, starts nothing', async (command, message) => {
    const { code, out, err } = await runInSandbox(command, yes);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('cleanup', () => {
  it('shows the keys whose soak is over, asks, and deletes them', async () => {
    const { code, out } = await runInSandbox('cleanup --all', yes);
    expect(code).toBe(0);
    expect(out).toBe(
      'old-reports: AKIAREPORTS20EXAMPLE, deactivated 2026-11-01T09:00:00.000Z\n' +
        'old-reports: Deleted. Deleted permanently: AKIAREPORTS20EXAMPLE. ' +
        'AKIAREPORTS30EXAMPLE soaks until 2026-11-27T09:00Z.\n',
    );
  });

  it.each(['--soak-days 21', '--soak-days 365'])(
    '%s: no soak is over yet, nothing to do',
    async (options) => {
      expect(await runInSandbox(`cleanup --all ${options}`, yes)).toMatchObject({
        code: 0,
        out: 'Nothing to do.\n',
      });
    },
  );

  it('--dry-run shows the keys that the runbook would delete', async () => {
    const { out } = await runInSandbox('cleanup old-reports --dry-run');
    expect(out).toMatch(
      /^old-reports: Planned\. To be deleted permanently: AKIAREPORTS20EXAMPLE\. AKIAREPORTS30EXAMPLE soaks /m,
    );
  });
});
