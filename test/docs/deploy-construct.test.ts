import { describe, expect, it } from 'vitest';
import { OneActiveKeyGrants } from '../../infra/library/grants.ts';
import { PROP_PARSERS } from '../../infra/library/prop-parsers.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { construct } from '../support/library.ts';
import { readPage, tableBelow } from '../support/pages.ts';

const page = readPage('docs/deploy.md');
const quoted = (text = '') => Array.from(text.matchAll(/`(.*?)`/g), ([, each = '']) => each);

describe('docs/deploy.md, “With CDK” and “The package”', () => {
  it('has the version of package.json', () => {
    expect(page).toContain(`one-active-key-${packageJson.version}.tgz`);
    expect(readPage('examples/cdk/README.md')).toContain(`one-active-key-${packageJson.version}.tgz`);
  });

  it('names all attributes and grants of the construct', () => {
    const [, attributes = ''] = page.split('**Attributes** are ');
    const named = quoted(attributes.split('\n\n')[0]);
    const hidden = ['node', 'resources'];
    expect(
      Object.keys(construct()).filter((name) => !hidden.includes(name) && !named.includes(name)),
    ).toEqual([]);
    const grants = Object.getOwnPropertyNames(OneActiveKeyGrants.prototype);
    const internal = ['constructor', 'start', 'grant'];
    expect(grants.filter((name) => !internal.includes(name) && !named.includes(name))).toEqual([]);
  });

  it('names the props that stand for a parameter of another name', () => {
    const rows = tableBelow(page, 'With CDK').filter(([, , parameter = '']) => parameter.startsWith('`'));
    for (const [prop, , parameter] of rows) {
      expect(PROP_PARSERS[quoted(prop)[0] as keyof typeof PROP_PARSERS].parameter).toBe(quoted(parameter)[0]);
    }
    expect(rows).toHaveLength(4);
  });
});
