import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../bin/command-line/exit-codes.ts';
import { EXPLANATION_VERSION } from '../../bin/commands/explain/explanation.ts';
import { MAX_EVENTS } from '../../bin/commands/explain/key-uses/read-evidence.ts';
import { RESULTS } from '../../bin/decisions/check/compare-rows.ts';
import { COLUMNS } from '../../bin/decisions/file/csv-columns.ts';
import { readDecisions } from '../../bin/decisions/file/decision-file.ts';
import { toDecisionsCsv } from '../../bin/decisions/file/write-csv.ts';
import { PEOPLE_MEMBERS } from '../../bin/decisions/row.ts';
import { toCsv } from '../../bin/formats/csv.ts';
import { PREVIEW_FORMATS } from '../../bin/formats/names.ts';
import { SCHEMA_VERSION } from '../../bin/inventory/inventory.ts';
import { parseCsv } from '../../bin/inventory/parse-csv.ts';
import { ADMINISTRATOR_POLICIES } from '../../bin/privileges/administrator-like.ts';
import { readReceipts } from '../../bin/runbooks/receipts-file.ts';
import { REVIEWER_PERMISSIONS } from '../../infra/permissions/reviewer.ts';
import { KEEP_TAG } from '../../product/tags.ts';
import { anInventory } from '../bin/inventories.ts';
import { emptyFolder } from '../support/bare-environment.ts';
import { run } from '../support/cli.ts';
import { readPage, tableBelow } from '../support/pages.ts';
import { decideBy, type PolicyDocument } from '../support/simulator.ts';

const page = readPage('docs/decide.md');

/** The table below a heading of any level. */
const table = (heading: string) => tableBelow(page.replaceAll('\n### ', '\n## '), heading);

/** The texts in backquotes. */
const quoted = (text = '') => Array.from(text.matchAll(/`(.*?)`/g), ([, each = '']) => each);

const reviewerActions: readonly string[] = REVIEWER_PERMISSIONS.map(({ action }) => action);

describe('docs/decide.md, the report', () => {
  it('names every format of preview', () => {
    const [, list = ''] = page.split('\n## The report\n');
    const named = Array.from(list.matchAll(/^- (.*)/gm), ([, line = '']) => quoted(line)).flat();
    expect(named).toEqual(expect.arrayContaining([...PREVIEW_FORMATS]));
  });

  it('explains every column of the CSV, once', () => {
    const [columns = []] = parseCsv(toCsv(anInventory([])));
    const explained = table('What each column says').flatMap(([names]) => quoted(names));
    expect(explained.toSorted()).toEqual(columns.toSorted());
  });

  it('names the policies of AWS that are administrator-like, and the version of the schema', () => {
    const [[first = ''] = []] = table('Who is privileged');
    for (const policy of ADMINISTRATOR_POLICIES) expect(first).toContain(policy);
    expect(page).toContain(`version ${SCHEMA_VERSION.split('.')[0]}.`);
  });

  it('names calls that reviewers may make', () => {
    const calls = table('Where it comes from').flatMap(([, cell = '']) => [
      ...Array.from(cell.matchAll(/\b(?:Get|Generate)[A-Z]\w+/g), ([name]) => `iam:${name}`),
      ...quoted(cell).filter((text) => /^\w+:\w+$/.test(text)),
    ]);
    expect(calls).toHaveLength(6);
    expect(reviewerActions).toEqual(expect.arrayContaining(calls));
  });

  it('names the tag that keeps the key of a user that sends mail', () => {
    const [, section = ''] = page.split('\n## What this does not see\n');
    expect(quoted(section)).toContain(KEEP_TAG);
  });
});

describe('docs/decide.md, explain', () => {
  const schema = JSON.parse(readFileSync('bin/commands/explain/explanation.schema.json', 'utf8'));

  it('has each sign of the schema, in its order', () => {
    const signs = table('Signs').flatMap(([names]) => quoted(names));
    expect(signs).toEqual(schema.$defs.replacement.properties.sign.enum);
  });

  it('has the version of the schema, and the limit of events', () => {
    expect(schema.properties.schemaVersion.const).toBe(EXPLANATION_VERSION);
    expect(page).toContain(`version ${EXPLANATION_VERSION})`);
    expect(page).toMatch(new RegExp(`the ${MAX_EVENTS.toLocaleString('en-US')}\\s+newest`));
  });

  it('has an example that runs on the sandbox account', async () => {
    const [example = ''] = page.match(/(?<=npx one-active-key )explain .*--sandbox/) ?? [];
    expect((await run(example.split(' '))).code).toBe(0);
  });
});

