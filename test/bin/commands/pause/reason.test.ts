import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../bin/command-line/errors.ts';
import { defaultReason, parseReason } from '../../../../bin/commands/pause/reason.ts';

describe('a reason that is given', () => {
  it.each([
    ['one character', 'x'],
    ['256 characters', 'é'.repeat(256)],
    ['256 characters of two code units', '🔑'.repeat(256)],
    ['single braces', 'a {b} c'],
    ['quotes and a dollar sign', `"it's" $HOME`],
  ])('%s: taken as it is', (_, given) => {
    expect(parseReason(given)).toBe(given);
  });

  it.each([
    ['nothing', '', 'a blank text'],
    ['spaces', '   ', 'a blank text'],
    ['257 characters', 'a'.repeat(257), '257 characters'],
    ['two lines', 'a\nb', 'several lines, or characters that cannot be shown'],
    ['a control character', 'a\u001b[2J', 'several lines, or characters that cannot be shown'],
    ['a change of direction', 'a\u202eb', 'several lines, or characters that cannot be shown'],
    ['a reference to a parameter', 'a {{ssm:b}}', 'double braces, which Parameter Store refuses'],
    ['the end of one', 'a }}', 'double braces, which Parameter Store refuses'],
  ])('%s: wrong usage', (_, given, received) => {
    expect(() => parseReason(given)).toThrow(UsageError);
    expect(() => parseReason(given)).toThrow(
      `--reason: expected one line of 1 to 256 characters; received ${received}`,
    );
  });
});

describe('the reason of who gives none', () => {
  it.each([
    [
      'the ARN of the caller',
      'arn:aws:iam::111122223333:user/auditor',
      'paused by arn:aws:iam::111122223333:user/auditor',
    ],
    ['no ARN', undefined, 'paused by a caller whose ARN could not be read'],
    [
      'an ARN with a long path',
      `arn:aws:iam::111122223333:user/${'p'.repeat(500)}/a`,
      `paused by arn:aws:iam::111122223333:user/${'p'.repeat(215)}`,
    ],
  ])('%s', (_, operator, reason) => {
    expect(defaultReason(operator)).toBe(reason);
    expect(parseReason(defaultReason(operator))).toBe(reason);
  });
});
