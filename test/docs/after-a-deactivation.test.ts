import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXAMPLES } from '../../bin/command-line/examples.ts';
import { replacementsOf } from '../../bin/commands/explain/key-uses/replacements.ts';
import { usesOf } from '../../bin/commands/explain/key-uses/uses.ts';
import { parseExemption } from '../../policy/exemption.ts';
import { accessKeyId, userId } from '../../policy/identifiers.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { undoCommand } from '../../policy/undo-command.ts';
import { NAMES } from '../../product/names.ts';
import { APPROVAL_RUNBOOK, RUNBOOKS } from '../../product/runbooks.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../../product/tags.ts';
import { REFUSAL_CODES } from '../../remediation/receipt.ts';
import { EXEMPT_FOR_DAYS } from '../../remediation/request.ts';
import { anEvent } from '../bin/commands/explain/key-uses/events.ts';
import { awsCommandsOf, optionOf } from '../support/aws-commands.ts';
import { run } from '../support/cli.ts';
import { readPage, tableBelow } from '../support/pages.ts';
import { KEY, NOW } from '../support/users.ts';

const PATH = 'docs/after-a-deactivation.md';
const page = readPage(PATH);
const commands = awsCommandsOf(PATH);

/** The texts in backquotes. */
const quoted = (text = '') => Array.from(text.matchAll(/`(.*?)`/g), ([, code = '']) => code);

/** The commands below a heading, each without its options. */
const operationsBelow = (heading: string) =>
  commands.filter((command) => command.heading === heading).map(({ words }) => words.slice(0, 2).join(' '));

const runbook = (file: string) => parse(readFileSync(`remediation/${file}`, 'utf8'));

describe('the undo at night', () => {
  it('by Systems Manager is the command of a receipt, and the same with Force', () => {
    const [start, forced] = commands.filter(({ words }) => words[1] === 'start-automation-execution');
    const expected = undoCommand({
      region: 'us-east-1',
      roleArn: `arn:aws:iam::111122223333:role/${NAMES.automationRole}`,
      policy: DEFAULT_POLICY,
      userId: userId('AIDACKCEVSQ6C2EXAMPLE'),
      keys: [accessKeyId('AKIAIOSFODNN7EXAMPLE')],
    });
    expect(`aws ${start?.words.join(' ')}`).toBe(expected.replaceAll("'", ''));
    const parameters = (command: typeof start) => command && optionOf(command, '--parameters')?.[0];
    expect(JSON.parse(parameters(forced) ?? '')).toEqual({
      ...JSON.parse(parameters(start) ?? ''),
      Force: ['true'],
    });
  });

  it('by the command line gives a key back', async () => {
    const [, command = ''] = /^npx one-active-key (undo .*)$/m.exec(page) ?? [];
    const args = command.replace('USER', 'old-reports').replace(KEY.a, 'AKIAREPORTS20EXAMPLE').split(' ');
    const { code, out } = await run([...args, '--sandbox', '--yes']);
    expect(code).toBe(0);
    expect(out).toContain('Reactivated. AKIAREPORTS20EXAMPLE is Active again. Exempt until');
  });

  it('by hand exempts before it activates, with tags that the rule accepts', () => {
    const byHand = operationsBelow('Undo it').filter((operation) =>
      /tag-user|update-access-key/.test(operation),
    );
    expect(byHand).toEqual(['iam tag-user', 'iam update-access-key']);
    const [tagUser] = commands.filter(({ words }) => words[1] === 'tag-user');
    const tags = (tagUser && optionOf(tagUser, '--tags')) ?? [];
    const pairs = tags.map((tag) => /^Key=(.*),Value=(.*)$/.exec(tag)?.slice(1) ?? []);
    expect(pairs.map(([key]) => key)).toEqual([EXEMPT_UNTIL_TAG, EXEMPT_REASON_TAG]);
    const written = pairs.map(
      ([key = '', value = '']) => [key, value.replace('YYYY-MM-DD', '2026-11-28')] as const,
    );
    expect(parseExemption(new Map(written), DEFAULT_POLICY, NOW)).toMatchObject({ kind: 'valid' });
  });

  it('has a row for each refusal of the runbook, and for a user that is gone', () => {
    const rows = tableBelow(page, 'Undo it').flatMap(([codes]) => quoted(codes));
    expect(rows.toSorted()).toEqual([...REFUSAL_CODES.Reactivate, 'UserGone'].toSorted());
  });

  it('names the words to replace', () => {
    const [, sentence = ''] = /Replace (.*?us-east-1)\./s.exec(page) ?? [];
    const words = commands.flatMap(
      ({ words }) => words.join(' ').match(/\b(?:[A-Z0-9]+EXAMPLE|(?<=::)\d{12}|EXECUTION_ID)\b/g) ?? [],
    );
    expect(new Set(words).size).toBe(4);
    expect([...new Set(words)].filter((word) => !sentence.includes(word))).toEqual([]);
  });

  it('has the lengths that the code has', () => {
    expect(page).toContain(`for ${EXEMPT_FOR_DAYS.default} days (\`ExemptForDays\`)`);
    expect(page).toContain(`${DEFAULT_POLICY.exemptionMaxDays} days (\`exemptionMaxDays\`)`);
    expect(page).toContain(`${DEFAULT_POLICY.protectUsedWithinDays} days (\`protectUsedWithinDays\`)`);
    expect(page).toContain(`is ${DEFAULT_POLICY.protectUsedWithinDays} days ago`);
  });
});