describe('docs/decide.md, the decision file', () => {
  it('has every column once, in its order, and says which ones people fill in', () => {
    const rows = table('The decision file');
    expect(rows.flatMap(([names]) => quoted(names))).toEqual([...COLUMNS]);
    const people = rows.filter(([, meaning = '']) => meaning.startsWith('**people:**'));
    expect(people.flatMap(([names]) => quoted(names))).toEqual([...PEOPLE_MEMBERS]);
  });

  it('has every result of a comparison, and the size at which a file is refused', () => {
    expect(table('What is left').flatMap(([name]) => quoted(name))).toEqual([...RESULTS, 'missing']);
    expect(page).toMatch(/10 MB\s+or\s+more/);
  });

  const [, policy = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];

  it.each<readonly [string, readonly string[], string]>([
    ['the tags of an exemption', ['exempt-until', 'exempt-reason', 'exempt-owner'], 'Allowed'],
    ['two of them', ['exempt-until', 'exempt-reason'], 'Allowed'],
    ['the survivor', ['keep'], 'ImplicitlyDenied'],
    ['an exemption with another tag', ['exempt-until', 'keep'], 'ImplicitlyDenied'],
  ])('its policy decides about %s: %s', async (_, tags, decision) => {
    const request = {
      action: 'iam:TagUser',
      resource: 'arn:aws:iam::111122223333:user/ci/bob',
      context: { 'aws:TagKeys': tags.map((tag) => `one-active-key:${tag}`) },
    };
    expect(await decideBy([JSON.parse(policy) as PolicyDocument], request)).toBe(decision);
  });
});

describe('the exit codes, which the page leaves to the help', () => {
  it.each([
    ['explain', [EXIT.ok, EXIT.failed, EXIT.usage, EXIT.interrupted]],
    ['remediate', Object.values(EXIT)],
    ['verify', Object.values(EXIT)],
  ])('are all in that of %s', async (command, codes) => {
    const { out } = await run([command, '--help']);
    const [, listed = ''] = /Exit codes: ([\s\S]*?)\.\s/.exec(out) ?? [];
    const named = Array.from(listed.matchAll(/(?:^|, |,\n)(\d+) /g), ([, code]) => Number(code));
    expect(named.toSorted()).toEqual(codes.toSorted());
  });
});

describe('the steps of the page, one after another on an account in a file', () => {
  it('write, decide, do, verify: what was decided is done, and the rest is undecided', async () => {
    const folder = emptyFolder();
    const [decisions, receipts] = [join(folder, 'decisions.csv'), join(folder, 'receipts.json')];
    const steps = Array.from(page.matchAll(/^npx one-active-key (.*?) +# (\d)\./gm), ([, command = '']) =>
      command
        .replace(' --profile audit', '')
        .split(' ')
        .map((word) => (/\.(csv|json)$/.test(word) ? join(folder, word) : word)),
    );
    const step = (args: readonly string[] = []) =>
      run([...args, `--sandbox=${join(folder, 'account.json')}`], { ask: async () => true });
    const [preview, dryRun, remediate, verify, cleanup] = steps;
    expect(await step(preview)).toMatchObject({ code: 0 });
    const decided: Readonly<Record<string, object>> = {
      payroll: { exemptUntil: '2026-12-31', reason: 'two pipelines', owner: 'team-hr' },
      twins: { keep: 'AKIATWIN20000EXAMPLE', decidedBy: 'team-platform' },
    };
    const rows = readDecisions(decisions).map(({ row }) => ({ ...row, ...decided[row.userName] }));
    writeFileSync(decisions, toDecisionsCsv(rows));
    expect(await step(dryRun)).toMatchObject({ code: 0, out: expect.stringContaining('twins: Planned.') });
    expect(await step(remediate)).toMatchObject({
      code: 0,
      out: expect.stringContaining('twins: Deactivated.'),
    });
    expect(readReceipts(receipts)).toHaveLength(1);
    const verified = await step(verify);
    expect(verified.code).toBe(3);
    expect(verified.out).toMatch(
      /^done: twins, line 4: AKIATWIN20000EXAMPLE is the only active access key\.$/m,
    );
    expect(verified.out).toMatch(/^done: payroll, line 5: exempt until 2026-12-31 already\.$/m);
    expect(verified.out).toMatch(/\n10 decisions: 2 done, 8 not done\.\n$/);
    expect(await step(cleanup)).toMatchObject({
      code: 0,
      out: expect.stringContaining('twins: nothing to do: AKIATWIN10000EXAMPLE soaks until 2026-12-05'),
    });
  });
});
