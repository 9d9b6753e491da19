import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from './bare-environment.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NOT_COPIED = ['node_modules', '.git', 'dist', 'cdk.out'];

/**
 * Packs a copy of the checkout into a folder, as `npm pack` does after `npm ci`, without a registry; returns
 * the path of the tarball.
 */
export function packInto(folder: string): string {
  const checkout = join(folder, 'checkout');
  cpSync(ROOT, checkout, { recursive: true, filter: (path) => !NOT_COPIED.includes(basename(path)) });
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  npm(['pack', '--pack-destination', folder, '--offline'], {
    cwd: checkout,
    env: bareEnvironment(folder, { npm_config_cache: join(folder, 'cache') }),
  });
  rmSync(checkout, { recursive: true });
  const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  return join(folder, tarball);
}

/** Runs npm, by the Node.js that runs the tests; throws what it writes if it fails. */
export function npm(args: readonly string[], options: { readonly cwd: string; readonly env?: object }): void {
  execFileSync('npm', [...args, '--no-audit', '--no-fund'], { stdio: 'pipe', ...options } as object);
}

/** Whether the registry of npm answers, or its cache does. */
export function hasRegistry(): boolean {
  return spawnSync('npm', ['view', '--prefer-offline', 'constructs', 'version']).status === 0;
}
