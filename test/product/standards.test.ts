import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CIS, cisInShort, OTHERS } from '../../product/standards.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';

const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
const [, section = ''] = page.split('\n## Standards\n');
const rows = Array.from(
  section.matchAll(/^\| (.+) \| (.+) \|$/gm),
  ([, left, right]) => `${left}: ${right}`,
).filter((row) => !row.startsWith('version: ') && !row.startsWith('standard: '));

describe('the standards', () => {
  it('on the page are the same as in the code', () => {
    expect(rows).toEqual([
      ...CIS.map(({ versions, id }) => `${versions.join(', ')}: ${id}`),
      ...OTHERS.map(({ standard, versions, id }) => `${[standard, ...versions].join(' ')}: ${id}`),
    ]);
  });

  it('of CIS have each version once', () => {
    const versions = CIS.flatMap((requirement) => requirement.versions);
    expect(new Set(versions).size).toBe(versions.length);
    expect(versions).not.toContain('1.2.0');
    expect(versions).not.toContain('7.0.0');
  });

  it('of CIS are in the description of the rule', () => {
    expect(cisInShort()).toBe('1.13 (1.3.0-4.0.1), 1.12 (5.0.0), 2.12 (6.0.0)');
    const [rule] = deploy(templateOf('OneActiveKey')).ofType('AWS::Config::ConfigRule');
    expect(rule?.properties['Description']).toContain(`CIS AWS Foundations ${cisInShort()}`);
  });

  it.each(['800-53', 'PCI', 'ISO', 'SOC 2', 'HIPAA'])('do not claim %s', (standard) => {
    expect(JSON.stringify([CIS, OTHERS])).not.toContain(standard);
  });
});
