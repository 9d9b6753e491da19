import { describe, expect, it } from 'vitest';
import { compareIds, isAccessKeyId, isUserId } from '../../policy/identifiers.ts';

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

describe('the unique id of an IAM user', () => {
  const cases: [string, string, boolean][] = [
    ['the example of the documentation', 'AIDACKCEVSQ6C2EXAMPLE', true],
    ['16 characters, the minimum', 'AIDA234567ABCDEF', true],
    ['15 characters', 'AIDA234567ABCDE', false],
    ['128 characters, the maximum', `AIDA${'A'.repeat(124)}`, true],
    ['129 characters', `AIDA${'A'.repeat(125)}`, false],
    ['the id of a role', 'AROADBQP57FF2AEXAMPLE', false],
    ['a lower case letter', 'AIDACKCEVSQ6C2EXAMPLe', false],
    ['a character before it', 'xAIDACKCEVSQ6C2EXAMPLE', false],
    ['a character after it', 'AIDACKCEVSQ6C2EXAMPLE ', false],
    ['empty', '', false],
  ];
  it.each(cases)('%s: %j → %s', (_title, text, expected) => {
    expect(isUserId(text)).toBe(expected);
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
