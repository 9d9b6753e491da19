import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packYaml } from '../../infra/pack/pack.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Runs the command behind `npm run --silent pack --`. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'infra/pack/main.ts', ...args],
    { cwd: ROOT, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

describe('npm run --silent pack', () => {
  it('prints the pack and nothing else', () => {
    const { status, stdout } = run('--account', '111122223333', '--partition', 'aws-us-gov');
    expect(stdout).toBe(packYaml({ accountId: '111122223333', partition: 'aws-us-gov' }));
    expect(status).toBe(0);
  });

  it('prints nothing else through npm, either, which runs the script prepack before it', () => {
    const npm = ['run', '--silent', 'pack', '--', '--account', '123456789012'];
    const { status, stdout } = spawnSync('npm', npm, { cwd: ROOT, encoding: 'utf8' });
    expect(stdout).toBe(packYaml({ accountId: '123456789012', partition: 'aws' }));
    expect(status).toBe(0);
  });

  it('with --help prints its usage, and nothing on standard output', () => {
    const { status, stdout, stderr } = run('--help');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toMatch(/^Usage: npm run --silent pack -- --account 123456789012 .*--role-path/);
  });

  it('with a wrong argument prints nothing on standard output, prints its usage and fails', () => {
    const { status, stdout, stderr } = run('--account', '12345678901');
    expect(stdout).toBe('');
    expect(stderr).toContain('--account: expected an account id of twelve digits; received 12345678901\n');
    expect(stderr).toContain('Usage: npm run --silent pack -- --account 123456789012');
    expect(status).toBe(2);
  });
});
