/**
 * The syntax that means the same in Java, which AWS uses, and in JavaScript, which the tests use: a list of
 * allowed syntax, because a list of all differences (`[a[b]]`, `&&`, `\s`, `a*+`, `\A`, `(?i)`, …) would
 * never be complete.
 */
const SHARED =
  /\^|\$|\(\?:|\((?!\?)|[)|.]|\[\^?(?:[^\\[\]&^]|\\[\\\]\-.^dw])+\]|\\[\\.\-+*?()[\]{}|^$dw]|[A-Za-z0-9 _:/@=,~%#!;'"<>-]/y;
const QUANTIFIER = /[?*+]|\{\d+(?:,\d*)?\}/y;

/**
 * The rest of a pattern from where Java and JavaScript may read it differently; `undefined` if they never do.
 */
export function unsharedSyntax(pattern: string): string | undefined {
  let at = 0;
  const skip = (token: RegExp): boolean => {
    token.lastIndex = at;
    const isFound = token.test(pattern);
    if (isFound) at = token.lastIndex;
    return isFound;
  };
  while (at < pattern.length) {
    if (!skip(SHARED)) return pattern.slice(at);
    // At most one quantifier: a second sign would make it lazy or possessive.
    skip(QUANTIFIER);
  }
  return undefined;
}

/** Whether `^` and `$` apply to the whole pattern, not only to its first and last alternative. */
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
