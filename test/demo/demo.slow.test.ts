import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { findPython } from '../../sandbox/automation/scripts/python.ts';

it('npm run demo: exit code 0, no colours in a pipe, an empty standard error, and Python runs the scripts if it is found', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'demo/main.ts'], {
    cwd: new URL('../..', import.meta.url),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('All 45 claims are true.');
  expect(stdout).not.toContain('\u001b');
  expect(stdout.includes('script steps were not run')).toBe(findPython() === undefined);
});

it('npm run demo into a pipe that is closed after the first byte: no error', () => {
  const command = `"${process.execPath}" --import tsx demo/main.ts | head -c 1`;
  const { status, stderr } = spawnSync('sh', ['-c', command], {
    cwd: new URL('../..', import.meta.url),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
