import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { deliverEvents } from '../../../demo/events.ts';
import { DAY_MS, HOUR_MS } from '../../../policy/policy.ts';
import { emptyFolder } from '../../support/bare-environment.ts';
import { LAB, MANAGEMENT, PAYMENTS, ROLE, servedOrganization } from '../../support/served-organization.ts';

const BOTH = ['--accounts', `${MANAGEMENT},${PAYMENTS}`, '--role-name', ROLE];
const ALL = ['--accounts', 'organization', '--role-name', ROLE];

type Served = Awaited<ReturnType<typeof servedOrganization>>;

/** The statuses of the keys of the user alice. */
const statusesIn = ({ account }: Served, accountId: string) =>
  account(accountId)
    .backdoor.keysOf('alice')
    .map(({ status }) => status)
    .toSorted();

const newFile = () => join(emptyFolder(), 'receipts.json');

const receiptsIn = (file: string) => JSON.parse(readFileSync(file, 'utf8')).receipts;

describe('remediate --all --accounts', () => {
  it('deactivates in each account, with one file of receipts; an account that cannot be entered is a line, exit code 1', async () => {
    const organization = await servedOrganization();
    const file = newFile();
    const { code, out } = await organization.run('remediate', '--all', '--yes', ...ALL, '--receipts', file);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`NOT READ: ${LAB} \\(Old lab\\): The role could not be assumed\\.`));
    for (const id of [MANAGEMENT, PAYMENTS]) {
      expect(out).toContain(`\n${id}: alice: Deactivated. 2 active access keys.`);
      expect(statusesIn(organization, id)).toEqual(['Active', 'Inactive']);
    }
    expect(statusesIn(organization, LAB)).toEqual(['Active', 'Active']);
    expect(receiptsIn(file)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          accountId: MANAGEMENT,
          operator: `arn:aws:iam::${MANAGEMENT}:user/auditor`,
        }),
        expect.objectContaining({
          accountId: PAYMENTS,
          region: 'us-east-1',
          operator: `arn:aws:sts::${PAYMENTS}:assumed-role/${ROLE}/auditor`,
          status: 'Success',
        }),
      ]),
    );
  });

  it('asks once: each account with its alias, Region, caller, users and keys', async () => {
    const organization = await servedOrganization();
    let question = '';
    const ask = async (text: string) => {
      question += text;
      return false;
    };
    const { code, err } = await organization.runWith({ ask }, 'remediate', '--all', ...BOTH);
    expect({ code, last: err.split('\n').at(-2) }).toEqual({ code: 1, last: 'Nothing was done.' });
    const lines = question.split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /^Account 111122223333 \(no alias\), Region us-east-1, operator arn:aws:iam::111122223333:user\/auditor\. Deactivate 1 access key \(AKIA\w+\) of 1 user \(alice\)\?$/,
    );
    expect(lines[1]).toMatch(
      /^Account 123456789012 .*assumed-role\/one-active-key-reviewer\/auditor\. Deactivate 1 access key/,
    );
    expect(lines[2]).toBe('All of this, in 2 accounts?');
    expect(statusesIn(organization, PAYMENTS)).toEqual(['Active', 'Active']);
  });

  it('on a terminal, no line is behind the progress line', async () => {
    const organization = await servedOrganization();
    const { err } = await organization.runWith(
      { isWatched: true },
      'remediate',
      '--all',
      '--dry-run',
      ...BOTH,
    );
    const shown = err.replaceAll('\u001b[K', '');
    expect(shown).toMatch(/^\r0 of 2 accounts read\r\d+: Parameters: /);
    expect(shown).not.toMatch(/accounts read[^\r]/);
    expect(shown).not.toMatch(/\n\r\d{12}:/);
  });

  it('--dry-run asks nothing and changes nothing', async () => {
    const organization = await servedOrganization();
    const { code, out } = await organization.run('remediate', '--all', '--dry-run', ...BOTH);
    expect(code).toBe(0);
    expect(out).toContain(`${PAYMENTS}: alice: Planned.`);
    expect(statusesIn(organization, PAYMENTS)).toEqual(['Active', 'Active']);
  });

  it('a runbook that is missing in one account does not stop the others: exit code 1', async () => {
    const organization = await servedOrganization();
    organization
      .account(PAYMENTS)
      .faults.add(({ operation }) =>
        operation === 'StartAutomationExecution' ? { kind: 'deny' } : undefined,
      );
    const { code, out, err } = await organization.run('remediate', '--all', '--yes', ...BOTH);
    expect(code).toBe(1);
    expect(out).toContain(`${MANAGEMENT}: alice: Deactivated.`);
    expect(out).toContain(`${PAYMENTS}: alice: NotStarted`);
    expect(err).toContain(`${PAYMENTS}: 1 execution: 1 not started.`);
  });

  it('a runbook refuses in one account: exit code 3', async () => {
    const organization = await servedOrganization();
    const { backdoor, clock } = organization.account(PAYMENTS);
    for (const { accessKeyId } of backdoor.keysOf('alice'))
      backdoor.useKey(accessKeyId, { at: clock.now(), service: 's3', region: 'us-east-1' });
    const { code, out } = await organization.run(
      'remediate',
      'alice',
      '--yes',
      '--accounts',
      PAYMENTS,
      '--role-name',
      ROLE,
    );
    expect({ code, out }).toMatchObject({ code: 3, out: expect.stringContaining('alice: Refused (') });
  });

  it('a session that ends between start and end of an execution is renewed', async () => {
    const organization = await servedOrganization();
    const { clock, faults, calls } = organization.account(PAYMENTS);
    // The SDK compares the end of a session with the clock of the process.
    vi.useFakeTimers({ toFake: ['Date'], now: clock.now() });
    onTestFinished(() => void vi.useRealTimers());
    faults.add(({ operation }) => {
      if (operation === 'StartAutomationExecution') {
        clock.advance(2 * HOUR_MS);
        vi.setSystemTime(clock.now());
      }
      return undefined;
    });
    const file = newFile();
    const { code } = await organization.run('remediate', '--all', '--yes', ...BOTH, '--receipts', file);
    const roles = organization
      .account(MANAGEMENT)
      .calls.filter(({ operation }) => operation === 'AssumeRole');
    expect({ code, roles: roles.length, end: calls.at(-1)?.operation }).toEqual({
      code: 0,
      roles: 2,
      end: 'GetAutomationExecution',
    });
    expect(receiptsIn(file)).toHaveLength(2);
  });

  it('nothing to do anywhere', async () => {
    const organization = await servedOrganization();
    for (const id of [MANAGEMENT, PAYMENTS]) {
      const { backdoor } = organization.account(id);
      backdoor.setKeyStatus(backdoor.keysOf('alice')[0]?.accessKeyId ?? '', 'Inactive');
    }
    const { code, out } = await organization.run('remediate', '--all', '--yes', ...BOTH);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('\nNothing to do.\n') });
  });

  it('no account could be entered: what there is to do is not known, exit code 1', async () => {
    const { run } = await servedOrganization();
    const { code, out } = await run('remediate', '--all', '--yes', '--accounts', LAB, '--role-name', ROLE);
    expect({ code, last: out.split('\n').at(-2) }).toEqual({
      code: 1,
      last: 'Nothing to do, as far as is known.',
    });
  });

  it('a user that the account does not have: wrong usage, as without --accounts', async () => {
    const { run } = await servedOrganization();
    const only = ['--accounts', PAYMENTS, '--role-name', ROLE];
    expect(await run('remediate', 'nobody', '--yes', ...only)).toEqual({
      code: 2,
      out: '',
      err: expect.stringContaining(`error: no IAM user nobody in account ${PAYMENTS}: is it in another one`),
    });
  });

  it('a file that exists: wrong usage, and no call', async () => {
    const organization = await servedOrganization();
    const file = newFile();
    writeFileSync(file, '');
    const before = organization.account(MANAGEMENT).calls.length;
    expect((await organization.run('remediate', '--all', '--yes', ...BOTH, '--receipts', file)).code).toBe(2);
    expect(organization.account(MANAGEMENT).calls).toHaveLength(before);
  });

  it('one user of one account', async () => {
    const organization = await servedOrganization();
    const only = ['--accounts', PAYMENTS, '--role-name', ROLE];
    expect((await organization.run('remediate', 'alice', '--yes', ...only)).code).toBe(0);
    expect(statusesIn(organization, PAYMENTS)).toEqual(['Active', 'Inactive']);
    expect(statusesIn(organization, MANAGEMENT)).toEqual(['Active', 'Active']);
  });
});

