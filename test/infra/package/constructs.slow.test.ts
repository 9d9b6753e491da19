import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { hasRegistry, npm, packInto } from '../../support/package.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The oldest version that a range such as ^2.269.0 allows. */
const oldest = (name: keyof typeof packageJson.peerDependencies) =>
  `${name}@${packageJson.peerDependencies[name].replace('^', '')}`;

const REGISTRY = hasRegistry();

let folder: string;
let tarball: string;
let app: string;
let appOfNewest: string;

/** Copies the example into an empty folder and installs what its page says, from the registry. */
beforeAll(() => {
  if (!REGISTRY) return;
  folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  tarball = packInto(folder);
  app = join(folder, 'app');
  cpSync(join(ROOT, 'examples/cdk'), app, { recursive: true });
  const peers = [oldest('aws-cdk-lib'), oldest('constructs')];
  npm(['install', tarball, ...peers, '--prefer-offline', '--ignore-scripts'], { cwd: app });
  appOfNewest = withOurPeers(join(folder, 'newest'));
}, 300_000);

/**
 * The example with the package, and with the versions of the AWS CDK that this project uses, which are the
 * newest ones.
 */
function withOurPeers(copy: string): string {
  cpSync(join(ROOT, 'examples/cdk'), copy, { recursive: true });
  const modules = join(copy, 'node_modules');
  cpSync(join(app, 'node_modules/one-active-key'), join(modules, 'one-active-key'), { recursive: true });
  for (const name of ['aws-cdk-lib', 'cdk-nag', 'constructs'])
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  return copy;
}

// An installation of the AWS CDK has more than ten thousand files.
afterAll(() => {
  if (REGISTRY) rmSync(folder, { recursive: true });
}, 120_000);

const node = (...args: string[]) => nodeIn(app, ...args);

const nodeIn = (cwd: string, ...args: string[]) =>
  spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: 'cdk.out' },
  });

const tsc = (...options: string[]) =>
  node(
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--types',
    '',
    ...options,
  );

