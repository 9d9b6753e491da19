import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toAsff } from '../../bin/formats/findings/asff.ts';
import { anInventory, aSurplusUser } from '../bin/inventories.ts';
import { awsCommandsOf } from '../support/aws-commands.ts';
import { hasAwsCli } from '../support/commands.ts';

const PAGES = readdirSync('.', { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.md') && !/node_modules|^\.|CHANGELOG|docs\/decisions|test\//.test(path),
);
const SCRIPT = resolve('test/docs/aws_commands.py');

/**
 * What only version 2 of the CLI has (AWS CLI User Guide, migration from version 1); Python can load version
 * 1.
 */
const OPTION_OF_VERSION_2 = ['--cli-binary-format', 'raw-in-base64-out'];
const COMMAND_OF_VERSION_2 = /^(?:logs tail|configure sso)\b/;

/** The complaint about words like ID or KEY, which are shorter than what they stand for. */
const IS_PLACEHOLDER =
  /^Parameter validation failed:(?:\s+Invalid length for parameter \w+, value: \d+, [^\n]*)+$/;

/**
 * A word as the shell of an operator might have made it: a time for the output of `date`, a text for another
 * one.
 */
const filledIn = (word: string) =>
  word.replace(/\$\(date [^)]*\)/g, '2026-11-28T00:00:00Z').replace(/\$\([^)]*\)/g, 'TEXT');

/** A command without the profile of an operator, which the CLI would look for. */
function withoutProfile(words: readonly string[]): readonly string[] {
  const at = words.indexOf('--profile');
  return at < 0 ? words : words.toSpliced(at, 2);
}

/** The files of which the CLI reads more than that they are JSON. */
const CONTENTS: Readonly<Record<string, string>> = {
  'batch.json': toAsff(anInventory([aSurplusUser()]), 'us-east-1'),
};

interface Answer {
  readonly called: readonly string[];
  readonly complaints: readonly string[];
}

/** What the CLI says of each command, in a folder that has the files which the commands name. */
function ask(commands: readonly (readonly string[])[]): readonly Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'aws-commands-'));
  for (const word of commands.flat()) {
    const file = /^(?:file:\/\/|(?=dist\/))([\w./-]+)$/.exec(word)?.[1];
    if (!file) continue;
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), CONTENTS[file] ?? '{}');
  }
  const input = commands.map((words) => JSON.stringify(words)).join('\n');
  const { stdout, stderr } = spawnSync('python3', [SCRIPT], { cwd: folder, input, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const answers = stdout.split('\n').filter(Boolean);
  if (answers.length !== commands.length)
    throw new Error(`Expected ${commands.length} answers; received: ${stderr}`);
  return answers.map((line) => JSON.parse(line));
}

describe.runIf(hasAwsCli())('the commands of the pages, as the AWS CLI reads them', () => {
  const commands = PAGES.flatMap(awsCommandsOf)
    .filter(({ words }) => !COMMAND_OF_VERSION_2.test(words.join(' ')))
    .map(({ page, words }) => ({
      page,
      words: withoutProfile(words.filter((word) => !OPTION_OF_VERSION_2.includes(word))).map(filledIn),
    }));

  it('are accepted: the operation, its options, the form of their values, the query', {
    timeout: 300_000,
  }, () => {
    const answers = ask(commands.map(({ words }) => words));
    // A command that a sentence only names has no options.
    const isNamed = (words: readonly string[]) => !words.some((word) => word.startsWith('--'));
    const wrong = commands.flatMap(({ page, words }, index) => {
      const complaints = (answers[index]?.complaints ?? []).filter(
        (complaint) =>
          !(isNamed(words) && complaint.includes('arguments are required')) &&
          !IS_PLACEHOLDER.test(complaint),
      );
      return complaints.length > 0 ? [`${page}: aws ${words.join(' ')}: ${complaints.join(' ')}`] : [];
    });
    expect(commands.length).toBeGreaterThan(80);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['an operation', ['cloudformation', 'list-stack-instance', '--stack-set-name', 'x'], /[Ii]nvalid choice/],
    ['an option', ['cloudformation', 'list-stack-sets', '--states', 'x'], /Unknown options: --states/],
    [
      'the form of a value',
      ['cloudformation', 'list-stack-instances', '--stack-set-name', 'x', '--filters', 'Nam=x'],
      /Nam/,
    ],
    [
      'a value',
      ['cloudformation', 'list-stack-sets', '--status', 'ALIVE'],
      /expected one of ACTIVE, DELETED; received ALIVE/,
    ],
    ['a query', ['cloudformation', 'list-stack-sets', '--query', 'Summaries[0'], /jmespath/],
  ])('are refused for %s that does not exist', (_, words, message) => {
    expect(ask([words])[0]?.complaints.join(' ')).toMatch(message);
  });
});
