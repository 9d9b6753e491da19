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

/** An account of so many users with two keys each, where runbooks run. */
const withUsers = (count: number) =>
  served(
    (account) => {
      for (let n = 0; n < count; n += 1) addUser(account, `user-${n}`, 2);
    },
    { withRunbooks: true },
  );

/** Meets every attempt of an operation, and tells of the first. */
function meet(
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

describe('what is broken off', () => {
  it.skipIf(!HAS_SHELL)('a reader who has seen enough is no error', () => {
    const command = `"${process.execPath}" "${commandFile()}" preview --sandbox --format json | head -c 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '{', stderr: '' });
  });

  it('Ctrl-C: what is known so far, and the code that shells have for it', async () => {
    const { account, environment } = await withUsers(50);
    let interrupt = () => {};
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys') interrupt();
      // Once: the second one ends it at once.
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

  it('Ctrl-C while all are read: nobody is asked, nothing is started', async () => {
    const { account, environment } = await withUsers(50);
    let interrupt = () => {};
    meet(account, 'ListAccessKeys', undefined, () => interrupt());
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
    '%s while one runs: no more are started, and the receipts tell of it',
    async (signal, exitCode) => {
      const { account, environment } = await withUsers(9);
      const running = { AutomationExecution: { AutomationExecutionStatus: 'InProgress' } };
      let interrupt = () => {};
      meet(account, 'GetAutomationExecution', { kind: 'answer', output: running }, () => interrupt());
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

  it.skipIf(!HAS_SHELL)(
    'nobody reads on: what is under way ends in order, and the receipts tell of it',
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
    'a full disk is said, and nothing more is started',
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

  it('a call that hangs does not keep a command that was asked to end', async () => {
    const { account, environment } = await withUsers(1);
    let interrupt = () => {};
    meet(account, 'ListUsers', { kind: 'hang' }, () => interrupt());
    const { code, err } = await runProcess(['verify'], {
      environment,
      onStart: (kill) => {
        interrupt = () => kill('SIGINT');
      },
    });
    expect({ code, err }).toEqual({ code: 130, err: 'Interrupted: AWS did not answer.\n' });
  });
});
