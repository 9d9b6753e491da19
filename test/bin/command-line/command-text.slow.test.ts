import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { commandText } from '../../../bin/command-line/command-text.ts';

it('a shell reads the same arguments from it', () => {
  const args = ["it's", 'a b', '"$HOME"', '`id`', '\\', '-x=1', '!', '#'];
  const shown = commandText(args).replace('one-active-key', "printf '%s\\n'");
  expect(execFileSync('sh', ['-c', shown], { encoding: 'utf8' })).toBe(`${args.join('\n')}\n`);
});
