import { builtinModules } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleCommand, type CommandBundle, ENTRY } from '../../../infra/command/bundle.ts';
import { packageFoldersIn, thirdPartyNotices } from '../../../infra/command/third-party.ts';

let bundle: CommandBundle;

beforeAll(async () => {
  bundle = await bundleCommand('dist/command');
});

type Outputs = CommandBundle['metafile']['outputs'];

/** The modules in a file of the bundle and in all files that it loads at once, by path. */
function loadedBy(file: string, outputs: Outputs, seen: Set<string> = new Set()): readonly string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const { inputs = {}, imports = [] } = outputs[file] ?? {};
  const next = imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
  return [...Object.keys(inputs), ...next.flatMap(({ path }) => loadedBy(path, outputs, seen))];
}

function loadedFor(source: string): readonly string[] {
  const { outputs } = bundle.metafile;
  const [file] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source) ?? [];
  if (!file) throw new Error(`Expected a file for ${source}; received ${Object.keys(outputs).join(', ')}`);
  return loadedBy(file, outputs);
}

const SDK = /node_modules\/(@aws-sdk|@smithy)\//;
const SANDBOX = /^(sandbox|demo|rule|reevaluation|ledger)\/|node_modules\/(yaml|ajv)\//;

describe('what a command loads', () => {
  it.each<[string, string, readonly RegExp[]]>([
    [
      '--help',
      '<stdin>',
      [
        SDK,
        SANDBOX,
        /^bin\/(formats\/(html|csv|text|format)|inventory|verification|runbooks)/,
        // Of a command, only what its options say.
        /^bin\/commands\/(?!\w+\/(options|reason|roles|ending-days|formats\/names)\.ts)/,
      ],
    ],
    [
      'verify',
      'bin/commands/verify/verify.ts',
      [
        /^(sandbox|demo)\//,
        /^bin\/(formats\/html|commands\/verify\/formats\/(csv|junit|sarif|text))/,
        /client-(scheduler|cloudtrail|account)/,
      ],
    ],
    [
      'explain',
      'bin/commands/explain/show-explanation.ts',
      [/^(sandbox|demo)\//, /^bin\/formats\/html/, /client-scheduler/],
    ],
    ['preview', 'bin/commands/preview/preview.ts', [/^(sandbox|demo)\//, /client-scheduler/]],
    ['history', 'bin/commands/history/show-history.ts', [/^(sandbox|demo)\//, /client-scheduler/]],
    ['remediate', 'bin/commands/remediate/remediate.ts', [/^(sandbox|demo)\//, /^bin\/formats\/html/]],
    ['undo', 'bin/commands/undo/undo.ts', [/^(sandbox|demo)\//, /^bin\/formats\/html/]],
    ['cleanup', 'bin/commands/cleanup/cleanup.ts', [/^(sandbox|demo)\//, /^bin\/formats\/html/]],
    ['pause', 'bin/commands/pause/pause.ts', [/^(sandbox|demo|remediation)\//, /^bin\/formats\/html/]],
    ['resume', 'bin/commands/pause/resume.ts', [/^(sandbox|demo|remediation)\//, /^bin\/formats\/html/]],
  ])('%s: nothing that it does not need', (_command, source, unwanted) => {
    const loaded = loadedFor(source);
    expect(loaded.filter((path) => unwanted.some((pattern) => pattern.test(path)))).toEqual([]);
  });

  it('--help loads its own modules and those of Commander', () => {
    expect(loadedFor('<stdin>')).toEqual(
      expect.arrayContaining(['bin/main.ts', 'bin/cli.ts', 'bin/command-line/examples.ts']),
    );
    expect(packagesOf(loadedFor('<stdin>'))).toEqual(['commander']);
  });

  it('--sandbox loads the sandbox', () => {
    expect(loadedFor('bin/sandbox/account.ts')).toEqual(expect.arrayContaining(['sandbox/account.ts']));
  });

  it('a report in HTML is loaded by preview', () => {
    expect(loadedFor('bin/commands/preview/preview.ts')).toContain('bin/formats/html.ts');
  });
});

function packagesOf(paths: readonly string[]): readonly string[] {
  const names = paths.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return [...new Set(names)];
}

describe('the bundle', () => {
  it('needs no package: it imports modules of Node.js and its own files', () => {
    const outside = Object.values(bundle.metafile.outputs)
      .flatMap(({ imports }) => imports)
      .filter(({ external }) => external)
      .map(({ path }) => path.replace(/^node:/, ''))
      .filter((path) => !builtinModules.includes(path));
    expect(outside).toEqual([]);
  });

  it('contains no test, and nothing that deploys', () => {
    expect(Object.keys(bundle.metafile.inputs).filter((path) => /^(test|infra|bench)\//.test(path))).toEqual(
      [],
    );
  });

  it('is the same each time', async () => {
    expect((await bundleCommand('dist/command')).files).toEqual(bundle.files);
  });

  it('begins with one file', () => {
    expect(Object.keys(bundle.files)).toContain(ENTRY);
  });
});

describe('the licences of the packages in the bundle', () => {
  it('are all in one file, with the version of each package', () => {
    const notices = thirdPartyNotices(bundle.metafile);
    const packages = packagesOf(packageFoldersIn(bundle.metafile.outputs));
    expect(packages).toEqual(expect.arrayContaining(['@aws-sdk/client-iam', 'commander', 'yaml']));
    for (const name of packages) expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    expect(notices).toMatch(/Copyright \(c\) 2011 TJ Holowaychuk/);
    expect(notices).toMatch(/Permission to use, copy, modify, and\/or distribute this software/);
  });

  const outputsOf = (path: string): Outputs => ({
    file: { bytes: 1, inputs: { [path]: { bytesInOutput: 1 } }, imports: [], exports: [] },
  });

  it('a licence that nobody has looked at: an error that names the package', () => {
    const metafile = { inputs: {}, outputs: outputsOf('node_modules/lightningcss/node/index.mjs') };
    expect(() => thirdPartyNotices(metafile)).toThrow(
      /^Expected one of Apache-2\.0, BSD-3-Clause, ISC, MIT; received lightningcss \d.* \(MPL-2\.0\)$/,
    );
  });

  it('a package of the SDK without a file of its licence: that of the SDK', () => {
    const metafile = { inputs: {}, outputs: outputsOf('node_modules/@aws-sdk/nested-clients/index.js') };
    expect(thirdPartyNotices(metafile)).toMatch(
      /^@aws-sdk\/nested-clients .*\(Apache-2\.0\)\n\n *Apache License/m,
    );
  });
});
