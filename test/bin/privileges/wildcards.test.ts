import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { administratorGrant } from '../../../bin/privileges/administrator-like.ts';
import { matches } from '../../../bin/privileges/wildcards.ts';

/** The same by a regular expression, which is fast enough for a short pattern. */
function matchesAsExpression(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}

const textOf = (signs: string, maxLength: number) =>
  fc.array(fc.constantFrom(...signs), { maxLength }).map((parts) => parts.join(''));

/**
 * The shortest names, long ones, and none with a letter that the patterns have: only wildcards match them.
 */
const ACTIONS = ['iam:GetUser', 'iam:GetGroup', 'iam:DeleteServerStuff', `iam:Get${'Open'.repeat(12)}`];

describe('the wildcards of a policy', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['?', '', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a*', 'a/b:c', true],
    ['*a', 'aba', true],
    ['a.c', 'abc', false],
    ['**a**', 'a', true],
  ])('%j matches %j: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it('match what the regular expression matches', () => {
    fc.assert(
      fc.property(textOf('ab*?', 8), textOf('ab\n', 8), (pattern, text) => {
        expect(matches(pattern, text)).toBe(matchesAsExpression(pattern, text));
      }),
      { numRuns: 2_000 },
    );
  });
});

it('a pattern is administrator-like if and only if it matches actions of IAM of every length', () => {
  const pattern = fc
    .tuple(fc.constantFrom('', 'iam:', 'i*', '*'), textOf('IAMiam:*?', 6))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(pattern, (action) => {
      const statement = {
        actions: { kind: 'matching', patterns: [action] },
        resources: { kind: 'matching', patterns: ['*'] },
        hasCondition: false,
      } as const;
      const matchesAll = ACTIONS.every((name) =>
        matchesAsExpression(action.toLowerCase(), name.toLowerCase()),
      );
      expect(administratorGrant([statement]) !== undefined).toBe(matchesAll);
    }),
    { numRuns: 3_000 },
  );
});
