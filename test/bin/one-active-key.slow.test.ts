import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bareEnvironment, emptyFolder } from '../support/bare-environment.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const MAIN = "export const main: () => Promise<void> = async () => console.log('sources');\n";
const BUNDLE = 'dist/command/one-active-key.mjs';

/** A checkout whose sources and bundle each say which of them runs. */
function checkout(): string {
  const folder = emptyFolder();
  const digest = createHash('sha256').update(MAIN).digest('hex');
  const files = {
    'package.json': '{"type":"module"}',
    'bin/main.ts': MAIN,
    [BUNDLE]: "console.log('bundle');\n",
    'dist/command/sources.json': JSON.stringify({ 'bin/main.ts': digest }),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  copyFileSync(join(ROOT, 'bin/one-active-key.js'), join(folder, 'bin/one-active-key.js'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

const write = (path: string, text: string) => (folder: string) => writeFileSync(join(folder, path), text);
const remove = (path: string) => (folder: string) => rmSync(join(folder, path), { recursive: true });

describe('the file that npm installs starts', () => {
  it.each<[string, (folder: string) => void, string]>([
    ['the bundle, if it was made from the sources that are here', () => {}, 'bundle'],
    ['the bundle, if there are no sources: in a package', remove('bin/main.ts'), 'bundle'],
    ['the sources, if one has changed since', write('bin/main.ts', `${MAIN}\n`), 'sources'],
    [
      'the sources, if one that the bundle was made from is gone',
      write('dist/command/sources.json', '{"bin/gone.ts":"0"}'),
      'sources',
    ],
    ['the sources, if there is no bundle', remove('dist'), 'sources'],
    ['the sources, if the bundle was not written to its end', remove('dist/command/sources.json'), 'sources'],
    ['the sources, if the digests cannot be read', write('dist/command/sources.json', '{'), 'sources'],
  ])('%s', (_title, change, expected) => {
    const folder = checkout();
    change(folder);
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'bin/one-active-key.js')], {
      env: bareEnvironment(folder),
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({ stdout: `${expected}\n`, stderr: '' });
  });
});
