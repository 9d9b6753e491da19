import { parseSync, Visitor } from 'oxc-parser';
import { lineOf } from './modules.ts';

/** A file of the project: its path from the root, and its source. */
type Source = readonly [file: string, source: string];

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
