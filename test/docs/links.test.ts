import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brokenLinks, readPage } from '../support/pages.ts';

const PAGES = readdirSync('.', { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.md') && !/node_modules|^\./.test(path) && /\]\((?!https?:)/.test(readPage(path)),
);

describe('the links of every page', () => {
  it('are found', () => {
    expect(PAGES).toEqual(
      expect.arrayContaining(['README.md', 'conformance-pack/README.md', 'docs/organization.md']),
    );
  });

  it.each(PAGES)('%s: lead to files and headings that exist', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });
});
