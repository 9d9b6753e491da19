import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { findPython } from '../../sandbox/automation/scripts/python.ts';

it('npm run demo: exit code 0, plain when piped, nothing on standard error, the scripts run by Python if there is one', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'demo/main.ts'], {
    cwd: new URL('../..', import.meta.url),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('All 35 came true.');
  expect(stdout).not.toContain('\u001b');
  expect(stdout.includes('script steps were not run')).toBe(findPython() === undefined);
});
