import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../../support/bare-environment.ts';
import { run } from '../../support/cli.ts';

const ACCOUNTS = ['--accounts', 'organization'];
const OPERATOR = [...ACCOUNTS, '--role-name', 'one-active-key-operator'];

describe('--sandbox with several accounts', () => {
  it('three accounts, one of which cannot be entered', async () => {
    const { code, out, err } = await run(['verify', '--sandbox', ...ACCOUNTS]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('3 accounts: 321 users, 12 NON_COMPLIANT. Nothing is known of 1 account.');
    expect(out).toContain(
      '\n123456789012 (Payments)\n5 users: 2 COMPLIANT, 2 NON_COMPLIANT, 1 NOT_APPLICABLE.',
    );
    expect(out).toMatch(/NOT READ: 444455556666 \(Old lab\): The role could not be assumed\./);
  });

  it('users of the same name in two accounts are two users', async () => {
    const { out } = await run(['preview', '--sandbox', ...ACCOUNTS, '--format', 'json']);
    const named = JSON.parse(out).users.filter(
      ({ userName }: { userName: string }) => userName === 'payroll',
    );
    expect(named.map(({ accountId }: { accountId: string }) => accountId).toSorted()).toEqual([
      '111122223333',
      '123456789012',
    ]);
    expect(new Set(named.map(({ userId }: { userId: string }) => userId)).size).toBe(2);
  });

  it('--sandbox=FILE keeps each account in a file of its own: remediate, undo, and undo again', async () => {
    const folder = emptyFolder();
    const sandbox = `--sandbox=${join(folder, 'account.json')}`;
    const receipts = ['--receipts', join(folder, 'receipts.json')];
    const accounts = ['--accounts', '111122223333,123456789012', '--role-name', 'one-active-key-operator'];
    const first = await run(['remediate', '--all', '--yes', sandbox, ...accounts, ...receipts]);
    expect(first.code).toBe(0);
    expect(first.out).toContain('123456789012: checkout: Deactivated.');
    expect(existsSync(join(folder, 'account.123456789012.json'))).toBe(true);
    const second = await run(['undo', '--yes', sandbox, ...OPERATOR, ...receipts]);
    expect(second.code).toBe(0);
    expect(second.out).toContain('123456789012: checkout: Reactivated.');
    expect((await run(['undo', '--yes', sandbox, ...OPERATOR, ...receipts])).out).toContain(
      'checkout: NothingToDo.',
    );
  });

  it('the account alone goes on from its file', async () => {
    const sandbox = `--sandbox=${join(emptyFolder(), 'account')}`;
    await run(['remediate', 'data-export', '--yes', sandbox]);
    const { out } = await run(['verify', sandbox, ...ACCOUNTS]);
    expect(out).toContain('3 accounts: 321 users, 11 NON_COMPLIANT.');
  });
});

describe('the reviewer of the sandbox, who must not act by accident', () => {
  const accounts = [...ACCOUNTS, '--role-name', 'one-active-key-reviewer'];

  it.each([
    ['remediate', ['remediate', '--all', '--yes'], 'ssm:StartAutomationExecution'],
    ['pause', ['pause', '--reason', 'an incident'], 'ssm:PutParameter'],
  ])('%s is denied, exit code 1, and nothing changes', async (_, command, action) => {
    const sandbox = `--sandbox=${join(emptyFolder(), 'account.json')}`;
    const { code, out, err } = await run([...command, sandbox, ...accounts]);
    expect(code).toBe(1);
    expect(out + err).toContain(
      `assumed-role/one-active-key-reviewer/somebody is not authorized to perform: ${action}`,
    );
    expect(out).not.toMatch(/123456789012: .*(Deactivated\.|Paused in)/);
  });
});