describe.skipIf(!REGISTRY).each([
  ['the oldest AWS CDK that the package allows', () => app],
  ['the newest AWS CDK', () => appOfNewest],
])('the example app, with %s', (_, folderOfApp) => {
  it('compiles, and is synthesized with cdk-nag: no finding, and the functions are assets', () => {
    const app = folderOfApp();
    const compiled = nodeIn(app, join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.', '--types', '');
    expect(compiled.stdout).toBe('');
    const { status, stderr } = nodeIn(app, 'app.js');
    expect(stderr).not.toMatch(/error/i);
    expect(status, stderr).toBe(0);
    const read = (name: string) => JSON.parse(readFileSync(join(app, 'cdk.out', name), 'utf8'));
    const resources: { Type: string; Properties: Record<string, unknown> }[] = Object.values(
      read('Security.template.json').Resources,
    );
    const functions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Function');
    expect(functions.map(({ Properties }) => Properties['FunctionName'])).toEqual([
      'one-active-key-notification',
      'one-active-key-rule',
      'one-active-key-remediation',
      'one-active-key-reevaluation',
    ]);
    for (const { Properties } of functions) {
      expect(Properties['Code']).toEqual({
        S3Bucket: expect.anything(),
        S3Key: expect.stringMatching(/\.zip$/),
      });
    }
    // The function for Security Hub has a template of its own.
    const zips = readdirSync(join(app, 'node_modules/one-active-key/dist/functions')).filter(
      (name) => name.endsWith('.zip') && !name.includes('security-hub'),
    );
    expect(zips).toHaveLength(functions.length);
    const assets = Object.values<{ source: { path: string } }>(read('Security.assets.json').files);
    for (const zip of zips) {
      const bytes = readFileSync(join(app, 'node_modules/one-active-key/dist/functions', zip));
      const isAsset = assets.some(
        ({ source }) =>
          source.path.endsWith('.zip') && readFileSync(join(app, 'cdk.out', source.path)).equals(bytes),
      );
      expect(isAsset, zip).toBe(true);
    }
  });
});

describe.skipIf(!REGISTRY)('the package, with the oldest AWS CDK that it allows', () => {
  it('our declarations have no error; those of the AWS CDK need a newer library', () => {
    const { stdout } = tsc('--module', 'nodenext', '--skipLibCheck', 'false', 'app.ts');
    expect(stdout.split('\n').filter((line) => !line.startsWith('node_modules/aws-cdk-lib/'))).toEqual(['']);
  });

  it.each([
    ['import', 'app.mjs', "import { InvalidPropError, OneActiveKey } from 'one-active-key';"],
    ['require', 'app.cjs', "const { InvalidPropError, OneActiveKey } = require('one-active-key');"],
  ])('%s: both are classes', (_, file, line) => {
    writeFileSync(join(app, file), `${line}\nconsole.log(OneActiveKey.name, InvalidPropError.name);\n`);
    expect(node(file)).toMatchObject({ status: 0, stdout: 'OneActiveKey InvalidPropError\n' });
  });

  it.each([
    ['nodenext, ECMAScript', 'wrong.mts', ['--module', 'nodenext']],
    ['nodenext, CommonJS', 'wrong.cts', ['--module', 'nodenext']],
    ['bundler', 'wrong.ts', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ])('the types refuse a wrong prop: %s', (_, file, options) => {
    const lines = [
      "import type { OneActiveKeyProps } from 'one-active-key';",
      "export const right: OneActiveKeyProps = { remediation: 'Manual', rotationGraceHours: 72 };",
      "export const wrong: OneActiveKeyProps = { remediation: 'Maybe' };",
    ];
    writeFileSync(join(app, file), `${lines.join('\n')}\n`);
    const errors = tsc(...options, file)
      .stdout.trim()
      .split('\n');
    expect(errors[0]).toMatch(/^wrong\.[mc]?ts\(3,43\): error TS2322: Type '"Maybe"' is not assignable/);
    expect(errors.filter((line) => line.includes('error'))).toHaveLength(1);
  });
});

describe.skipIf(!REGISTRY)('the package', () => {
  it('publint has nothing to say', () => {
    const publint = join(ROOT, 'node_modules/publint/src/cli.js');
    expect(execFileSync(process.execPath, [publint, '--strict', tarball], { encoding: 'utf8' })).toContain(
      'All good!',
    );
  });

  it('the types checker finds no problem in any way to import it', () => {
    const attw = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const out = execFileSync(process.execPath, [attw, tarball, '--format', 'json'], { encoding: 'utf8' });
    const { analysis, problems } = JSON.parse(out);
    expect(analysis.types).toMatchObject({ kind: 'included' });
    expect(problems ?? analysis.problems).toEqual({});
  });

  it('contains what a user needs, and nothing else', () => {
    const root = join(app, 'node_modules/one-active-key');
    const files = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) =>
        join(parentPath, name)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      );
    const needed: readonly RegExp[] = [
      /^(LICENSE|README\.md|package\.json)$/,
      /^bin\/one-active-key\.js$/,
      /^bin\/.*\.schema\.json$/,
      /^bin\/formats\/html\/(report\.js|style\/.*\.css)$/,
      /^dist\/[a-z-]+\.template\.yaml$/,
      /^dist\/command\/[\w-]+\.mjs$/,
      /^dist\/(command|constructs|functions)\/THIRD-PARTY-LICENSES\.txt$/,
      /^dist\/constructs\/(index\.js|package\.json|[a-z-]+\.d\.ts)$/,
      /^dist\/functions\/one-active-key-[a-z-]+\.(js|zip)$/,
      /^guardrails\/[a-z-]+\.((scp|policy)\.json|guard|rego)$/,
      /^remediation\/runbooks\/[a-z-]+\.yaml$/,
      /^sandbox\/service-model\/service-model\.json$/,
      /^terraform\/[a-z-]+\/[a-z]+\.tf$/,
    ];
    expect(files.filter((file) => !needed.some((pattern) => pattern.test(file)))).toEqual([]);
    expect(needed.filter((pattern) => !files.some((file) => pattern.test(file)))).toEqual([]);
  });
});
