import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PERSON, PERSONS_KEY, serveSandbox } from '../../live/sandbox.ts';
import { TEST_USER } from '../../live/test-user.ts';
import { bareEnvironment, emptyFolder } from '../support/bare-environment.ts';
import { hasScript } from '../support/commands.ts';

const CTRL_C = '\u0003';

/**
 * Runs the program on a terminal, which `script` of util-linux creates, and types keys as soon as it shows a
 * text.
 */
async function runOnTerminal(
  typings: readonly (readonly [after: string, keys: string])[],
  { into = '' }: { readonly into?: string } = {},
) {
  const { account, server } = await serveSandbox();
  onTestFinished(() => server.close());
  const env = bareEnvironment(emptyFolder(), {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_ACCESS_KEY_ID: PERSONS_KEY.accessKeyId,
    AWS_SECRET_ACCESS_KEY: PERSONS_KEY.secretAccessKey,
    AWS_REGION: account.region,
  });
  const line = `"${process.execPath}" --import tsx live/main.ts ${into}`;
  const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], { env });
  let shown = '';
  const remaining = [...typings];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    shown += text;
    while (remaining[0] && shown.includes(remaining[0][0])) child.stdin.write(remaining.shift()?.[1] ?? '');
  });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const users = account.backdoor.users().map(({ userName }) => userName);
  const calls = account.calls.filter(({ principal }) => principal === PERSON);
  return { code, shown, users, calls: calls.map(({ operation }) => operation) };
}

describe.skipIf(!hasScript())('npm run verify-in-aws on a terminal', () => {
  it('does nothing after no', async () => {
    const { code, shown, users, calls } = await runOnTerminal([['[y/N] ', 'no\r']]);
    expect(code).toBe(2);
    expect(shown).toContain('Account 111122223333, Region us-east-1');
    expect(users).toEqual([]);
    expect(calls).toEqual(['GetCallerIdentity', 'GetUser']);
  });

  it('removes the test user after Ctrl-C, however often it is pressed', async () => {
    const { code, users, calls } = await runOnTerminal([
      ['[y/N] ', 'yes\r'],
      ['Row 3:', CTRL_C],
      ['^C', CTRL_C],
    ]);
    expect(code).toBe(130);
    expect(calls).toContain('CreateUser');
    expect(users).not.toContain(TEST_USER);
  });

  it('removes the test user if the program that reads its output ends', async () => {
    const reader = `data => { process.stdout.write(data); if (String(data).includes('Row 3:')) process.exit(); }`;
    const { users, calls } = await runOnTerminal([['[y/N] ', 'yes\r']], {
      into: `2>&1 | "${process.execPath}" --eval "process.stdin.on('data', ${reader})"`,
    });
    expect(calls).toContain('CreateUser');
    expect(users).not.toContain(TEST_USER);
  });
});