describe('undo --receipts --accounts', () => {
  const remediated = async () => {
    const organization = await servedOrganization();
    const file = newFile();
    await organization.run('remediate', '--all', '--yes', ...BOTH, '--receipts', file);
    return { organization, file };
  };

  it('reactivates in each account what its receipts name, and enters no other account', async () => {
    const { organization, file } = await remediated();
    const before = organization.account(MANAGEMENT).calls.length;
    const { code, out } = await organization.run('undo', '--receipts', file, '--yes', ...ALL);
    expect(code).toBe(0);
    for (const id of [MANAGEMENT, PAYMENTS]) {
      expect(out).toContain(`${id}: alice: Reactivated.`);
      expect(statusesIn(organization, id)).toEqual(['Active', 'Active']);
    }
    const roles = organization
      .account(MANAGEMENT)
      .calls.slice(before)
      .filter(({ operation }) => operation === 'AssumeRole');
    expect(roles).toHaveLength(1);
  });

  it('an account of the receipts that is not named: wrong usage, and no call', async () => {
    const { organization, file } = await remediated();
    const before = organization.account(MANAGEMENT).calls.length;
    const { code, err } = await organization.run(
      'undo',
      '--receipts',
      file,
      '--yes',
      '--accounts',
      MANAGEMENT,
      '--role-name',
      ROLE,
    );
    expect(code).toBe(2);
    expect(err).toContain(`these receipts are also from ${PAYMENTS}`);
    expect(organization.account(MANAGEMENT).calls).toHaveLength(before);
    expect(statusesIn(organization, MANAGEMENT)).toEqual(['Active', 'Inactive']);
  });

  it('without --accounts: the receipts of another account are refused', async () => {
    const { organization, file } = await remediated();
    expect((await organization.run('undo', '--receipts', file, '--yes')).code).toBe(2);
  });

  it('receipts without an account: wrong usage', async () => {
    const { organization, file } = await remediated();
    const receipts = receiptsIn(file).map(({ accountId: _, ...receipt }: { accountId: string }) => receipt);
    writeFileSync(file, JSON.stringify({ schemaVersion: '1.0', receipts }));
    const { code, err } = await organization.run('undo', '--receipts', file, '--yes', ...BOTH);
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringContaining('do not name their account'),
    });
  });

  it('an account that can no longer be entered: the others are undone, exit code 1', async () => {
    const { organization, file } = await remediated();
    organization
      .account(MANAGEMENT)
      .faults.add(({ operation }) => (operation === 'AssumeRole' ? { kind: 'deny' } : undefined));
    const { code, out, err } = await organization.run('undo', '--receipts', file, '--yes', ...BOTH);
    expect(code).toBe(1);
    expect(out).toContain(`${MANAGEMENT}: alice: Reactivated.`);
    expect(err).toContain(`NOT READ: ${PAYMENTS}: The role could not be assumed.`);
  });

  it('one key of one account', async () => {
    const { organization } = await remediated();
    const key = organization
      .account(PAYMENTS)
      .backdoor.keysOf('alice')
      .find(({ status }) => status === 'Inactive');
    const { code } = await organization.run(
      'undo',
      'alice',
      `${key?.accessKeyId}`,
      '--yes',
      '--accounts',
      PAYMENTS,
      '--role-name',
      ROLE,
    );
    expect(code).toBe(0);
    expect(statusesIn(organization, PAYMENTS)).toEqual(['Active', 'Active']);
  });
});

describe('cleanup --all --accounts', () => {
  it('deletes in each account the keys whose soak is over', async () => {
    const organization = await servedOrganization();
    await organization.run('remediate', '--all', '--yes', ...BOTH);
    for (const id of [MANAGEMENT, PAYMENTS]) await deliverEvents(organization.account(id));
    organization.account(MANAGEMENT).clock.advance(20 * DAY_MS);
    const { code, out } = await organization.run('cleanup', '--all', '--yes', ...BOTH);
    expect(code).toBe(0);
    for (const id of [MANAGEMENT, PAYMENTS]) {
      expect(out).toMatch(new RegExp(`${id}: alice: AKIA\\w+, deactivated 2100-01-15T`));
      expect(out).toContain(`${id}: alice: Deleted.`);
      expect(statusesIn(organization, id)).toEqual(['Active']);
    }
  });

  it('an account that cannot be entered is a line, exit code 1', async () => {
    const organization = await servedOrganization();
    const { code, err } = await organization.run('cleanup', '--all', '--yes', ...ALL);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining(`NOT READ: ${LAB}: `) });
  });
});
