import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXPLANATION_VERSION } from '../../bin/evidence/explanation.ts';
import { MAX_EVENTS } from '../../bin/evidence/read-evidence.ts';
import { EXIT } from '../../bin/exit-codes.ts';
import { REVIEWER_PERMISSIONS } from '../../infra/permissions/reviewer.ts';
import { run } from '../support/cli.ts';
import { brokenLinks, readPage, tableBelow } from '../support/pages.ts';

const page = readPage('docs/explain.md');

const schema = JSON.parse(readFileSync('bin/evidence/explanation.schema.json', 'utf8'));

describe('docs/explain.md', () => {
  it('links to pages and headings that exist', () => {
    expect(brokenLinks('docs/explain.md')).toEqual([]);
  });

  it('has a row for each sign of the schema, in its order', () => {
    const signs = tableBelow(page, 'Signs').map(([name = '']) => name.replaceAll('`', ''));
    expect(signs).toEqual(schema.$defs.replacement.properties.sign.enum);
  });

  it('has the exit codes of the command: all but that of a user that does not comply', () => {
    const codes = tableBelow(page, 'Exit codes and permissions').map(([code]) => Number(code));
    expect(codes).toEqual(Object.values(EXIT).filter((code) => code !== EXIT.notCompliant));
  });

  it('names permissions that reviewers have', () => {
    const [, text = ''] = page.split('## Exit codes and permissions');
    const actions = Array.from(text.matchAll(/`((?:iam|cloudtrail|account):\w+)`/g), ([, action]) => action);
    expect(actions).toHaveLength(6);
    expect(REVIEWER_PERMISSIONS.map(({ action }) => action)).toEqual(expect.arrayContaining(actions));
  });

  it('has the version of the schema, and the limit of events', () => {
    expect(schema.properties.schemaVersion.const).toBe(EXPLANATION_VERSION);
    expect(page).toContain(`version ${EXPLANATION_VERSION}.`);
    expect(page).toContain(`the ${MAX_EVENTS.toLocaleString('en-US')} newest`);
  });

  it('has an example that runs on the sandbox account', async () => {
    const [example = ''] = page.match(/(?<=npx one-active-key )explain .*--sandbox/) ?? [];
    expect((await run(example.split(' '))).code).toBe(0);
  });
});
