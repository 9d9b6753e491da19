import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesOf } from '../../../infra/release/changelog.ts';
import { problemsOf } from '../../../infra/release/readiness.ts';
import { checksumsIn, FILES, notes } from '../../../infra/release/release.ts';
import { billOfMaterials, type Contained, containedPackages } from '../../../infra/release/sbom.ts';
import { VERSION } from '../../../product/version.ts';
import { readPage } from '../../support/pages.ts';

describe('the changes of a version', () => {
  const changelog =
    '# Changelog\n\n## [0.3.0] - 2027-01-31\n\n### Added\n- B.\n\n## [0.2.0] - unreleased\n\n- A.\n';

  it.each([
    ['0.3.0', '2027-01-31', '### Added\n- B.'],
    ['0.2.0', 'unreleased', '- A.'],
  ])('%s', (version, date, text) => expect(changesOf(changelog, version)).toEqual({ date, text }));

  it('a version that the changelog does not have: an error that names the first one', () => {
    expect(() => changesOf(changelog, '0.4.0')).toThrow(
      'CHANGELOG.md: expected a heading "## [0.4.0] - YYYY-MM-DD"; the first one is "[0.3.0] - 2027-01-31"',
    );
  });

  it('the changelog has the version of package.json', () => {
    expect(changesOf(readPage('CHANGELOG.md'), VERSION).text).not.toBe('');
  });
});

describe('what keeps a version from being released', () => {
  const READY = { version: '0.3.0', repository: { url: 'git+https://example.com/team/one-active-key.git' } };
  const CHANGES = { date: '2027-01-31', text: '- B.' };
  const CLEAN = { uncommitted: [] };
  it('changes that are in no commit', () => {
    expect(problemsOf(READY, CHANGES, { uncommitted: ['"notes.txt"', '"README.md"'] })).toEqual([
      expect.stringMatching(/^The checkout: expected no changes .* received "notes\.txt", "README\.md"\./),
    ]);
  });

  it.each<[string, object, object, RegExp[]]>([
    ['nothing', {}, {}, []],
    [
      'no repository',
      { repository: undefined },
      {},
      [/^package\.json: expected "repository" .* received nothing\. npm compares/],
    ],
    [
      'a repository that npm cannot compare',
      { repository: 'team/one-active-key' },
      {},
      [/received team\/one-active-key/],
    ],
    ['a private package', { private: true }, {}, [/^package\.json: expected no "private"/]],
    [
      'no date',
      {},
      { date: 'unreleased' },
      [/^CHANGELOG\.md: expected the date of the release behind 0\.3\.0; received unreleased/],
    ],
  ])('%s', (_, publishable, changes, expected) => {
    const problems = problemsOf({ ...READY, ...publishable }, { ...CHANGES, ...changes }, CLEAN);
    expect(problems).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });
});

describe('the checksums', () => {
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  writeFileSync(join(folder, 'b.txt'), 'abc');
  writeFileSync(join(folder, 'a.txt'), '');
  writeFileSync(join(folder, 'SHA256SUMS'), 'of before');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are those of all files but their own, as sha256sum writes them', () => {
    // FIPS 180-4, examples for SHA-256: the empty text, and "abc".
    expect(checksumsIn(folder)).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.txt\n' +
        'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.txt\n',
    );
  });

  it('are in the notes, with the changes and how to check', () => {
    const text = notes(
      {
        version: '0.3.0',
        changes: { date: '2027-01-31', text: '- B ([page](docs/page.md), [site](https://example.com)).' },
      },
      checksumsIn(folder),
    );
    expect(text).toMatch(
      /^# One Active Key 0\.3\.0, 2027-01-31\n\n- B \(page, \[site\]\(https:\/\/example\.com\)\)\.\n/,
    );
    expect(text).toContain('npm audit signatures');
    expect(text).toContain('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.txt');
  });
});

describe('the software bill of materials', () => {
  let contained: Contained;
  let text: string;
  beforeAll(async () => {
    contained = await containedPackages();
    text = billOfMaterials(contained);
  });

  it('has the packages of the command line, the constructs and the functions', () => {
    expect(contained.constructs).toEqual(
      ['is-number', 'to-regex-range', 'yaml'].map((name) => `node_modules/${name}`),
    );
    expect(contained.functions).toEqual(['node_modules/p-map']);
    const bill = JSON.parse(text);
    const named = (name: string) => bill.components.find((each: { name: string }) => each.name === name);
    expect(bill.components.length).toBeGreaterThanOrEqual(contained.command.length);
    expect(named('yaml').properties.map(({ value }: { value: string }) => value)).toEqual([
      'command',
      'constructs',
    ]);
    expect(named('@aws-sdk/client-iam').purl).toMatch(/^pkg:npm\/%40aws-sdk\/client-iam@\d/);
  });

  it('has the digest of each package as the lock file demands it', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    const { hashes } = JSON.parse(text).components.find((each: { name: string }) => each.name === 'p-map');
    const base64 = Buffer.from(hashes[0].content, 'hex').toString('base64');
    expect(packages['node_modules/p-map'].integrity).toBe(`sha512-${base64}`);
  });

  it('fits the schema of CycloneDX 1.6', () => {
    const require = createRequire(import.meta.url);
    const schema = (name: string) => {
      const folder = join(require.resolve('@cyclonedx/cyclonedx-library/package.json'), '../res/schema');
      return JSON.parse(readFileSync(join(folder, `${name}.SNAPSHOT.schema.json`), 'utf8'));
    };
    const ajv = new Ajv({ strict: false, validateFormats: false });
    for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
      // The library refers to its copies by the names of their files.
      const { $id: _, ...copy } = schema(name);
      ajv.addSchema(copy, `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
    }
    const validate = ajv.compile(schema('bom-1.6'));
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...JSON.parse(text), components: [{ type: 'library' }] })).toBe(false);
  });
});

it('CONTRIBUTING.md names the files of a release that are no template, function or package', () => {
  const page = readPage('CONTRIBUTING.md');
  const names = [...Object.values(FILES), 'THIRD-PARTY-LICENSES.txt'];
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});
