/**
 * The syntax that means the same in Java, with which AWS matches, and in JavaScript, with which the tests do: a list of
 * what is allowed, since the differences (`[a[b]]`, `&&`, `\s`, `a*+`, `\A`, `(?i)`, …) have no end.
 */
const SHARED =
  /\^|\$|\(\?:|\((?!\?)|[)|.]|\[\^?(?:[^\\[\]&^]|\\[\\\]\-.^dw])+\]|\\[\\.\-+*?()[\]{}|^$dw]|[A-Za-z0-9 _:/@=,~%#!;'"<>-]/y;
const QUANTIFIER = /[?*+]|\{\d+(?:,\d*)?\}/y;

/** The rest of a pattern from where Java and JavaScript may read it differently; `undefined` if they never do. */
export function unsharedSyntax(pattern: string): string | undefined {
  let at = 0;
  const skip = (token: RegExp): boolean => {
    token.lastIndex = at;
    const isThere = token.test(pattern);
    if (isThere) at = token.lastIndex;
    return isThere;
  };
  while (at < pattern.length) {
    if (!skip(SHARED)) return pattern.slice(at);
    // One quantifier at most: a second sign would make it lazy or possessive.
    skip(QUANTIFIER);
  }
  return undefined;
}

/** Whether `^` and `$` hold for the whole pattern, not for the first and the last of its alternatives. */
export function isAnchored(pattern: string): boolean {
  if (!/^\^.*[^\\]\$$/s.test(pattern)) return false;
  let depth = 0;
  for (const token of pattern.match(/\\.|\[(?:\\.|[^\]])*\]|./gs) ?? []) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === '|' && depth === 0) return false;
  }
  return true;
}
