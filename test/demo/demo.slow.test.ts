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
