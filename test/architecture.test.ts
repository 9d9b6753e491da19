import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

/** The rooms of the house and the rooms each may import from, itself included; tests may import everything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'rule/policy': ['rule/policy'],
  rule: ['rule', 'rule/policy'],
  reevaluation: ['reevaluation', 'rule', 'rule/policy'],
  remediation: ['remediation', 'reevaluation', 'rule', 'rule/policy'],
  sandbox: ['sandbox', 'remediation', 'reevaluation', 'rule', 'rule/policy'],
  infra: ['infra', 'remediation', 'reevaluation', 'rule', 'rule/policy'],
  bin: ['bin', 'sandbox', 'remediation', 'reevaluation', 'rule', 'rule/policy'],
  bench: ['bench', 'infra', 'sandbox', 'remediation', 'reevaluation', 'rule', 'rule/policy'],
};

/** Packages that a room may use; the others may use any that package.json lists. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = { 'rule/policy': [] };

/** Words by which a function would reach for the clock, the log, the world or chance. */
const IMPURE = [
  'Promise',
  'console',
  'process',
  'fetch',
  'setTimeout',
  'setInterval',
  'crypto',
  'performance',
  'globalThis',
];

const files = Object.keys(MAY_IMPORT)
  .filter((room) => !room.includes('/'))
  .flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => normalize(join(room, file))),
  )
  .filter((file) => file.endsWith('.ts'));

const roomOf = (file: string): string =>
  file.startsWith('rule/policy/') ? 'rule/policy' : (file.split('/')[0] ?? '');

/** All modules that a file names: imports, type imports, re-exports and dynamic imports. */
function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(file, 'utf8'));
  const statics = module.staticImports.map((each) => each.moduleRequest.value);
  const reexports = module.staticExports.flatMap((each) =>
    each.entries.map((entry) => entry.moduleRequest?.value),
  );
  const source = readFileSync(file, 'utf8');
  const dynamics = module.dynamicImports.map(({ moduleRequest }) =>
    source.slice(moduleRequest.start + 1, moduleRequest.end - 1),
  );
  return [...statics, ...reexports, ...dynamics].filter((name) => name !== undefined);
}

describe('arrows point one way', () => {
  it('there are files to look at in every room', () => {
    for (const room of Object.keys(MAY_IMPORT))
      expect(files.filter((file) => roomOf(file) === room)).not.toEqual([]);
  });

  it.each(files)('%s imports from its own room and the rooms below', (file) => {
    const own = importsOf(file).filter((name) => name.startsWith('.'));
    const rooms = own.map((name) => roomOf(normalize(join(dirname(file), name))));
    expect(MAY_IMPORT[roomOf(file)]).toEqual(expect.arrayContaining(rooms));
  });

  const core = files.filter((file) => PACKAGES[roomOf(file)]);
  it.each(core)('%s uses no package, SDK or Node module', (file) => {
    expect(importsOf(file).filter((name) => !name.startsWith('.'))).toEqual([]);
  });
});

describe('the core is pure', () => {
  it.each(files.filter((file) => roomOf(file) === 'rule/policy'))(
    '%s has no clock, log, chance or Promise',
    (file) => {
      expect(impuritiesOf(readFileSync(file, 'utf8'), file)).toEqual([]);
    },
  );

  const impure: [string, string][] = [
    ['Date.now()', 'the clock (line 1)'],
    ['new Date()', 'the clock (line 1)'],
    ['Date()', 'the clock (line 1)'],
    ['Math.random()', 'chance (line 1)'],
    ['console.log(1)', 'console (line 1)'],
    ['async function f() {}', 'async (line 1)'],
    ['const f = async () => 1', 'async (line 1)'],
    ['\nlet p: Promise<void>', 'Promise (line 2)'],
    ['process.env', 'process (line 1)'],
  ];
  it.each(impure)('%j would be found', (source, found) => {
    expect(impuritiesOf(source, 'sample.ts')).toContain(found);
  });

  it('a date made of a number is no clock', () => {
    expect(impuritiesOf('new Date(0); Date.parse(text); Date.UTC(2026)', 'sample.ts')).toEqual([]);
  });
});

function impuritiesOf(source: string, file: string): string[] {
  const found: string[] = [];
  const note = (what: string, { start }: { start: number }) =>
    found.push(`${what} (line ${source.slice(0, start).split('\n').length})`);
  const asyncFunction = (node: { async: boolean; start: number }) => node.async && note('async', node);
  new Visitor({
    Identifier: (node) => IMPURE.includes(node.name) && note(node.name, node),
    FunctionDeclaration: asyncFunction,
    FunctionExpression: asyncFunction,
    ArrowFunctionExpression: asyncFunction,
    NewExpression: (node) => isDate(node.callee) && node.arguments.length === 0 && note('the clock', node),
    CallExpression: (node) => isDate(node.callee) && note('the clock', node),
    MemberExpression: (node) => {
      const name = source.slice(node.start, node.end);
      if (name === 'Date.now') note('the clock', node);
      if (name === 'Math.random') note('chance', node);
    },
  }).visit(parseSync(file, source).program);
  return found;
}

function isDate(node: { type: string }): boolean {
  return node.type === 'Identifier' && 'name' in node && node.name === 'Date';
}
