import { type MemberExpression, type NewExpression, parseSync, Visitor } from 'oxc-parser';
import { lineOf } from './modules.ts';

/**
 * Names by which a function would reach the clock, the log, the network or random numbers, or become
 * asynchronous.
 */
const IMPURE_NAMES = [
  'Promise',
  'console',
  'process',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'crypto',
  'performance',
  'globalThis',
];

/**
 * The members of `Date` and `Math` that are neither the clock nor a random number; any other use of the two
 * names is.
 */
const PURE_MEMBERS = /^(Date\.(parse|UTC)|Math\.(?!random$)\w+)$/;

const SOURCES: ReadonlyMap<string, string> = new Map([
  ['Date', 'the clock'],
  ['Math', 'a random number'],
]);

/**
 * Finds each place of a file at which its functions would not depend on their arguments alone, or would be
 * asynchronous.
 */
export function impuritiesIn([file, source]: readonly [string, string]): string[] {
  const found: string[] = [];
  const allowed = new Set<number>();
  const note = (what: string, { start }: { start: number }) =>
    found.push(`${file}:${lineOf(source, start)}: ${what}`);
  const noteAsync = (node: { async: boolean; start: number }) => node.async && note('async', node);
  const noteName = (node: { name: string; start: number }) => {
    if (IMPURE_NAMES.includes(node.name)) note(node.name, node);
    const what = SOURCES.get(node.name);
    if (what && !allowed.has(node.start)) note(what, node);
  };
  // The visitor comes to an expression before it comes to the names in it.
  new Visitor({
    NewExpression: (node) => isDateOfValue(node) && allowed.add(node.callee.start),
    MemberExpression: (node) => isPureMember(node, source) && allowed.add(node.object.start),
    TSTypeReference: ({ typeName }) => allowed.add(typeName.start),
    Identifier: noteName,
    AwaitExpression: (node) => note('await', node),
    FunctionDeclaration: noteAsync,
    FunctionExpression: noteAsync,
    ArrowFunctionExpression: noteAsync,
  }).visit(parseSync(file, source).program);
  return found;
}

/** Whether a node is the identifier of that name. */
export function isNamed(node: { type: string }, name: string): boolean {
  return node.type === 'Identifier' && 'name' in node && node.name === name;
}

function isDateOfValue({ callee, arguments: given }: NewExpression): boolean {
  return isNamed(callee, 'Date') && given.length > 0;
}

function isPureMember({ start, end, computed }: MemberExpression, source: string): boolean {
  return !computed && PURE_MEMBERS.test(source.slice(start, end));
}
