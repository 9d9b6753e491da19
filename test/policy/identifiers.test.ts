import { describe, expect, it } from 'vitest';
import { compareIds, isAccessKeyId } from '../../policy/identifiers.ts';

describe('the id of an access key of an IAM user', () => {
  const cases: [string, string, boolean][] = [
    ['the example of the documentation', 'AKIAIOSFODNN7EXAMPLE', true],
    ['16 characters, the minimum', 'AKIA234567ABCDEF', true],
    ['15 characters', 'AKIA234567ABCDE', false],
    ['128 characters, the maximum', `AKIA${'A'.repeat(124)}`, true],
    ['129 characters', `AKIA${'A'.repeat(125)}`, false],
    ['the id of temporary credentials', 'ASIAIOSFODNN7EXAMPLE', false],
    ['lower case', 'akiaiosfodnn7example', false],
    ['a lower case letter', 'AKIAIOSFODNN7EXAMPLe', false],
    ['a character before it', 'xAKIAIOSFODNN7EXAMPLE', false],
    ['a character after it', 'AKIAIOSFODNN7EXAMPLE ', false],
    ['empty', '', false],
  ];
  it.each(cases)('%s: %j → %s', (_title, text, expected) => {
    expect(isAccessKeyId(text)).toBe(expected);
  });
});

describe('the order of ids', () => {
  it.each([
    ['AKIAI44QH8DHBEXAMPLE', 'AKIAIOSFODNN7EXAMPLE', -1],
    ['AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE', 1],
    ['AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE', 0],
  ])('%s, %s → %i', (a, b, expected) => {
    expect(compareIds(a, b)).toBe(expected);
  });
});
