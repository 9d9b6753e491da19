import { describe, expect, it } from 'vitest';
import { commandLine } from '../../../../bin/commands/explain/shell.ts';

describe('a command for a shell', () => {
  it.each([
    ['a name', 'deploy-bot', 'deploy-bot'],
    ['the characters that IAM allows', 'a+b=c,d.e@f-g_h', 'a+b=c,d.e@f-g_h'],
    ['a tag', 'Key=one-active-key:keep,Value=AKIAIOSFODNN7EXAMPLE', undefined],
    ['nothing', '', "''"],
    ['a first =, which zsh replaces by a path', '=ls', "'=ls'"],
    ['a first ~', '~root', "'~root'"],
    ['a first @', '@x', "'@x'"],
    ['a space', 'a b', "'a b'"],
    ['a command', '$(reboot)', "'$(reboot)'"],
    ['backticks', '`reboot`', "'`reboot`'"],
    ['the end of a command', 'x;reboot', "'x;reboot'"],
    ['a single quote', "it's", "'it'\\''s'"],
    ['only a single quote', "'", "''\\'''"],
    ['double quotes and a backslash', '"\\"', `'"\\"'`],
    ['a pattern', '*?[a]{b,c}!', "'*?[a]{b,c}!'"],
  ])('%s', (_, word, quoted = word) => {
    expect(commandLine(['aws', word])).toBe(`aws ${quoted}`);
  });

  it.each([
    ['a line feed', 'x\nreboot'],
    ['an escape', '\u001b[2J'],
    ['NUL', '\u0000'],
    ['a character that changes the direction', 'a\u202eb'],
    ['a line separator', 'a\u2028b'],
    ['a single surrogate', 'a\ud800'],
  ])('%s: no command', (_, word) => {
    expect(commandLine(['aws', word])).toBeNull();
  });
});
