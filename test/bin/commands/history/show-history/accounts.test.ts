import { describe, expect, it } from 'vitest';
import { runIn } from '../../../../support/cli.ts';
import { deactivate } from '../../../../support/remediation.ts';
import {
  LAB,
  MANAGEMENT,
  PAYMENTS,
  ROLE,
  servedOrganization,
} from '../../../../support/served-organization.ts';
import { isValid } from './with-history.ts';

describe('history --accounts', () => {
  async function inOrganization(...args: string[]) {
    const { account, run } = await servedOrganization();
    const alice = account(PAYMENTS).backdoor.users()[0];
    await deactivate(account(PAYMENTS), alice?.userId ?? '', { automationExecutionId: '' });
    return run('history', '--accounts', 'organization', ...args);
  }

  it('JSON: each account with its name, and why nothing is known of one, exit code 1', async () => {
    const { code, out, err } = await inOrganization('--format', 'json');
    const history = JSON.parse(out);
    expect(isValid(history), JSON.stringify(isValid.errors)).toBe(true);
    expect(history.operator).toMatch(/^arn:aws:/);
    expect(code).toBe(1);
    expect(err).toMatch(
      new RegExp(`^${LAB}: NOT READ, so nothing is known of this account: The role could not be assumed`),
    );
    expect(history.accounts).toMatchObject([
      { accountId: MANAGEMENT, accountName: 'Management', failure: null, summary: { runs: 0 } },
      { accountId: PAYMENTS, accountName: 'Payments', failure: null, summary: { runs: 1, soaking: 1 } },
      { accountId: LAB, accountName: 'Old lab', summary: null, isComplete: false, exemptions: null },
    ]);
  });

  it('table: a block for each account', async () => {
    const { out } = await inOrganization();
    expect(out).toContain(
      `Account ${PAYMENTS} (Payments, no alias), all receipts.\n1 run, 0 of them refused`,
    );
    expect(out).toMatch(
      new RegExp(`^Account ${LAB} \\(Old lab, alias not known\\): NOT READ, so nothing is known`, 'm'),
    );
  });

  it('CSV and HTML: the account in each row, and the one that was not read', async () => {
    const csv = await inOrganization('--format', 'csv');
    expect(csv.out).toMatch(new RegExp(`^run,${PAYMENTS},none,Payments,`, 'm'));
    expect(csv.out).toMatch(
      new RegExp(`^unread,${LAB},not known,Old lab,.*account: The role could not be assumed`, 'm'),
    );
    const page = await inOrganization('--format', 'html');
    expect(page.out).toContain(`Account ${LAB} (Old lab, alias not known). NOT READ, so nothing is known`);
    expect(page.out).toContain(`<td data-label="account">${PAYMENTS}</td>`);
  });

  it('a suspended account is named, and nothing failed: exit code 0', async () => {
    const { run } = await servedOrganization({ lab: { state: 'SUSPENDED' } });
    const { code, out } = await run('history', '--accounts', 'organization', '--role-name', ROLE);
    expect(code).toBe(0);
    expect(out).toContain(`Account ${LAB} (Old lab, alias not known): NOT READ`);
  });

  it('an account without a ledger does not stop the others', async () => {
    const { account, run } = await servedOrganization();
    account(PAYMENTS).faults.add(({ operation }) => (operation === 'Query' ? { kind: 'deny' } : undefined));
    const { code, out } = await run('history', '--accounts', `${MANAGEMENT},${PAYMENTS}`);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`^Account ${MANAGEMENT} .*all receipts\\.$`, 'm'));
    expect(out).toMatch(new RegExp(`^Account ${PAYMENTS} .*NOT READ.* could not read the ledger`, 'm'));
  });

  it('--role-name without --accounts: wrong usage', async () => {
    expect(await runIn({}, ['history', '--role-name', ROLE])).toMatchObject({ code: 2, out: '' });
  });
});
