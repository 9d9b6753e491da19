import { type Comment, type Program, parseSync } from 'oxc-parser';
import { lineOf } from './modules.ts';

/**
 * Finds each exported declaration without a doc comment directly before it. A re-export needs none: the
 * comment is where the declaration is.
 */
export function undocumentedExportsIn([file, source]: readonly [string, string]): string[] {
  const { program, comments } = parseSync(file, source);
  const docComments = comments.filter(isDocComment);
  const isDocumented = (start: number) =>
    docComments.some(({ end }) => end <= start && source.slice(end, start).trim() === '');
  return program.body
    .filter(isExportedDeclaration)
    .filter(({ start }) => !isDocumented(start))
    .map(({ start }) => `${file}:${lineOf(source, start)}: ${firstLineAt(source, start)}`);
}

function isExportedDeclaration(node: Program['body'][number]): boolean {
  if (node.type === 'ExportNamedDeclaration') return node.declaration !== null;
  return node.type === 'ExportDefaultDeclaration';
}

function isDocComment({ type, value }: Comment): boolean {
  return type === 'Block' && value.startsWith('*');
}

function firstLineAt(source: string, start: number): string {
  return source.slice(start).split('\n', 1)[0] ?? '';
}
