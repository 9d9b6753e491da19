import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RESULTS } from '../../bin/decisions/check/compare-rows.ts';
import { COLUMNS } from '../../bin/decisions/file/csv-columns.ts';
import { readDecisions } from '../../bin/decisions/file/decision-file.ts';
import { toDecisionsCsv } from '../../bin/decisions/file/write-csv.ts';
import { PEOPLE_MEMBERS } from '../../bin/decisions/row.ts';
import { EXIT } from '../../bin/exit-codes.ts';
import { readReceipts } from '../../bin/runbooks/receipts-file.ts';
import { emptyFolder } from '../support/bare-environment.ts';
import { run } from '../support/cli.ts';
import { readPage, tableBelow } from '../support/pages.ts';
import { decideBy, type PolicyDocument } from '../support/simulator.ts';

const page = readPage('docs/reviews.md');

/** The texts in backquotes of a cell. */
const quoted = (cell = '') => Array.from(cell.matchAll(/`(.*?)`/g), ([, text = '']) => text);

const [, POLICY = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];

describe('docs/reviews.md', () => {
  it('has every column of a decision file once, in its order, and says which ones people fill in', () => {
    const rows = tableBelow(page, 'The file');
    expect(rows.flatMap(([names]) => quoted(names))).toEqual([...COLUMNS]);
    const people = rows.filter(([, meaning = '']) => meaning.startsWith('**people:**'));
    expect(people.flatMap(([names]) => quoted(names))).toEqual([...PEOPLE_MEMBERS]);
  });

  it('has every result of a comparison, and every exit code', () => {
    expect(tableBelow(page, 'What is left').flatMap(([name]) => quoted(name))).toEqual([...RESULTS]);
    const codes = Array.from(page.matchAll(/^\| (\d+) \|/gm), ([, code]) => Number(code));
    expect(codes.toSorted()).toEqual(Object.values(EXIT).toSorted());
  });

  it('names the size at which a file is refused', () => {
    expect(page).toContain('10 MB or\nmore');
  });

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
    expect(await decideBy([JSON.parse(POLICY) as PolicyDocument], request)).toBe(decision);
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
