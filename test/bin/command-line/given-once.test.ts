import type { Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../../bin/cli.ts';
import type { Io } from '../../../bin/terminal/io.ts';
import { run } from '../../support/cli.ts';

/** Values that options accept which do not accept any word. */
const VALUES: Readonly<Record<string, string>> = {
  '--accounts': '111122223333',
  '--concurrency': '5',
  '--external-id': 'id',
  '--ledger-table': 'deployed',
  '--regions': 'us-east-1',
  '--role-path': '/',
  '--rule-region': 'us-east-1',
};

/** What the names of the command stand for, so that only its options can be wrong. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = { explain: ['payroll'] };

const nameOf = ({ long }: Option): string => long ?? '';

const sampleOf = (option: Option): string => option.argChoices?.[0] ?? VALUES[nameOf(option)] ?? 'word';

const io: Io = {
  out: () => {},
  err: () => {},
  isWatched: false,
  canAsk: false,
  width: 120,
  now: () => new Date(),
  wait: async () => {},
  ask: async () => false,
  interruption: new AbortController().signal,
};

const OPTIONS = createProgram(io, () => {}).commands.flatMap((command) =>
  command.options.map((option) => ({ command: command.name(), option, name: nameOf(option) })),
);

const isValued = ({ option }: (typeof OPTIONS)[number]) => option.required || option.optional;

/** Options that are meant to be repeated; a new one is a decision. */
const REPEATED = ['--tag-column'];

/** Parses the arguments of a command and does nothing. */
function parse(command: string, options: readonly string[]): void {
  const program = createProgram(io, () => {});
  for (const each of program.commands) each.action(() => {});
  program.parse([command, ...(ARGUMENTS[command] ?? []), ...options], { from: 'user' });
}

describe('each option of each command that takes a value', () => {
  const single = OPTIONS.filter((each) => isValued(each) && !REPEATED.includes(each.name));

  it.each(single)('$command $name twice: refused', ({ command, option, name }) => {
    const given = [name, sampleOf(option)];
    expect(() => parse(command, given)).not.toThrow();
    const shown = name === '--sandbox-file' ? '--sandbox=FILE' : name;
    expect(() => parse(command, [...given, ...given])).toThrow(
      new RegExp(`^${shown}: expected it once; received it twice( \\(\\w+ are separated by commas\\))?$`),
    );
  });

  it.each(OPTIONS.filter(({ name }) => REPEATED.includes(name)))(
    '$command $name twice: accepted, as it is meant',
    ({ command, name }) => {
      expect(() => parse(command, [name, 'Team', name, 'Service'])).not.toThrow();
    },
  );
});

it.each(OPTIONS.filter((each) => !isValued(each)))(
  '$command $name twice: accepted, since it has no value',
  ({ command, name }) => {
    expect(() => parse(command, [name, name])).not.toThrow();
  },
);

describe('a command with an option that is given again: exit code 2, and nothing is done', () => {
  it.each([
    [
      'verify --accounts 111122223333 --accounts 123456789012',
      '--accounts: expected it once; received it twice (ids are separated by commas)',
    ],
    [
      'explain payroll --regions us-east-1 --regions=eu-west-1',
      '--regions: expected it once; received it twice (codes are separated by commas)',
    ],
    ['remediate --decisions a.csv --decisions b.csv', '--decisions: expected it once; received it twice'],
    [
      'undo --receipts a.json --receipts b.json --receipts c.json',
      '--receipts: expected it once; received it 3 times',
    ],
    ['cleanup old-reports --soak-days 14 --soak-days 14', '--soak-days: expected it once; received it twice'],
    ['verify --sandbox=a.json --sandbox=b.json', '--sandbox=FILE: expected it once; received it twice'],
  ])('%s', async (command, message) => {
    expect(await run(command.split(' '))).toEqual({ code: 2, out: '', err: `error: ${message}\n` });
  });

  it('after --, a word is a name', async () => {
    const words = ['explain', '--profile', 'a', '--sandbox', '--', '--profile'];
    expect((await run(words)).err).toContain('--profile cannot be used with --sandbox');
  });
});
