import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { brotliDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archiveText, loadingLine } from '../../../infra/code/archive.ts';
import { toBase91 } from '../../../infra/code/base91.ts';
import { bundleFunctions, minifiedFunctions } from '../../../infra/code/bundles.ts';
import { NAMES } from '../../../product/names.ts';
import { deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';

const FUNCTIONS = [NAMES.ruleFunction, NAMES.remediationFunction, NAMES.reevaluationFunction];
const minified = minifiedFunctions();

const ALPHABET =
  '!#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~';

/** Decodes base 91 in another way than the functions do: as binary digits, the highest first. */
function fromBase91(text: string): number[] {
  const pairs = (text.match(/../g) ?? []).map((pair) => {
    const [high = '', low = ''] = pair;
    return (ALPHABET.indexOf(high) * 91 + ALPHABET.indexOf(low)).toString(2).padStart(13, '0');
  });
  const digits = pairs.toReversed().join('');
  const whole = digits.slice(digits.length % 8);
  return (whole.match(/.{8}/g) ?? []).map((each) => Number.parseInt(each, 2)).toReversed();
}

/** Unpacks the bundles in a function's code. */
function unpack(zipFile: string): Readonly<Record<string, string>> {
  const [, archive = ''] = /^const archive = '([^']*)';$/m.exec(zipFile) ?? [];
  const [, length = ''] = /slice\(0, (\d+)\)/.exec(zipFile) ?? [];
  const bytes = fromBase91(archive).slice(0, Number(length));
  const parts = brotliDecompressSync(Buffer.from(bytes)).toString().split('\0');
  return Object.fromEntries(FUNCTIONS.map((name) => [name, parts[parts.indexOf(name) + 1] ?? '']));
}

describe('the code in the template', () => {
  const functions = deploy(templateOf('OneActiveKey')).ofType('AWS::Lambda::Function');
  const codeOf = (name: string) => {
    const found = functions.find(({ properties }) => properties['FunctionName'] === name);
    const { ZipFile = '' } = (found?.properties['Code'] ?? {}) as { ZipFile?: string };
    return ZipFile;
  };

  it.each(FUNCTIONS)('%s: is built from the sources', (name) => {
    expect(unpack(codeOf(name))).toEqual(minified);
    expect(codeOf(name)).toBe(archiveText(minified) + loadingLine(name));
  });

  it('is the same in every function except for the line that loads', () => {
    const heads = new Set(FUNCTIONS.map((name) => codeOf(name).split('\n').slice(0, -2).join('\n')));
    expect(heads.size).toBe(1);
  });

  it('names the product and the readable code in its first line', () => {
    expect(codeOf(NAMES.ruleFunction)).toMatch(
      /^\/\/ One Active Key\. .*dist\/functions.*docs\/operations\.md/,
    );
  });
});

describe('the bundles', () => {
  it('are the same in every build', () => {
    expect(minifiedFunctions()).toEqual(minified);
  });

  it.each(Object.entries(bundleFunctions()))(
    '%s: requires only modules of Node.js and of the AWS SDK',
    (_, code) => {
      const required = Array.from(code.matchAll(/\brequire\("([^"]+)"\)/g), ([, name]) => name);
      expect(required.length).toBeGreaterThan(0);
      expect(
        required.filter((name) => !name?.startsWith('@aws-sdk/client-') && !name?.startsWith('node:')),
      ).toEqual([]);
    },
  );

  it('only the remediation contains the commands that write to IAM', () => {
    const writes = /UpdateAccessKeyCommand|TagUserCommand|UntagUserCommand/;
    expect(FUNCTIONS.map((name) => writes.test(minified[name] ?? ''))).toEqual([false, true, false]);
  });

  it.each(FUNCTIONS)('%s: keeps the names of its functions', (name) => {
    expect(minified[name]).toMatch(/function create(Rule|Remediation|Reevaluation)Handler\(/);
  });
});

describe('base 91', () => {
  it('encodes any bytes, with zeros at the end if they do not fill a pair', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = toBase91(Buffer.from(bytes));
        expect(text).toHaveLength(Math.ceil((bytes.length * 8) / 13) * 2);
        const read = fromBase91(text);
        expect(read.slice(0, bytes.length)).toEqual([...bytes]);
        expect(read.slice(bytes.length).every((each) => each === 0)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the archive', () => {
  it('loads one of several functions, and does not run the others', () => {
    const text = archiveText({ one: 'exports.handler = () => 1;', two: 'throw new Error("two")' });
    const module = { exports: {} };
    const context = {
      module,
      exports: module.exports,
      require: createRequire(import.meta.url),
      Buffer,
      JSON,
    };
    runInNewContext(text + loadingLine('one'), context);
    expect((module.exports as { handler: () => number }).handler()).toBe(1);
  });
});
