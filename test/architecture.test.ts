import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ARROWS, folderOf, LAWS, REMEDIATION_FOLDERS } from './support/architecture/laws.ts';
import { readSources } from './support/architecture/modules.ts';

const sources = readSources(Object.keys(ARROWS));
const tests = readSources(['test']);

/** The arrows of a line of a drawing such as `bin & bench --> demo & infra`. */
function arrowsOf(line: string): [string, string][] {
  const [from = [], to = []] = line.split('-->').map((side) => side.split('&').map((name) => name.trim()));
  return from.flatMap((each) => to.map((target): [string, string] => [each, target]));
}

describe('the architecture', () => {
  it('there is a source in every folder', () => {
    expect(new Set([...sources.keys()].map(folderOf))).toEqual(new Set(Object.keys(ARROWS)));
  });

  it('the laws know every folder of the remediation', () => {
    const folders = [...sources.keys()].flatMap((file) => /^(remediation\/.*)\/[^/]+$/.exec(file)?.[1] ?? []);
    expect(new Set(folders)).toEqual(new Set(REMEDIATION_FOLDERS));
  });

  it('the folders of CONTRIBUTING.md have the same arrows as the law', () => {
    const contributing = readFileSync(new URL('../CONTRIBUTING.md', import.meta.url), 'utf8');
    const [, chains = ''] = /^\| folders \| (.*?)\. /m.exec(contributing) ?? [];
    const stated: Record<string, string[]> = {};
    for (const chain of chains.split(';')) {
      const groups = chain
        .split('→')
        .map((group) => Array.from(group.matchAll(/`(.*?)`/g), ([, name = '']) => name));
      for (const [at, group] of groups.entries()) {
        for (const folder of group)
          stated[folder] = [...(stated[folder] ?? []), ...groups.slice(at + 1).flat()];
      }
    }
    const sorted = (arrows: [string, readonly string[]][]) =>
      Object.fromEntries(arrows.map(([folder, targets]) => [folder, targets.toSorted()]));
    const { 'package.json': _, ...folders } = stated;
    expect(sorted(Object.entries(folders))).toEqual(sorted(Object.entries(ARROWS)));
  });

  it('the drawing of docs/architecture.md leads where the law allows', () => {
    const architecture = readFileSync(new URL('../docs/architecture.md', import.meta.url), 'utf8');
    const [, drawing = ''] = /```mermaid\nflowchart TD\n(.*?)```/s.exec(architecture) ?? [];
    const arrows = drawing.trim().split('\n').flatMap(arrowsOf);
    const targetsOf = (folder: string): string[] =>
      arrows.filter(([from]) => from === folder).flatMap(([, to]) => [to, ...targetsOf(to)]);
    const drawn = Object.keys(ARROWS).map((folder) => [folder, [...new Set(targetsOf(folder))].sort()]);
    const lawful = Object.entries(ARROWS).map(([folder, targets]) => [
      folder,
      targets.filter((target) => target !== 'package.json').toSorted(),
    ]);
    expect(Object.fromEntries(drawn)).toEqual(Object.fromEntries(lawful));
  });

  it.each(Object.entries(LAWS))('%s', (_law, violationsIn) => {
    expect(violationsIn(sources)).toEqual([]);
  });
});

it('no literal is spread into another one, in the tests', () => {
  expect(LAWS['no literal is spread into another one'](tests)).toEqual([]);
});

it('a function has at most 25 lines, in what the tests share', () => {
  expect(LAWS['a function has at most 25 lines'](readSources(['test/support']))).toEqual([]);
});

it('no async function has the name of a pure one, in the tests', () => {
  expect(LAWS['no async function has the name of a pure one'](tests)).toEqual([]);
});

it('no function with the name of a pure one asks a file or the environment, in the tests', () => {
  expect(LAWS['no function with the name of a pure one asks a file or the environment'](tests)).toEqual([]);
});

