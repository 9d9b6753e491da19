import { describe, expect, it } from 'vitest';
import { toCsv } from '../../bin/formats/csv.ts';
import { SCHEMA_VERSION } from '../../bin/inventory/inventory.ts';
import { readCsv } from '../../bin/inventory/read-csv.ts';
import { ADMINISTRATOR_POLICIES } from '../../bin/privileges/administrator-like.ts';
import { REVIEWER_PERMISSIONS } from '../../infra/permissions/reviewer.ts';
import { anInventory } from '../bin/inventories.ts';
import { brokenLinks, readPage, tableBelow } from '../support/pages.ts';

const page = readPage('docs/inventory.md');

describe('docs/inventory.md', () => {
  it('links to pages and headings that exist', () => {
    expect(brokenLinks('docs/inventory.md')).toEqual([]);
  });

  it('explains every column of the CSV, once', () => {
    const [columns = []] = readCsv(toCsv(anInventory([])));
    const explained = tableBelow(page, 'What each column says').flatMap(([names = '']) =>
      Array.from(names.matchAll(/`(.*?)`/g), ([, name = '']) => name),
    );
    expect(explained.toSorted()).toEqual(columns.toSorted());
  });

  it('names the policies of AWS that are administrator-like, and the version of the schema', () => {
    const [[first = ''] = []] = tableBelow(page, 'Who is privileged');
    for (const policy of ADMINISTRATOR_POLICIES) expect(first).toContain(policy);
    expect(page).toContain(`version ${SCHEMA_VERSION.split('.')[0]}.`);
  });

  it('names calls that reviewers may make', () => {
    const calls = tableBelow(page, 'Where it comes from').flatMap(([, cell = '']) =>
      Array.from(cell.matchAll(/\b(?:Get|Generate)[A-Z]\w+/g), ([name]) => `iam:${name}`),
    );
    expect(calls).toHaveLength(4);
    expect(REVIEWER_PERMISSIONS.map(({ action }) => action)).toEqual(expect.arrayContaining(calls));
  });
});
