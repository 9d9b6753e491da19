import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packYaml } from '../../infra/pack.ts';
import { readPackArguments } from '../../infra/pack-arguments.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What `npm run --silent pack --` does. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'infra/pack-main.ts', ...args],
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

  it('called wrongly prints nothing, says how it is called and fails', () => {
    const { status, stdout, stderr } = run('--account', '12345678901');
    expect(stdout).toBe('');
    expect(stderr).toContain('--account: expected an account id of twelve digits; received 12345678901\n');
    expect(stderr).toContain('Usage: npm run --silent pack -- --account 123456789012');
    expect(status).toBe(2);
  });
});

describe('the arguments', () => {
  it.each([
    [['--account', '123456789012'], { accountId: '123456789012', partition: 'aws' }],
    [['--account=123456789012', '--partition=aws-cn'], { accountId: '123456789012', partition: 'aws-cn' }],
  ])('%j', (args, place) => {
    expect(readPackArguments(args)).toEqual(place);
  });

  it.each([
    [[], '--account: expected an account id of twelve digits; received nothing'],
    [['--account', ''], 'received nothing'],
    [['--account', '1234567890123'], 'received 1234567890123'],
    [['--account', '12345678901a'], 'received 12345678901a'],
    [['--account', '123456789012\n'], 'twelve digits'],
    [['--account', ' 123456789012'], 'twelve digits'],
    [['--account', '１２３４５６７８９０１２'], 'twelve digits'],
    [
      ['--account', '123456789012', '--partition', 'gov'],
      '--partition: expected aws, aws-cn, aws-us-gov or the like; received gov',
    ],
    [['--account', '123456789012', '--partition', 'aws:x'], 'received aws:x'],
    [['--account', '123456789012', '--partition', ''], '--partition: expected'],
    [['--region', 'us-east-1'], "Unknown option '--region'"],
    [['123456789012'], 'Unexpected argument'],
    [['--account'], 'argument missing'],
  ])('%j is refused', (args, message) => {
    expect(() => readPackArguments(args)).toThrow(message);
  });
});
