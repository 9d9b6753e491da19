import { type Node, parseSync, type Span, Visitor } from 'oxc-parser';
import { lineOf } from './modules.ts';

/** A file of the project: its path from the root, and its source. */
type Source = readonly [file: string, source: string];

const BLOCKS = [
  'IfStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'SwitchStatement',
  'TryStatement',
];

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/**
 * The first line beyond the allowed number of lines, with the number of all lines; none if the file is short
 * enough.
 */
export function linesBeyond(maximum: number, [file, source]: Source): string[] {
  const lines = lineOf(source, source.trimEnd().length);
  return lines > maximum ? [`${file}:${maximum + 1}: ${lines} lines`] : [];
}

/** The lines of comments that are longer than allowed; a row of a table cannot be broken. */
export function longCommentsIn(maximum: number, [file, source]: Source): string[] {
  return source.split('\n').flatMap((line, index) => {
    const isText = /^\s*(\/\*\*|\*|\/\/) (?!\|)/.test(line);
    return isText && line.length > maximum ? [`${file}:${index + 1}: ${line.length} characters`] : [];
  });
}

/**
 * Each `if`, loop, `switch` and `try` of a file that stands deeper than allowed. One within another one is
 * one deeper, with braces or without; a `catch` is as deep as its `try`, and an `else if` as its `if`. In a
 * function the depth begins anew, also in a function within a function.
 */
export function nestedBeyond(maximum: number, [file, source]: Source): string[] {
  const found: string[] = [];
  const depths = [0];
  const elseIfs = new Set<Node>();
  const enter = (node: Node) => {
    if (node.type === 'IfStatement' && node.alternate?.type === 'IfStatement') elseIfs.add(node.alternate);
    if (elseIfs.has(node)) return;
    const depth = (depths.pop() ?? 0) + 1;
    depths.push(depth);
    if (depth > maximum) found.push(`${file}:${lineOf(source, node.start)}: ${node.type}, ${depth} deep`);
  };
  const leave = (node: Node) => elseIfs.has(node) || depths.push((depths.pop() ?? 0) - 1);
  const visitors = [
    ...BLOCKS.flatMap((type) => [[type, enter] as const, [`${type}:exit`, leave] as const]),
    ...FUNCTIONS.flatMap((type) => [
      [type, () => depths.push(0)],
      [`${type}:exit`, () => depths.pop()],
    ]),
  ];
  new Visitor(Object.fromEntries(visitors)).visit(parseSync(file, source).program);
  return found;
}

/**
 * Each function of a file whose body has more lines than allowed: all lines between that on which the body
 * begins and that on which it ends, also comments and the lines of functions in it. The linter's rule leaves
 * out comments, and lines that begin with a closing bracket.
 */
export function longFunctionsIn(maximum: number, [file, source]: Source): string[] {
  const found: string[] = [];
  const note = ({ body, start }: { body: Span | null; start: number }) => {
    if (body === null) return;
    const lines = lineOf(source, body.end) - lineOf(source, body.start) - 1;
    if (lines > maximum) found.push(`${file}:${lineOf(source, start)}: ${lines} lines`);
  };
  const visitors = FUNCTIONS.map((type) => [type, note]);
  new Visitor(Object.fromEntries(visitors)).visit(parseSync(file, source).program);
  return found;
}

/** Each condition and each loop of a file, as the kind of statement. */
export function branchesIn([file, source]: Source): string[] {
  const found: string[] = [];
  const note = ({ type, start }: { type: string; start: number }) =>
    found.push(`${file}:${lineOf(source, start)}: ${type}`);
  new Visitor({
    IfStatement: note,
    SwitchStatement: note,
    ConditionalExpression: note,
    LogicalExpression: note,
    ForStatement: note,
    ForInStatement: note,
    ForOfStatement: note,
    WhileStatement: note,
    DoWhileStatement: note,
  }).visit(parseSync(file, source).program);
  return found;
}
