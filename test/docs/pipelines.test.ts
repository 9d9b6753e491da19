import { describe, expect, it } from 'vitest';
import { EXIT } from '../../bin/command-line/exit-codes.ts';
import { VERIFICATION_FORMATS, verificationFormatOf } from '../../bin/commands/verify/formats/names.ts';
import { REVIEWER_PERMISSIONS } from '../../infra/permissions/reviewer.ts';
import { GITLAB_FILES, WORKFLOWS } from '../examples/pipelines.ts';
import { readPage, tableBelow } from '../support/pages.ts';

const page = readPage('docs/pipelines.md');

/** The texts in backquotes of a cell. */
const quoted = (cell = '') => Array.from(cell.matchAll(/`(.*?)`/g), ([, text = '']) => text);

/** By folder, and in a folder the file that runs `verify` first. */
const byVerifyFirst = (a: string, b: string) =>
  a.split('/')[1] === b.split('/')[1] ? b.localeCompare(a) : a.localeCompare(b);

describe('docs/pipelines.md', () => {
  it('has a row for each exit code', () => {
    const [, table = ''] = page.split('|---|---|\n');
    const codes = Array.from(table.split('\n\n')[0]?.matchAll(/^\| (\d+) /gm) ?? [], ([, code]) => code);
    expect(codes.map(Number).toSorted()).toEqual(Object.values(EXIT).toSorted());
  });

  it('has a row for each format, with its endings', () => {
    const rows = tableBelow(page, 'Formats');
    expect(rows.flatMap(([format]) => quoted(format))).toEqual([...VERIFICATION_FORMATS]);
    const endings = rows.flatMap(([format, ending]) =>
      quoted(ending).map((each) => [...quoted(format), each]),
    );
    expect(endings).toHaveLength(8);
    for (const [format, ending] of endings) expect(verificationFormatOf(`verify${ending}`)).toBe(format);
    expect(verificationFormatOf('verify')).toBe(
      rows.find(([, ending]) => ending?.startsWith('none'))?.[0]?.replaceAll('`', ''),
    );
    expect(page).toContain('Another ending needs `--format`.');
    expect(() => verificationFormatOf('verify.xlsx')).toThrow('or the option --format');
  });

  it('names calls that reviewers may make', () => {
    const calls = quoted(page).filter((text) => text.startsWith('iam:'));
    expect(calls).toHaveLength(4);
    expect(REVIEWER_PERMISSIONS.map(({ action }) => action)).toEqual(expect.arrayContaining(calls));
  });

  it('names every ready file, and no other', () => {
    const named = tableBelow(page, 'Ready files').map(([file = '']) => /\]\(\.\.\/(.*)\)/.exec(file)?.[1]);
    expect(named).toEqual([...WORKFLOWS, ...GITLAB_FILES].map(({ path }) => path).toSorted(byVerifyFirst));
  });
});
