import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { bareEnvironment, emptyFolder } from '../../support/bare-environment.ts';

const COMMAND = fileURLToPath(new URL('../../../bin/one-active-key.js', import.meta.url));

it.each([
  ['standard output by its name', '/dev/stdout | cat'],
  ['standard output by its name, with --force', '/dev/stdout --force | cat'],
  // The shell does not wait for the substitution by itself. It must not write to our standard output, which
  // Node.js makes non-blocking for everybody.
  ['a process substitution, with --force', '>(cat > copy) --force; wait $!; cat copy'],
])('what a shell opened is written, although its name is a link: %s', (_, to) => {
  const folder = emptyFolder();
  const line = `"$0" "$1" preview --sandbox --format csv --output ${to}`;
  const { stdout, stderr } = spawnSync('bash', ['-c', line, process.execPath, COMMAND], {
    cwd: folder,
    env: bareEnvironment(join(folder, 'home')),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout.split('\n')[0]).toContain('userName,userId,');
});
