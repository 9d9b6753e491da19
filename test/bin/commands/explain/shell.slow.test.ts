import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../../../bin/commands/explain/shell.ts';
import { existsCommand } from './exists-command.ts';

/** The arguments as a shell hands them on, each of them with NUL behind it. */
function argumentsIn(shell: string, words: readonly string[]): readonly string[] {
  const line = commandLine(['printf', '%s\\0', ...words]);
  const { stdout } = spawnSync(shell, ['-c', line ?? ''], { encoding: 'utf8' });
  return stdout.split('\0').slice(0, -1);
}

const words = fc
  .array(
    fc.oneof(
      fc.string({ unit: fc.constantFrom(...'ab=~@+,.:/-_ $`\'"\\;|&<>(){}[]*?!#%^'), maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .filter((each) => commandLine(each) !== null);

describe.each(['sh', 'bash', 'dash', 'zsh'].filter(existsCommand))('%s', (shell) => {
  it('hands on each word as it was, and runs nothing else', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(words, (given) => {
        expect(argumentsIn(shell, given)).toEqual(given);
      }),
      { numRuns: 200 },
    );
  });
});