describe('the names on the page', () => {
  it('are runbooks, with the outputs and parameters that are named', () => {
    const named = new Set(page.match(/OneActiveKey-\w+/g));
    expect([...named].toSorted()).toEqual([
      RUNBOOKS.deactivate.name,
      APPROVAL_RUNBOOK.name,
      RUNBOOKS.reactivate.name,
    ]);
    const outputs = runbook(RUNBOOKS.deactivate.file).outputs;
    for (const output of ['DeactivatedAccessKeyIds', 'Undo', 'RefusalCode']) {
      expect(outputs).toContain(`ReadReceipt.${output}`);
      expect(quoted(page)).toContain(output);
    }
    expect(Object.keys(runbook(RUNBOOKS.reactivate.file).parameters)).toEqual(
      expect.arrayContaining(['ExemptForDays', 'Force']),
    );
    expect(quoted(page)).toContain('ExemptForDays');
  });

  it('are the role whose event proves that it was us, and tags', () => {
    expect(quoted(page)).toContain(KEEP_TAG);
    expect(page).toContain(`\`userIdentity\` has the role \`${NAMES.remediationFunction}\``);
    const [untag] = commands.filter(({ words }) => words[1] === 'untag-user');
    expect(untag && optionOf(untag, '--tag-keys')).toEqual([EXEMPT_UNTIL_TAG, EXEMPT_REASON_TAG]);
  });

  it('are commands of the command line', () => {
    const named = Array.from(page.matchAll(/npx one-active-key (\w+)/g), ([, command = '']) => command);
    expect(new Set(named)).toEqual(new Set(['pause', 'history', 'undo', 'explain', 'remediate']));
    expect(Object.keys(EXAMPLES)).toEqual(expect.arrayContaining(named));
  });

  it('are rows of docs/verify-in-aws.md', () => {
    const rows = Array.from(page.matchAll(/\[row (\d+)\]/g), ([, row]) => row);
    const known = Array.from(readPage('docs/verify-in-aws.md').matchAll(/^\| (\d+) \|/gm), ([, row]) => row);
    expect(rows).toHaveLength(2);
    expect(known).toEqual(expect.arrayContaining(rows));
  });
});

describe('what to do by day is what explain advises', () => {
  it('a user is split by the same operations', async () => {
    const { out } = await run(['explain', 'payroll', '--sandbox', '--format', 'json']);
    const [separate] = JSON.parse(out).users[0].steps;
    const advised = separate.commands.map((command: string) => command.split(' ').slice(1, 3).join(' '));
    expect(operationsBelow('Split a user')).toEqual(advised);
  });

  it('the links lead to the documentation of the same replacements', () => {
    const uses = usesOf([
      anEvent({ vpcEndpointId: 'vpce-1', userAgent: 'configure-aws-credentials-for-github-actions' }),
      anEvent({ userAgent: 'exec-env/AWS_Lambda_nodejs22.x os/macos' }),
      anEvent({ userAgent: 'exec-env/AWS_ECS_FARGATE' }),
    ]);
    const advised = replacementsOf([{ accessKeyId: KEY.a, uses }]).map(({ documentation }) => documentation);
    const linked = tableBelow(page, 'No key at all').flatMap(([, instead = '']) =>
      Array.from(instead.matchAll(/\]\((https:.*?)\)/g), ([, url = '']) => url),
    );
    expect(linked.toSorted()).toEqual([...new Set(advised)].toSorted());
  });
});