// Most laws read TypeScript: code in any other language would be outside them.
describe('every source is TypeScript, except for a few files', () => {
  const others = Object.keys(ARROWS)
    .filter((folder) => folder !== 'package.json')
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => /\.([cm]?jsx?|[cm]ts|tsx|py|sh)$/.test(file));

  it('each has a reason', () => {
    expect(others.toSorted()).toEqual([
      'bench/start/substitute.cjs', // Node.js loads it before the function, by --require.
      'bin/formats/html/report.js', // It runs in the reader's browser.
      'bin/one-active-key.js', // npm installs it as the command; it starts the TypeScript.
      'sandbox/service-model/extract.py', // It reads the service models of botocore.
      'sandbox/service-model/operations.py', // A part of the extract.
      'sandbox/service-model/written_members.py', // A part of the extract.
    ]);
  });

  it('each has at most 150 lines', () => {
    const read = new Map(others.map((file) => [file, readFileSync(file, 'utf8')]));
    expect(LAWS['a file has at most 150 lines'](read)).toEqual([]);
  });
});

// The compiler also reads what another file imports, but only from these folders a file that nobody imports.
it('tsconfig.json includes exactly the folders that have TypeScript', () => {
  const ignored = readFileSync('.gitignore', 'utf8').split('\n');
  const folders = readdirSync('.', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .filter((name) => !ignored.includes(`${name}/`))
    // Its app is compiled with the package installed, by test/infra/package.
    .filter((name) => name !== 'examples');
  const config = readFileSync('tsconfig.json', 'utf8').replaceAll(/^\s*\/\/.*$/gm, '');
  const { include }: { readonly include: readonly string[] } = JSON.parse(config);
  const withTypeScript = folders.filter((folder) => readSources([folder]).size > 0);
  expect(include.toSorted()).toEqual([...withTypeScript, '*.ts'].toSorted());
});

describe('each law fails with the place that breaks it', () => {
  type Case = readonly [keyof typeof LAWS, string, Readonly<Record<string, string>>, readonly string[]];

  const arrow = 'a folder imports only from itself and from the folders below it';
  const operations =
    'an operation of the remediation imports no other one and no daily pass, and what they share neither';
  const cycle = 'no file imports itself through others, type imports counted';
  const pure = 'policy has no clock, log, random number or Promise';
  const asking = 'no function with the name of a pure one asks a file or the environment';
  const nested = 'in a function, if, loops, switch and try are nested at most 2 deep';
  const writes =
    'only remediation/shared/iam-writes.ts writes to IAM, and live/test-user.ts to its test user';
  const tables = 'only ledger/table.ts calls DynamoDB';

  const upwards: [string, string][] = [
    ['product/a.ts', 'policy/b.ts'],
    ['policy/a.ts', 'aws/b.ts'],
    ['aws/a.ts', 'ledger/b.ts'],
    ['ledger/a.ts', 'remediation/b.ts'],
    ['rule/a.ts', 'remediation/b.ts'],
    ['remediation/a.ts', 'reevaluation/b.ts'],
    ['reevaluation/a.ts', 'rule/b.ts'],
    ['remediation/shared/a.ts', 'infra/b.ts'],
    ['sandbox/a.ts', 'product/b.ts'],
    ['sandbox/iam/a.ts', 'demo/b.ts'],
    ['demo/a.ts', 'bin/b.ts'],
    ['infra/a.ts', 'sandbox/b.ts'],
    ['bin/a.ts', 'bench/b.ts'],
    ['bench/a.ts', 'bin/b.ts'],
    ['rule/a.ts', 'test/support/b.ts'],
    ['bin/a.ts', 'guardrails/b.ts'],
    ['infra/a.ts', 'conformance-pack/b.ts'],
    ['remediation/a.ts', 'dist/functions/b.js'],
    ['policy/a.ts', 'package.json'],
  ];
  const ways: [string, (target: string) => string][] = [
    ['an import', (target) => `import { b } from '${target}';`],
    ['a type import', (target) => `import type { B } from '${target}';`],
    ['an inline type import', (target) => `import { type B } from '${target}';`],
    ['a side effect', (target) => `import '${target}';`],
    ['a re-export', (target) => `export { b } from '${target}';`],
    ['a re-export of everything', (target) => `export * from '${target}';`],
    ['a dynamic import', (target) => `const b = await import('${target}');`],
    ['a type by import()', (target) => `let b: import('${target}').B;`],
    ['the type of a module', (target) => `type B = typeof import('${target}');`],
    ['an import of CommonJS', (target) => `import b = require('${target}');`],
    ['a call of require', (target) => `const b = require('${target}');`],
  ];
  const relative = (file: string, target: string) => '../'.repeat(file.split('/').length - 1) + target;

  const cases: Case[] = [
    ...upwards.map(
      ([file, target]): Case => [
        arrow,
        `${file} imports ${target}`,
        { [file]: `import type { B } from '${relative(file, target)}';` },
        [`${file}:1: imports ${target}`],
      ],
    ),
    ...ways.map(
      ([way, write]): Case => [
        arrow,
        way,
        { 'policy/a.ts': `// The second line counts.\n${write('../aws/b.ts')}` },
        ['policy/a.ts:2: imports aws/b.ts'],
      ],
    ),
    ...['@aws-sdk/client-iam', 'node:fs', 'fs'].map(
      (name): Case => [
        'policy and product import no package and no module of Node.js',
        name,
        { 'policy/a.ts': `import type { X } from '${name}';` },
        [`policy/a.ts:1: imports ${name}`],
      ],
    ),
    [
      operations,
      'an operation that imports another one',
      { 'remediation/delete/a.ts': "import { b } from '../deactivate/b.ts';" },
      ['remediation/delete/a.ts:1: imports remediation/deactivate/b.ts'],
    ],
    [
      operations,
      'an operation that imports the daily pass',
      { 'remediation/deactivate/a.ts': "import { b } from '../daily-pass/b.ts';" },
      ['remediation/deactivate/a.ts:1: imports remediation/daily-pass/b.ts'],
    ],
    [
      operations,
      'the daily pass that imports an operation, and what both share',
      { 'remediation/daily-pass/a.ts': "import '../delete/b.ts';\nimport '../notices/b.ts';" },
      [],
    ],
    ...['shared', 'notices', 'telling'].map(
      (folder): Case => [
        operations,
        `the folder ${folder}, which imports an operation and the daily pass`,
        {
          [`remediation/${folder}/a.ts`]:
            "import type { B } from '../reactivate/b.ts';\nimport type { C } from '../daily-pass/c.ts';",
        },
        [
          `remediation/${folder}/a.ts:1: imports remediation/reactivate/b.ts`,
          `remediation/${folder}/a.ts:2: imports remediation/daily-pass/c.ts`,
        ],
      ],
    ),
    [
      'a command of the command line imports no other command',
      'one that does',
      { 'bin/commands/undo/a.ts': "import { b } from '../cleanup/b.ts';" },
      ['bin/commands/undo/a.ts:1: imports bin/commands/cleanup/b.ts'],
    ],
    [
      cycle,
      'of three files, by types alone',
      {
        'rule/a.ts': "import type { B } from './b.ts';",
        'rule/b.ts': "import type { C } from './c.ts';",
        'rule/c.ts': "import type { A } from './a.ts';",
      },
      ['rule/a.ts → rule/b.ts → rule/c.ts → rule/a.ts'],
    ],
    ...(
      [
        ['Date.now()', 'the clock'],
        ['new Date()', 'the clock'],
        ['Date()', 'the clock'],
        ["Date['now']()", 'the clock'],
        ['const { now } = Date', 'the clock'],
        ['const D = Date', 'the clock'],
        ['f(Date)', 'the clock'],
        ['Math.random()', 'a random number'],
        ["Math['random']()", 'a random number'],
        ['const { random } = Math', 'a random number'],
        ['await f()', 'await'],
        ['setImmediate(f)', 'setImmediate'],
        ['queueMicrotask(f)', 'queueMicrotask'],
        ['console.log(1)', 'console'],
        ['async function f() {}', 'async'],
        ['const f = async () => 1', 'async'],
        ['let p: Promise<void>', 'Promise'],
        ['process.env', 'process'],
      ] as const
    ).map(
      ([source, what]): Case => [pure, source, { 'policy/a.ts': `\n${source}` }, [`policy/a.ts:2: ${what}`]],
    ),
    ...[
      ['async function planFor() {}', 'planFor'],
      ['function judge(): Promise<void> {}', 'judge'],
      ['const explain = async () => 1;', 'explain'],
      ['const describeAll = (): Promise<void> => all();', 'describeAll'],
      ['const of = { async select() {} };', 'select'],
      ['class Planner { async plan() {} }', 'plan'],
      ['interface Planner { plan(): Promise<void> }', 'plan'],
      ['interface Planner { readonly plan: () => Promise<void> }', 'plan'],
      ['function run(judge: () => PromiseLike<void>) {}', 'judge'],
    ].map(
      ([source = '', name]): Case => [
        'no async function has the name of a pure one',
        source,
        { 'bin/a.ts': `\n${source}` },
        [`bin/a.ts:2: ${name}`],
      ],
    ),
    [
      'no async function has the name of a pure one',
      'a pure one, an argument, and names that only look similar',
      {
        'bin/a.ts':
          'function plan(): string {}\nasync function planned() {}\nasync function selection() { judge(async () => 1); }',
      },
      [],
    ],
    ...[
      ['function parse(file: string) { return JSON.parse(readFileSync(file)); }', 'parse'],
      ['function parseBytes(file: number) { return readSync(file); }', 'parseBytes'],
      ["const describeFile = (file: string) => openSync(file, 'r');", 'describeFile'],
      ["const of = { plan() { return process.env['X']; } };", 'plan'],
      ['class Of { parse() { return process.argv; } }', 'parse'],
      ["const parseName = () => requireEnvironment('X');", 'parseName'],
      ["const parseFlag = () => [1].map(() => requireBoolean('X'));", 'parseFlag'],
      ["function parseDelivery() { return requireChoice('X', 'Each', 'Daily'); }", 'parseDelivery'],
    ].map(
      ([source = '', name]): Case => [asking, source, { 'bin/a.ts': `\n${source}` }, [`bin/a.ts:2: ${name}`]],
    ),
    [
      asking,
      'a pure one, one that reads, and words that only look similar',
      {
        'bin/a.ts':
          "function parse() { return processed.length; }\nfunction readFlag() { return requireBoolean('X'); }",
      },
      [],
    ],
    [
      writes,
      'the rule that imports UpdateAccessKey',
      { 'rule/a.ts': "import { UpdateAccessKeyCommand } from '@aws-sdk/client-iam';" },
      ['rule/a.ts:1: UpdateAccessKey'],
    ],
    ...[
      ["import { UpdateAccessKeyCommand as Read } from '@aws-sdk/client-iam';", 'UpdateAccessKey'],
      ["export { DeleteAccessKeyCommand } from '@aws-sdk/client-iam';", 'DeleteAccessKey'],
      ["import * as iam from '@aws-sdk/client-iam';", '*'],
      ["import { IAM } from '@aws-sdk/client-iam';", '*'],
      ["export * from '@aws-sdk/client-iam';", '*'],
      ["const iam = await import('@aws-sdk/client-iam');", '*'],
      ["const iam = require('@aws-sdk/client-iam');", '*'],
      ["import iam = require('@aws-sdk/client-iam');", '*'],
    ].map(([source = '', what]): Case => [writes, source, { 'rule/a.ts': source }, [`rule/a.ts:1: ${what}`]]),
    ...[
      ["import { PutItemCommand } from '@aws-sdk/client-dynamodb';", 'PutItem'],
      ["import * as dynamodb from '@aws-sdk/client-dynamodb';", '*'],
    ].map(
      ([source = '', what]): Case => [
        tables,
        source,
        { 'remediation/a.ts': source },
        [`remediation/a.ts:1: ${what}`],
      ],
    ),
    [
      'a file has at most 150 lines',
      'one line more; a line break at the end counts for none',
      { 'infra/a.ts': '1;\n'.repeat(151), 'infra/b.ts': '1;\n'.repeat(150) },
      ['infra/a.ts:151: 151 lines'],
    ],
    ...[
      ['a declaration', 'function a() {', '}'],
      ['an arrow', 'const a = () => {', '};'],
      ['an expression', 'const a = () => [', '];'],
      ['a method', 'class A { a() {', '} }'],
      ['a constructor', 'class A { constructor() {', '} }'],
      ['a member of an object', 'const a = { async b() {', '} };'],
    ].map(
      ([title, begin, end]): Case => [
        'a function has at most 25 lines',
        `${title} of one line more, comments and closing brackets counted`,
        { 'bin/a.ts': `\n${begin}\n${'// One.\n'.repeat(24)}[\n].at(0)\n${end}` },
        ['bin/a.ts:2: 26 lines'],
      ],
    ),
    [
      'a function has at most 25 lines',
      'one around a short function',
      { 'bin/a.ts': `function a() {\nreturn () => {\n${'b;\n'.repeat(24)}};\n}` },
      ['bin/a.ts:1: 26 lines'],
    ],
    [
      'a function has at most 25 lines',
      'as many lines; the lines of the parameters and of a type are not counted',
      {
        'bin/a.ts': `function a(\n${'\n'.repeat(25)}b) {\n${'b;\n'.repeat(25)}}`,
        'bin/b.ts': `declare function a(): {\n${'\n'.repeat(30)}};`,
      },
      [],
    ],
    [
      'a line of a comment has at most 110 characters',
      'one character more; a row of a table, and a line of code, may be longer',
      {
        'rule/a.ts': [`// ${'a'.repeat(108)}`, `// ${'a'.repeat(107)}`, ` * | ${'a'.repeat(110)} |`].join(
          '\n',
        ),
        'rule/b.ts': `const text = '${'a'.repeat(110)}';`,
      },
      ['rule/a.ts:1: 111 characters'],
    ],
    ...[
      ['an if in a loop in a loop', 'for (;;) for (;;) if (a) b();', 'IfStatement'],
      ['a loop in an if in an if', 'if (a) { if (b) { for (const c of d) e(); } }', 'ForOfStatement'],
      ['a switch in a while in a do', 'do while (a) { switch (b) {} } while (c);', 'SwitchStatement'],
      ['an if in a try in a for-in', 'for (const a in b) { try { if (c) d(); } catch {} }', 'IfStatement'],
      [
        'an if in a catch in a loop',
        'for await (const a of b) { try {} catch { if (c) d(); } }',
        'IfStatement',
      ],
      ['a try in a finally in a loop', 'while (a) { try {} finally { try {} catch {} } }', 'TryStatement'],
      ['an if in an else in a loop', 'for (;;) { if (a) b(); else { if (c) d(); } }', 'IfStatement'],
      ['an if in an else if in a loop', 'for (;;) if (a) b(); else if (c) { if (d) e(); }', 'IfStatement'],
      ['a function in a loop', 'for (;;) a(() => { for (;;) if (b) { if (c) d(); } });', 'IfStatement'],
      ['code after a function', 'for (;;) if (a) { b(function () {}); if (c) d(); }', 'IfStatement'],
    ].map(
      ([title = '', source = '', what]): Case => [
        nested,
        title,
        { 'bin/a.ts': `\n${source}` },
        [`bin/a.ts:2: ${what}, 3 deep`],
      ],
    ),
    ...[
      ['an else if of an else if in a loop', 'for (;;) if (a) b(); else if (c) d(); else if (e) f();'],
      ['one beside another one', 'for (;;) { if (a) b(); if (c) d(); } if (e) for (;;) {}'],
      ['functions in functions', 'const f = () => { for (;;) if (a) b(() => { for (;;) if (c) d(); }); };'],
    ].map(([title, source = '']): Case => [nested, `nothing for ${title}`, { 'bin/a.ts': source }, []]),
    [
      'a handler has at most 30 lines',
      'one line more; any other file may be longer',
      { 'rule/handler.ts': '1;\n'.repeat(31), 'rule/event.ts': '1;\n'.repeat(31) },
      ['rule/handler.ts:31: 31 lines'],
    ],
    ...[
      ['if (a) b();', 'IfStatement'],
      ['switch (a) {}', 'SwitchStatement'],
      ['const c = a ? 1 : 2;', 'ConditionalExpression'],
      ['a && b();', 'LogicalExpression'],
      ['for (;;) {}', 'ForStatement'],
      ['for (const c in a) {}', 'ForInStatement'],
      ['for await (const c of a) {}', 'ForOfStatement'],
      ['while (a) {}', 'WhileStatement'],
      ['do {} while (a);', 'DoWhileStatement'],
    ].map(
      ([source = '', what]): Case => [
        'a handler has no condition and no loop',
        source,
        { 'rule/handler.ts': source, 'rule/event.ts': source },
        [`rule/handler.ts:1: ${what}`],
      ],
    ),
    [
      'a function throws no error without a name of its own',
      'a plain Error in an adapter',
      { 'aws/a.ts': "throw new TypeError('no');\nthrow new Error('no');\nthrow Error('no');" },
      ['aws/a.ts:2: Error', 'aws/a.ts:3: Error'],
    ],
    ...[
      ['export const a = 1;', 'export const a = 1;'],
      ['export type A = 1;', 'export type A = 1;'],
      ['export default function a() {', 'export default function a() {\n}'],
      ['export const a = 1;', '// This is no doc comment.\nexport const a = 1;'],
      ['export const a = 1;', '/* Nor is this. */\nexport const a = 1;'],
      ['export const a = 1;', 'export const a = 1;\n/** One of the next. */'],
      ['export const a = 1;', '/** Another one. */\nconst b = 1;\nexport const a = 1;'],
    ].map(
      ([found, source = '']): Case => [
        'every exported declaration has a doc comment',
        source,
        { 'live/a.ts': source },
        [`live/a.ts:${source.split('\n').findIndex((line) => line.startsWith('export')) + 1}: ${found}`],
      ],
    ),
    [
      'every exported declaration has a doc comment',
      'one that has it, a re-export and a declaration that is not exported',
      { 'live/a.ts': "/** One. */\nexport const a = 1;\nexport { b } from './b.ts';\nconst c = 1;\n" },
      [],
    ],
    [
      'no literal is spread into another one',
      'an object and a list',
      { 'bin/a.ts': 'const a = { ...{ b, c }, ...(d ? { d } : {}) };\nconst e = [...[1, 2], ...f];' },
      ['bin/a.ts:1: ObjectExpression', 'bin/a.ts:2: ArrayExpression'],
    ],
    [
      'the sandbox does not name the product',
      'a name of the product in a text',
      { 'sandbox/a.ts': "const name = 'one-active-key-rule';" },
      ['sandbox/a.ts:1: one-active-key'],
    ],
  ];
  it.each(cases)('%s: %s', (law, _case, files, violations) => {
    expect(LAWS[law]?.(new Map(Object.entries(files)))).toEqual(violations);
  });

  it('every law is broken here', () => {
    expect(new Set(cases.map(([law]) => law))).toEqual(new Set(Object.keys(LAWS)));
  });

  it('a date made from a number, its type, and the other functions of Math are pure', () => {
    const source = 'new Date(0); Date.parse(text); Date.UTC(2026); let at: Date; Math.max(1, 2)';
    expect(LAWS[pure](new Map([['policy/a.ts', source]]))).toEqual([]);
  });
});
