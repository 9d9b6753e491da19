import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareEnvironment } from '../../support/bare-environment.ts';
import { run } from '../../support/cli.ts';
import { runProcess } from '../../support/command-process.ts';
import { addUser } from '../../support/rule.ts';
import { served } from '../../support/served-account.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const NOT_COPIED = ['node_modules', '.git', 'dist', 'cdk.out'];

let folder: string;
let file: string;

/** Packs a copy of the checkout, as `npm pack` does after `npm ci`, and installs the package elsewhere, without a registry. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  const [checkout, elsewhere] = [join(folder, 'checkout'), join(folder, 'elsewhere')];
  cpSync(ROOT, checkout, { recursive: true, filter: (path) => !NOT_COPIED.includes(basename(path)) });
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  const npm = (...args: string[]) => {
    const env = bareEnvironment(folder, { npm_config_cache: join(folder, 'cache') });
    execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund'], {
      cwd: checkout,
      env,
      stdio: 'pipe',
    });
  };
  npm('pack', '--pack-destination', folder);
  const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  npm('install', '--prefix', elsewhere, join(folder, tarball));
  rmSync(checkout, { recursive: true });
  file = join(elsewhere, 'node_modules/.bin/one-active-key');
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('F29: the package, installed in an empty folder without a registry', () => {
  it.each([
    '--help',
    '--version',
    'verify --help',
    'preview --sandbox',
    'preview --sandbox --format html',
    'preview --sandbox --format json',
    'preview --sandbox --format csv',
    'preview --sandbox --aggregator organization',
    'verify --sandbox',
    'verify --sandbox --format json',
    'verify --sandbox --format csv',
    'verify --sandbox --format junit',
    'verify --sandbox --format sarif',
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

  it('contains the licences, and neither sources nor packages', () => {
    const modules = join(folder, 'elsewhere/node_modules');
    const files = readdirSync(modules, { recursive: true, encoding: 'utf8' });
    expect(files).toContain('one-active-key/LICENSE');
    expect(files).toContain('one-active-key/dist/command/THIRD-PARTY-LICENSES.txt');
    expect(files.filter((path) => path.endsWith('.ts'))).toEqual([]);
    expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual(['one-active-key']);
  });
});
