import { describe, expect, it } from 'vitest';
import { measure } from '../../bench/command/process.ts';
import { measureVerify } from '../../bench/command/verify.ts';
import { commandFile } from '../support/command-process.ts';

describe('the bench of the command line', () => {
  it.each([
    { users: 101, share: 0, loop: 103, verify: 103 },
    { users: 101, share: 0.1, loop: 103, verify: 136 },
  ])(
    'counts the calls for $users users, of whom $share have two keys',
    async ({ users, share, ...calls }) => {
      const costs = await measureVerify({ users, share, rounds: 2, command: commandFile() });
      expect({ loop: costs.loop.calls, verify: costs.verify.calls }).toEqual(calls);
      for (const { cpuMilliseconds, megabytes } of Object.values(costs)) {
        expect(cpuMilliseconds).toBeGreaterThan(0);
        expect(megabytes).toBeGreaterThan(10);
      }
    },
  );

  it('a program that fails is an error with what it wrote', async () => {
    const args = ['--eval', 'console.error("no"); process.exit(4)'];
    await expect(measure({ args })).rejects.toThrow(/expected exit code 0; received 4: no\n$/);
    expect((await measure({ args, exitCode: 4 })).cpuMilliseconds).toBeGreaterThan(0);
  });
});
