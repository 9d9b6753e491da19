import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from './support/bare-environment.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Runs a program of this project with a PATH on which Node.js is the only program. */
function runWithNodeOnly(...args: string[]) {
  const PATH = join(emptyFolder(), 'bin');
  mkdirSync(PATH);
  symlinkSync(process.execPath, join(PATH, 'node'));
  const { status, stdout } = spawnSync('node', args, {
    cwd: ROOT,
    env: { PATH, HOME: PATH },
    encoding: 'utf8',
  });
  return { status, stdout };
}

describe('on a PATH with Node.js only', () => {
  it('all claims of the demo are true', () => {
    const { status, stdout } = runWithNodeOnly('--import', 'tsx', 'demo/main.ts');
    expect(stdout).toContain('All 45 claims are true.');
    expect(stdout).toContain('python3 was not found');
    expect(status).toBe(0);
  });

  it('the command line shows the sandbox account', () => {
    expect(runWithNodeOnly('bin/one-active-key.js', 'verify', '--sandbox').status).toBe(3);
  });

  it('the build writes the templates', () => {
    const folder = emptyFolder();
    const build = `import { build } from './infra/build/build.ts'; build(${JSON.stringify(folder)});`;
    expect(runWithNodeOnly('--import', 'tsx', '--input-type=module', '--eval', build).status).toBe(0);
  });
});
