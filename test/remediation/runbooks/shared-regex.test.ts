import { describe, expect, it } from 'vitest';
import { isAnchored, unsharedSyntax } from '../../support/runbook-linter/shared-regex.ts';

describe('A pattern is anchored', () => {
  it.each(['^a$', '^(a|b)$', '^[|]$', '^a\\|b$', '^[\\]|]$', '^\\(a$'])('%s', (pattern) => {
    expect(isAnchored(pattern)).toBe(true);
  });
});

describe('A pattern is not anchored', () => {
  it.each(['a', '^a', 'a$', '^a|b$', '^(a)|(b)$', '^a\\$', '', '^', '^$|^a$'])('%s', (pattern) => {
    expect(isAnchored(pattern)).toBe(false);
  });
});

describe('This syntax means the same in Java and JavaScript', () => {
  const shared = [
    '^(0|[1-9][0-9]?|[1-6][0-9]{2}|720)$',
    '^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]{1,512}$',
    '^(?:true|false)+$',
    '^\\d{4}-\\d\\d\\.x$',
    '^[^\\]\\\\]*$',
    '^.{1,}$',
  ];
  it.each(shared)('%s', (pattern) => {
    expect(unsharedSyntax(pattern)).toBeUndefined();
  });
});

describe('This syntax may mean something else in Java than in JavaScript', () => {
  const unshared: [pattern: string, from: string][] = [
    ['^a*+$', '+$'],
    ['^a*?$', '?$'],
    ['^[a[b]]$', '[a[b]]$'],
    ['^[a&&b]$', '[a&&b]$'],
    ['^[]$', '[]$'],
    ['^[^]$', '[^]$'],
    ['^\\s$', '\\s$'],
    ['^\\p{L}$', '\\p{L}$'],
    ['^(?i)a$', '(?i)a$'],
    ['^(?>a)$', '(?>a)$'],
    ['^(?<n>a)$', '(?<n>a)$'],
    ['^(?<=a)b$', '(?<=a)b$'],
    ['\\Aa\\z', '\\Aa\\z'],
    ['^\\Qa\\E$', '\\Qa\\E$'],
    ['^(a)\\1$', '\\1$'],
    ['^ä$', 'ä$'],
    ['^\\u0041$', '\\u0041$'],
  ];
  it.each(unshared)('%s', (pattern, from) => {
    expect(unsharedSyntax(pattern)).toBe(from);
  });
});
