import { describe, expect, it } from 'vitest';
import { automationRoleArn, MAX_ROLE_PATH_CHARACTERS, rolePathProblem } from '../../product/role-path.ts';

const gov = { partition: 'aws-us-gov', accountId: '123456789012' };

describe('the role path', () => {
  it.each([
    ['by default', undefined, 'arn:aws-us-gov:iam::123456789012:role/one-active-key-automation'],
    ['/security/', '/security/', 'arn:aws-us-gov:iam::123456789012:role/security/one-active-key-automation'],
  ])('%s: the ARN of the automation role', (_, rolePath, arn) => {
    expect(automationRoleArn(gov, rolePath)).toBe(arn);
  });

  it('has no problem up to the length with which the ARN has 256 characters', () => {
    const longest = `/${'r'.repeat(MAX_ROLE_PATH_CHARACTERS - 2)}/`;
    expect(automationRoleArn(gov, longest)).toHaveLength(256);
    expect(rolePathProblem(longest)).toBeUndefined();
    expect(rolePathProblem(`/r${longest}`)).toMatch(/^expected at most 194 characters, .*; received 196$/);
  });

  it.each(['/', '/a/', '/a/b/', '/+=,.@_-/'])('%j has no problem', (given) => {
    expect(rolePathProblem(given)).toBeUndefined();
  });

  it.each(['', 'a', '/a', 'a/', '//', '/a//b/', '/a b/', '/a/\n', '/ä/', '/*/', '/$/', "/'/"])(
    '%j: what was expected and received',
    (given) => {
      expect(rolePathProblem(given)).toBe(
        `expected /, or a path of letters, digits and +=,.@_- between slashes such as /team/; received "${given}"`,
      );
    },
  );
});
