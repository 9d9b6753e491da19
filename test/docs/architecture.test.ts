import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ARROWS } from '../support/architecture/laws.ts';
import { readSources } from '../support/architecture/modules.ts';
import { readPage } from '../support/pages.ts';

const page = readPage('docs/architecture.md');
const quoted = (text: string) => Array.from(text.matchAll(/`([^`\n]+)`/g), ([, each = '']) => each);
const sources = [...readSources(Object.keys(ARROWS)).keys()];

describe('docs/architecture.md', () => {
  it('says of every folder what lives there', () => {
    const [, table = ''] = page.split('| folder | what lives there |\n');
    const folders =
      table
        .split('\n\n')[0]
        ?.split('\n')
        .flatMap((row) => quoted(row.split('|')[1] ?? '')) ?? [];
    expect(folders).toEqual(expect.arrayContaining(Object.keys(ARROWS)));
    expect(folders.filter((folder) => !existsSync(folder))).toEqual([]);
  });

  it('names files that exist', () => {
    const files = quoted(page).filter((text) => /\.(ts|yaml)$/.test(text));
    expect(files.length).toBeGreaterThan(15);
    const isThere = (name: string) =>
      existsSync(name) || sources.some((source) => `/${source}`.endsWith(`/${name}`));
    expect(files.filter((name) => !isThere(name))).toEqual([]);
  });
});
