import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../sandbox/account.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { emptyFolder } from '../support/bare-environment.ts';
import { commandFile, runProcess } from '../support/command-process.ts';
import { addUser } from '../support/rule.ts';
import { served } from '../support/served-account.ts';

const HAS_SHELL = spawnSync('sh', ['-c', 'command -v head']).status === 0;

const REGION = { AWS_REGION: 'us-east-1' };

/** A served account with runbooks and with `count` users, each of whom has two keys. */
const withUsers = (count: number) =>
  served(
    (account) => {
      for (let n = 0; n < count; n += 1) addUser(account, `user-${n}`, 2);
    },
    { withRunbooks: true },
  );

/** Injects a fault into every attempt of an operation; calls `onFirst` before the first attempt. */
function failEveryAttempt(
  account: SandboxAccount,
  operation: string,
  fault: Fault | undefined,
  onFirst = () => {},
): void {
  let isFirst = true;
  account.faults.add((call) => {
    if (call.operation !== operation) return undefined;
    if (isFirst) onFirst();
    isFirst = false;
    return fault;
  });
}

const countOf = ({ calls }: SandboxAccount, name: string) =>
  calls.filter(({ operation }) => operation === name).length;

describe('an interruption of a command', () => {
  it.skipIf(!HAS_SHELL)('a closed pipe after the first byte is no error', () => {
    const command = `"${process.execPath}" "${commandFile()}" preview --sandbox --format json | head -c 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '{', stderr: '' });
  });

  it('Ctrl-C during a preview: it shows the users that were read so far, exit code 130', async () => {
    const { account, environment } = await withUsers(50);
    let interrupt = () => {};
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys') interrupt();
      // The signal is sent once: a second signal ends the process at once.
      if (operation === 'ListAccessKeys') interrupt = () => {};
      return undefined;
    });
    const { code, out, err } = await runProcess(['preview', '--format', 'json'], {
      environment,
      onStart: (kill) => {
        interrupt = () => kill('SIGINT');
      },
    });
    expect(code).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ isComplete: false });
    expect(err).toContain('Interrupted: only the users that were read so far are shown.');
  });

  it('Ctrl-C while the users are read: no question is asked, and no execution is started', async () => {
    const { account, environment } = await withUsers(50);
    let interrupt = () => {};
    failEveryAttempt(account, 'ListAccessKeys', undefined, () => interrupt());
    const { code, err } = await runProcess(['remediate', '--all'], {
      environment: { ...environment, ...REGION },
      onStart: (kill) => {
        interrupt = () => kill('SIGINT');
      },
    });
    expect(code).toBe(130);
    expect(err).toMatch(
      /Interrupted: only the users that were read so far are shown\.\nNothing was done\.\n$/,
    );
    expect(countOf(account, 'StartAutomationExecution')).toBe(0);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    '%s during an execution: no other execution is started, and the receipts file contains the running one',
    async (signal, exitCode) => {
      const { account, environment } = await withUsers(9);
      const running = { AutomationExecution: { AutomationExecutionStatus: 'InProgress' } };
      let interrupt = () => {};
      failEveryAttempt(account, 'GetAutomationExecution', { kind: 'answer', output: running }, () =>
        interrupt(),
      );
      const receipts = join(emptyFolder(), 'receipts.json');
      const command = ['remediate', '--all', '--yes', '--receipts', receipts];
      const { code, err } = await runProcess(command, {
        environment: { ...environment, ...REGION },
        onStart: (kill) => {
          interrupt = () => kill(signal);
        },
      });
      expect(code).toBe(exitCode);
      expect(err).toMatch(/\n9 executions: 1 still running in AWS, 8 not started\.\n$/);
      expect(JSON.parse(readFileSync(receipts, 'utf8')).receipts).toMatchObject([
        { userName: 'user-0', status: 'InProgress', automationExecutionId: expect.stringMatching(/^a0/) },
      ]);
      expect(countOf(account, 'StartAutomationExecution')).toBe(1);
    },
  );

  it('a process that is killed during a start: the receipts file says that its effect is unknown', async () => {
    const { account, environment } = await withUsers(2);
    let kill = () => {};
    failEveryAttempt(account, 'StartAutomationExecution', { kind: 'hang' }, () => kill());
    const receipts = join(emptyFolder(), 'receipts.json');
    const { code } = await runProcess(['remediate', '--all', '--yes', '--receipts', receipts], {
      environment: { ...environment, ...REGION },
      onStart: (send) => {
        kill = () => send('SIGKILL');
      },
    });
    expect(code).toBe(null);
    expect(JSON.parse(readFileSync(receipts, 'utf8')).receipts).toMatchObject([
      { userName: 'user-0', status: 'Unknown', automationExecutionId: '', accountId: '111122223333' },
    ]);
  });

  it.skipIf(!HAS_SHELL)(
    'a closed pipe during executions: the started ones are completed, no other is started, and the receipts file has them',
    async () => {
      const { account, environment } = await withUsers(9);
      const folder = emptyFolder();
      const env = { ...process.env, ...environment, ...REGION, HOME: folder };
      const receipts = join(folder, 'receipts.json');
      const command = `("${process.execPath}" "${commandFile()}" remediate --all --yes --receipts "${receipts}"; echo $? >&2) | head -1`;
      const { spawn } = await import('node:child_process');
      const child = spawn('sh', ['-c', command], { env, stdio: ['ignore', 'ignore', 'pipe'] });
      let err = '';
      child.stderr.setEncoding('utf8').on('data', (text) => {
        err += text;
      });
      await new Promise((resolve) => child.on('close', resolve));
      expect(err).toMatch(/ not started\.\n1\n$/);
      const started = countOf(account, 'StartAutomationExecution');
      expect(started).toBeLessThan(9);
      expect(JSON.parse(readFileSync(receipts, 'utf8')).receipts).toHaveLength(started);
    },
  );

  it.skipIf(!HAS_SHELL || !existsSync('/dev/full'))(
    'a full disk: the error is reported, and no other execution is started',
    async () => {
      const { account, environment } = await withUsers(9);
      const env = { ...process.env, ...environment, ...REGION, HOME: emptyFolder() };
      const { spawn } = await import('node:child_process');
      const child = spawn(
        'sh',
        ['-c', `"${process.execPath}" "${commandFile()}" remediate --all --yes > /dev/full`],
        {
          env,
        },
      );
      let err = '';
      child.stderr.setEncoding('utf8').on('data', (text) => {
        err += text;
      });
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect(code).toBe(1);
      expect(err).toContain('Standard output: ENOSPC');
      expect(countOf(account, 'StartAutomationExecution')).toBeLessThan(9);
    },
  );

  it('Ctrl-C during a call that hangs ends the command', async () => {
    const { account, environment } = await withUsers(1);
    let interrupt = () => {};
    failEveryAttempt(account, 'ListUsers', { kind: 'hang' }, () => interrupt());
    const { code, err } = await runProcess(['preview'], {
      environment,
      onStart: (kill) => {
        interrupt = () => kill('SIGINT');
      },
    });
    expect({ code, err }).toEqual({ code: 130, err: 'Interrupted: AWS did not answer.\n' });
  });
});
