import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bareEnvironment, emptyFolder } from '../../support/bare-environment.ts';
import { commandFile } from '../../support/command-process.ts';
import { hasScript } from '../../support/commands.ts';
import { addUser } from '../../support/rule.ts';
import { served } from '../../support/served-account.ts';

/** The keys that are typed as soon as the terminal shows a text. */
type Typing = readonly [after: string, keys: string];

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

/** Runs the command line on a terminal, which `script` of util-linux creates, and types keys. */
function runOnTerminal(
  command: string,
  typings: readonly Typing[],
  environment: Readonly<Record<string, string>> = {},
) {
  const cwd = emptyFolder();
  const env = bareEnvironment(cwd, environment);
  return new Promise<{ code: number | null; shown: string }>((resolve, reject) => {
    const line = `"${process.execPath}" "${commandFile()}" ${command}`;
    const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], { cwd, env });
    let shown = '';
    const remaining = [...typings];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      shown += text;
      while (remaining[0] && shown.includes(remaining[0][0])) child.stdin.write(remaining.shift()?.[1] ?? '');
    });
    child.on('error', reject).on('close', (code) => resolve({ code, shown }));
  });
}

const QUESTION = 'Deactivate 1 access key (AKIADEPLOYNEWEXAMPLE) of 1 user (deploy-bot)? [y/N] ';

describe.skipIf(!hasScript())('on a terminal', () => {
  it('the progress is shown and then cleared', async () => {
    const { code, shown } = await runOnTerminal('verify --sandbox', []);
    expect(code).toBe(3);
    expect(shown).toContain('\r\u001b[K316 of 316 users read\r\u001b[K316 users: ');
  });

  it('remediate shows the plan, asks, and starts the runbook after yes', async () => {
    const { code, shown } = await runOnTerminal('remediate deploy-bot --sandbox', [[QUESTION, 'yes\r']]);
    expect(code).toBe(0);
    expect(shown.indexOf('AKIADEPLOYNEWEXAMPLE goes')).toBeLessThan(shown.indexOf(QUESTION));
    expect(shown).toContain('deploy-bot: Deactivated.');
  });

  it.each([
    ['no', 'no\r', 1],
    ['the Return key', '\r', 1],
    ['any other answer', 'sure\r', 1],
    ['the end of input, Ctrl-D', CTRL_D, 1],
    ['Ctrl-C', CTRL_C, 130],
  ])('remediate does nothing after %s', async (_, keys, exitCode) => {
    const { code, shown } = await runOnTerminal('remediate deploy-bot --sandbox', [[QUESTION, keys]]);
    expect(code).toBe(exitCode);
    expect(shown).toMatch(/Nothing was done\.\r\n$/);
  });

  it('Ctrl-C ends a preview, which shows the users that were read so far and says so', async () => {
    const { account, environment } = await served((each) => {
      for (let n = 0; n < 50; n += 1) addUser(each, `user-${n}`, 1);
    });
    // Only one user can be read, so that the interruption comes before the end.
    account.faults.add(({ operation, input }) =>
      operation === 'ListAccessKeys' && (input as { UserName: string }).UserName !== 'user-0'
        ? { kind: 'hang' }
        : undefined,
    );
    const { code, shown } = await runOnTerminal('preview', [['1 of 50 users read', CTRL_C]], environment);
    expect(code).toBe(130);
    expect(shown).toContain('1 user: 1 COMPLIANT');
    expect(shown).toContain('Interrupted: only the users that were read so far are shown.');
  });
});
