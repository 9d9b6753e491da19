import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../../infra/build/build.ts';

/** What Terraform wrote, and its exit code. */
export interface TerraformRun {
  readonly status: number | null;
  readonly output: string;
}

/** Runs Terraform in a folder; throws if there is none. */
export function terraform(folder: string, ...args: readonly string[]): TerraformRun {
  const { status, stdout, stderr, error } = spawnSync('terraform', args, { cwd: folder, encoding: 'utf8' });
  if (error) throw new Error('Expected the program terraform; received an error', { cause: error });
  return { status, output: `${stdout}${stderr}` };
}

/**
 * A folder with a copy of the modules, initialized, and with the templates where the modules look for them.
 * Throws what Terraform says if it has no provider. Terraform fetches the provider from its registry, or
 * takes it from the folder in TERRAFORM_PLUGIN_DIR. In the copy the modules accept the version 5.100.0, too,
 * the last one before 6, since that may be the one in the folder.
 */
export function terraformFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  cpSync('terraform', join(folder, 'terraform'), { recursive: true });
  for (const name of readdirSync(join(folder, 'terraform'))) {
    acceptOlderProvider(join(folder, 'terraform', name));
    const { status, output } = initialize(join(folder, 'terraform', name));
    if (status !== 0)
      throw new Error(`terraform/${name}: expected that it can be initialized; received ${output}`);
  }
  build(join(folder, 'dist'));
  return folder;
}

/** Runs `terraform init` in a folder. */
export function initialize(folder: string): TerraformRun {
  const { TERRAFORM_PLUGIN_DIR: plugins } = process.env;
  return terraform(
    folder,
    'init',
    '-backend=false',
    '-no-color',
    ...(plugins ? [`-plugin-dir=${plugins}`] : []),
  );
}

function acceptOlderProvider(module: string): void {
  const path = join(module, 'versions.tf');
  writeFileSync(path, readFileSync(path, 'utf8').replace('>= 6.0.0', '>= 5.100.0'));
}
