import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import {
  type ExportSpecifier,
  type ImportDeclarationSpecifier,
  type ModuleExportName,
  type Node,
  parseSync,
  Visitor,
} from 'oxc-parser';

/** The sources of modules by path, relative to the project's root. */
export type Sources = ReadonlyMap<string, string>;

/** One import of a module, type imports included. */
export interface Import {
  readonly file: string;
  readonly line: number;
  /** A path relative to the project's root, or the name of a package or of a module of Node.js. */
  readonly target: string;
  /** Whether the target is a path. */
  readonly isInProject: boolean;
}

/** Reads every TypeScript source below the given folders. */
export function readSources(folders: readonly string[]): Sources {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => normalize(join(folder, file))),
  );
  const sources = files.filter((file) => file.endsWith('.ts'));
  return new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]));
}

/**
 * Every import in the sources: declarations, re-exports, `import()` and `require()` of a literal,
 * `import a = require()`, and types by `import('…')`.
 */
export function importsIn(sources: Sources): readonly Import[] {
  return [...sources].flatMap(([file, source]) => {
    const found: Import[] = [];
    const note = (node: { readonly type: string } | null) => {
      if (node === null || !isText(node)) return;
      const { value, start } = node;
      const isInProject = value.startsWith('.') || value.startsWith('/');
      const target = isInProject ? normalize(join(dirname(file), value)) : value;
      found.push({ file, line: lineOf(source, start), target, isInProject });
    };
    new Visitor({
      ImportDeclaration: (node) => note(node.source),
      ExportNamedDeclaration: (node) => note(node.source),
      ExportAllDeclaration: (node) => note(node.source),
      ImportExpression: (node) => note(node.source),
      TSImportType: (node) => note(node.source),
      TSExternalModuleReference: (node) => note(node.expression),
      CallExpression: ({ callee, arguments: [argument = null] }) => {
        if (callee.type === 'Identifier' && callee.name === 'require') note(argument);
      },
    }).visit(parseSync(file, source).program);
    return found;
  });
}

/** One operation of AWS that a file can call, by importing a command, a paginator or more of the SDK. */
export interface AwsOperation {
  readonly file: string;
  readonly line: number;
  /** The service as the SDK's package names it, `iam`. */
  readonly service: string;
  /**
   * The operation as the API names it, `UpdateAccessKey`; `*` if the import gives access to every operation.
   */
  readonly operation: string;
}

/** Every operation of AWS that the sources import from the SDK, under whatever name. */
export function awsOperationsIn(sources: Sources): readonly AwsOperation[] {
  return [...sources].flatMap(([file, source]) => {
    const found: AwsOperation[] = [];
    const note = (target: Node, names: readonly string[]) => {
      const [, service] = (isText(target) && /^@aws-sdk\/client-(.+)$/.exec(target.value)) || [];
      if (!service) return;
      for (const operation of names.flatMap((name) => operationNamed(name, service) ?? [])) {
        found.push({ file, line: lineOf(source, target.start), service, operation });
      }
    };
    new Visitor({
      ImportDeclaration: ({ source: target, specifiers }) => note(target, specifiers.map(importedName)),
      ExportNamedDeclaration: ({ source: target, specifiers }) => {
        if (target) note(target, specifiers.map(exportedName));
      },
      ExportAllDeclaration: ({ source: target }) => note(target, ['*']),
      ImportExpression: ({ source: target }) => note(target, ['*']),
      TSExternalModuleReference: ({ expression }) => note(expression, ['*']),
      CallExpression: ({ callee, arguments: [argument] }) => {
        if (argument && callee.type === 'Identifier' && callee.name === 'require') note(argument, ['*']);
      },
    }).visit(parseSync(file, source).program);
    return found;
  });
}

function importedName(specifier: ImportDeclarationSpecifier): string {
  return specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : '*';
}

function exportedName({ local }: ExportSpecifier): string {
  return nameOf(local);
}

function nameOf(name: ModuleExportName): string {
  return name.type === 'Literal' ? name.value : name.name;
}

/**
 * `UpdateAccessKeyCommand` and `paginateListUsers` name operations; types and exceptions do not. The class
 * `IAM`, which the SDK exports besides `IAMClient`, has a method for every operation.
 */
function operationNamed(name: string, service: string): string | undefined {
  if (name === '*' || name.toLowerCase() === service.replaceAll('-', '')) return '*';
  const [, command, paginated] = /^([A-Z]\w*)Command$|^paginate([A-Z]\w*)$/.exec(name) ?? [];
  return command ?? paginated;
}

interface Text {
  readonly value: string;
  readonly start: number;
}

function isText(node: object): node is Text {
  return 'value' in node && typeof node.value === 'string';
}

/** The number of the line in which a character stands, counted from 1. */
export function lineOf(source: string, start: number): number {
  return source.slice(0, start).split('\n').length;
}
