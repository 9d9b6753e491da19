import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareEnvironment } from '../../support/bare-environment.ts';
import { run } from '../../support/cli.ts';
import { runProcess } from '../../support/command-process.ts';
import { npm, packInto } from '../../support/package.ts';
import { addUser } from '../../support/rule.ts';
import { served } from '../../support/served-account.ts';

let folder: string;
let file: string;

/** Installs the package in an empty folder, without a registry. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  const elsewhere = join(folder, 'elsewhere');
  npm(['install', '--prefix', elsewhere, packInto(folder), '--offline'], {
    cwd: folder,
    env: bareEnvironment(folder, { npm_config_cache: join(folder, 'cache') }),
  });
  file = join(elsewhere, 'node_modules/.bin/one-active-key');
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('the package, installed in an empty folder without a registry', () => {
  it.each([
    '--help',
    '--version',
    'verify --help',
    'preview --sandbox',
    'preview --sandbox --format html',
    'preview --sandbox --format json',
    'preview --sandbox --format csv',
    'preview --sandbox --aggregator organization',
    'explain payroll --sandbox',
    'history --sandbox --format html',
    'preview --sandbox --accounts organization',
    'verify --sandbox',
    'verify --sandbox --format json',
    'verify --sandbox --format csv',
    'verify --sandbox --format junit',
    'verify --sandbox --format sarif',
    'history --sandbox --days 60',
    'history --sandbox --format html',
    'history --sandbox --format csv',
    'remediate --all --yes --sandbox',
    'cleanup --all --yes --sandbox',
    'verify --wrong',
  ])('one-active-key %s: as the sources', async (command) => {
    const args = command.split(' ');
    expect(await runProcess(args, { file })).toEqual(await run(args));
  });

  it('one-active-key verify: an account that is served over HTTP', async () => {
    const { environment } = await served((account) => addUser(account, 'alice', 2));
    const { code, out, err } = await runProcess(['verify'], { file, environment });
    expect({ code, err }).toEqual({ code: 3, err: '' });
    expect(out).toContain('NON_COMPLIANT: alice');
  });

  it('needs no other package, and fetches no peer', () => {
    const modules = join(folder, 'elsewhere/node_modules');
    expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual(['one-active-key']);
  });
});
