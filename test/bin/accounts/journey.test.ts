import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { expect, it } from 'vitest';
import { parseCsv } from '../../../bin/inventory/parse-csv.ts';
import { deliverEvents } from '../../../demo/events.ts';
import { DAY_MS } from '../../../policy/policy.ts';
import { emptyFolder } from '../../support/bare-environment.ts';
import { LAB, MANAGEMENT, PAYMENTS, ROLE, servedOrganization } from '../../support/served-organization.ts';

const ORGANIZATION = ['--accounts', 'organization'];

/** Fills in columns of the row of an account's user, as a person does. */
function decide(file: string, accountId: string, cells: Readonly<Record<string, string>>): void {
  const [columns = [], ...rows] = parseCsv(readFileSync(file, 'utf8'));
  const edited = rows.map((row) =>
    row[columns.indexOf('accountId')]?.endsWith(accountId)
      ? row.map((cell, index) => cells[columns[index] ?? ''] ?? cell)
      : row,
  );
  writeFileSync(file, stringify([columns, ...edited]));
}

it('inventory, explanation, decisions, remediation, verification, history and cleanup, over three accounts', async () => {
  const { account, run } = await servedOrganization();
  const folder = emptyFolder();
  const [decisions, receipts, report] = ['decisions.csv', 'receipts.json', 'report.html'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const act = [...ORGANIZATION, '--role-name', ROLE, '--decisions', decisions, '--yes'];
  const [old = '', kept = ''] = account(PAYMENTS)
    .backdoor.keysOf('alice')
    .map(({ accessKeyId }) => accessKeyId);
  const statuses = () =>
    account(PAYMENTS)
      .backdoor.keysOf('alice')
      .map(({ status }) => status)
      .toSorted();

  // Who has two keys, and of which account is nothing known?
  const inventory = await run('preview', ...ORGANIZATION, '--output', report, '--decisions', decisions);
  expect(inventory.code).toBe(1);
  expect(inventory.err).toContain(`NOT READ: ${LAB}`);
  expect(readFileSync(report, 'utf8')).toContain('An account was not read.');

  // Who uses the keys? Nobody, as far as the event history tells; that is not no use.
  const explanation = await run('explain', 'alice', '--accounts', PAYMENTS);
  expect(explanation.out).toContain('No event is not no use');

  // The owner of one account names the key that stays, against the suggestion; the other one exempts.
  decide(decisions, PAYMENTS, { keep: kept, decidedBy: 'payments' });
  decide(decisions, MANAGEMENT, {
    exemptUntil: '2100-02-01',
    reason: 'two workloads until the split',
    owner: 'platform',
  });
  const remediation = await run('remediate', ...act, '--receipts', receipts);
  expect(remediation.code).toBe(0);
  expect(remediation.out).toContain(`${PAYMENTS}: alice: Deactivated.`);
  expect(statuses()).toEqual(['Active', 'Inactive']);
  expect(
    account(MANAGEMENT)
      .backdoor.keysOf('alice')
      .every(({ status }) => status === 'Active'),
  ).toBe(true);

  // What is left of what was decided, and of the rule? Of one account nothing is known.
  const verification = await run('verify', ...ORGANIZATION, '--decisions', decisions);
  expect(verification).toMatchObject({
    code: 1,
    out: expect.stringContaining('2 decisions: 2 done'),
    err: expect.stringContaining(`NOT READ: ${LAB}`),
  });

  // What was done, by whom, and what soaks until when?
  const history = JSON.parse((await run('history', ...ORGANIZATION, '--format', 'json')).out);
  const ofPayments = history.accounts.find(({ accountId }: { accountId: string }) => accountId === PAYMENTS);
  expect(ofPayments.deactivatedKeys).toMatchObject([{ accessKeyId: old }]);
  expect(JSON.stringify(ofPayments)).toContain(`assumed-role/${ROLE}/auditor`);

  // Before the soak is over nothing is deleted; after it, what was decided, and nothing else.
  const early = await run('cleanup', ...act);
  expect(early).toMatchObject({ code: 0, out: expect.stringContaining('soaks until') });
  await deliverEvents(account(PAYMENTS));
  account(PAYMENTS).clock.advance(20 * DAY_MS);
  const late = await run('cleanup', ...act);
  expect(late).toMatchObject({ code: 0, out: expect.stringContaining(`${PAYMENTS}: alice: Deleted.`) });
  expect(
    account(PAYMENTS)
      .backdoor.keysOf('alice')
      .map(({ accessKeyId }) => accessKeyId),
  ).toEqual([kept]);
  expect(account(MANAGEMENT).backdoor.keysOf('alice')).toHaveLength(2);
});
