import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bundleFunctions, bundleOf } from '../../../infra/code/bundles.ts';
import { zipOf } from '../../../infra/code/zip.ts';
import { NAMES } from '../../../product/names.ts';
import { VERSION } from '../../../product/version.ts';
import { deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';

const FUNCTIONS = [
  NAMES.ruleFunction,
  NAMES.remediationFunction,
  NAMES.reevaluationFunction,
  NAMES.securityHubFunction,
];
const bundles = bundleFunctions();
const codeOf = (name: string) => bundles[name] ?? '';

describe('the code in the template', () => {
  const functions = ['OneActiveKey', 'OneActiveKeySecurityHub'].flatMap((stack) =>
    deploy(templateOf(stack)).ofType('AWS::Lambda::Function'),
  );

  it.each(FUNCTIONS)('of %s is the bundle, byte for byte', (name) => {
    const deployed = functions.find(({ properties }) => properties['FunctionName'] === name);
    expect(deployed?.properties['Code']).toEqual({ ZipFile: codeOf(name) });
  });
});

describe.each(FUNCTIONS)('the bundle of %s', (name) => {
  const code = codeOf(name);

  it('begins with the version, the name of the function, and where to compare it', () => {
    const [first = '', second = ''] = code.split('\n');
    expect(first).toContain(`One Active Key ${VERSION}: the function ${name}`);
    expect(second).toContain('docs/deploy.md');
  });

  it('has the licence notice of p-map if it contains p-map, and contains no other package', () => {
    const packages = new Set(Array.from(code.matchAll(/^\/\/ node_modules\/([^/]+)/gm), ([, each]) => each));
    expect([...packages]).toEqual(name === NAMES.ruleFunction ? ['p-map'] : []);
    expect(code.includes('// Contains p-map (')).toBe(name === NAMES.ruleFunction);
  });

  it('can be read: it names each module, keeps the names of functions and is not minified', () => {
    expect(code).toMatch(/function create(Rule|Remediation|Reevaluation|SecurityHub)Handler\(/);
    expect(code).toMatch(/^\/\/ aws\/errors\.ts$/m);
    const lines = code.split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(400);
    expect(code.length / lines.length).toBeLessThan(60);
  });

  it('decodes and evaluates no text as code', () => {
    expect(code).not.toMatch(/\beval\(|new Function\(|node:vm|node:zlib|Buffer\.from|atob/);
  });

  it('has only ASCII characters, since CloudFormation may replace others by a question mark', () => {
    expect(code).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('requires only modules of Node.js and of the AWS SDK', () => {
    const required = Array.from(code.matchAll(/\brequire\("([^"]+)"\)/g), ([, module]) => module);
    expect(required.length).toBeGreaterThan(0);
    expect(
      required.filter((module) => !module?.startsWith('@aws-sdk/client-') && !module?.startsWith('node:')),
    ).toEqual([]);
  });

  it('is a CommonJS module that exports the handler', () => {
    const module = { exports: {} as { handler?: unknown } };
    const environment = {
      RULE_FUNCTION_ARN: 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-rule',
      SCHEDULER_ROLE_ARN: 'arn:role',
      TELLS_OWNERS: 'false',
      AUTOMATION_ROLE_ARN: 'arn:role',
      LEDGER_TABLE: 'table',
    };
    runInNewContext(code, {
      module,
      exports: module.exports,
      require: createRequire(import.meta.url),
      process: { ...process, env: environment },
    });
    expect(module.exports.handler).toBeTypeOf('function');
  });
});

describe('the bundles', () => {
  it('only the remediation contains the commands that write to IAM', () => {
    const writes = /UpdateAccessKeyCommand|DeleteAccessKeyCommand|TagUserCommand|UntagUserCommand/;
    expect(FUNCTIONS.map((name) => writes.test(codeOf(name)))).toEqual([false, true, false, false]);
  });

  it('exist for our functions only', () => {
    expect(() => bundleOf('another')).toThrow(/^Expected one of one-active-key-rule, .*; received another$/);
  });
});

describe('a zip file', () => {
  it('contains the code as index.js, and nothing else', () => {
    const files = unzipSync(zipOf('exports.handler = 1;\n'));
    expect(Object.keys(files)).toEqual(['index.js']);
    expect(new TextDecoder().decode(files['index.js'])).toBe('exports.handler = 1;\n');
  });

  it.each(['UTC', 'Pacific/Auckland', 'America/Los_Angeles'])('is the same in the time zone %s', (zone) => {
    const expected = zipOf('code');
    const { TZ } = process.env;
    process.env['TZ'] = zone;
    try {
      expect(zipOf('code')).toEqual(expected);
    } finally {
      if (TZ === undefined) delete process.env['TZ'];
      else process.env['TZ'] = TZ;
    }
  });
});
