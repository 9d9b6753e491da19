import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXIT } from '../../bin/exit-codes.ts';
import { VERIFICATION_FORMATS, verificationFormatOf } from '../../bin/formats/verification/names.ts';
import { REVIEWER_PERMISSIONS } from '../../infra/permissions/reviewer.ts';
import { emptyFolder } from '../support/bare-environment.ts';
import { run } from '../support/cli.ts';
import { readPage, tableBelow } from '../support/pages.ts';

const page = readPage('docs/pipelines.md');

/** The texts in backquotes of a cell. */
const quoted = (cell = '') => Array.from(cell.matchAll(/`(.*?)`/g), ([, text = '']) => text);

const BLOCKS = Array.from(page.matchAll(/```yaml\n([\s\S]*?)```/g), ([, yaml = '']) => yaml);

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
    expect(endings).toHaveLength(5);
    for (const [format, ending] of endings) expect(verificationFormatOf(`verify${ending}`)).toBe(format);
  });

  it('names calls that reviewers may make', () => {
    const calls = quoted(page).filter((text) => text.startsWith('iam:'));
    expect(calls).toHaveLength(4);
    expect(REVIEWER_PERMISSIONS.map(({ action }) => action)).toEqual(expect.arrayContaining(calls));
  });

  it('the examples are YAML, and each runs verify', () => {
    expect(BLOCKS).toHaveLength(2);
    for (const block of BLOCKS) expect(JSON.stringify(parse(block))).toContain('one-active-key verify');
  });

  it.each(page.match(/(?<=npx one-active-key )verify .*?--force/g) ?? [])('%s works', async (command) => {
    const args = command.split(' ').map((word) => (word.includes('.') ? `${emptyFolder()}/${word}` : word));
    expect((await run([...args, '--sandbox'])).code).toBe(3);
  });
});
