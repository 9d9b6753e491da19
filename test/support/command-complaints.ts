import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { policyOf } from '../../bin/account/policy.ts';
import { createProgram } from '../../bin/cli.ts';
import { UsageError } from '../../bin/command-line/errors.ts';
import { withSandboxFile } from '../../bin/sandbox/option.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { parseWholeNumber } from '../../policy/parameters.ts';
import { EXEMPT_FOR_DAYS, SOAK_DAYS } from '../../remediation/request.ts';
import { emptyFolder } from './bare-environment.ts';
import { STACK_NAMES } from './cloudformation/templates.ts';
import type { ShellWords } from './shell-commands.ts';

/** A complaint about a command, or none. */
export type Complaint = string | undefined;

const oneOf =
  (kind: string, known: readonly string[]) =>
  (name = ''): Complaint =>
    known.includes(name) ? undefined : `${kind} ${name} does not exist`;

const withoutFlags = (args: ShellWords) => args.filter((word) => !word.startsWith('-'));

const words = (text: string): readonly string[] => text.split(' ');

const CDK = words('acknowledge bootstrap deploy destroy diff doctor import list ls synth');
const DOCKER = words('build images inspect load ps pull rm run stop tag');
const GIT = words('add checkout clone commit diff log push show status tag verify-tag');
const NPM = words('audit ci install pack pkg publish test version view');
const TERRAFORM = words(
  'apply destroy fmt force-unlock import init output plan providers show state taint untaint validate version',
);

/** The programs of which only the name is checked. */
const UNCHECKED = words(
  'aws cat cd cfn-guard cmp conftest cp curl date echo export grep jq mail mkdir read sed seq sha256sum sort tr uniq unzip $EDITOR',
);

/**
 * What is checked of each program that the pages call; `aws` has a test of its own, which asks the AWS CLI.
 */
const PROGRAMS: Readonly<Record<string, (args: ShellWords, isPart: boolean) => Complaint>> = {
  'one-active-key': complaintOfOptions,
  npx: complaintOfNpx,
  npm: complaintOfNpm,
  cdk: complaintOfCdk,
  node: ([file = '']) => complaintOfFile(file),
  git: ([name]) => oneOf('git', GIT)(name),
  docker: ([name]) => oneOf('docker', DOCKER)(name),
  terraform: (args) => oneOf('terraform', TERRAFORM)(withoutFlags(args)[0]),
  ...Object.fromEntries(UNCHECKED.map((name) => [name, () => undefined])),
};

/**
 * What is wrong with a command; `isPart` if it is only quoted in a sentence, where a value or an argument may
 * be missing.
 */
export function complaintAbout(command: ShellWords, isPart = false): Complaint {
  const [program = '', ...args] = command;
  if (program.includes('/')) return complaintOfFile(program);
  return Object.hasOwn(PROGRAMS, program)
    ? PROGRAMS[program]?.(args, isPart)
    : `${program} is none of the programs that the pages may call`;
}

function complaintOfFile(file: string): Complaint {
  return existsSync(file) ? undefined : `the file ${file} does not exist`;
}

function complaintOfNpx(args: ShellWords, isPart: boolean): Complaint {
  const [program = '', ...others] = args.slice(args.findIndex((word) => !/^--(yes|package=.*)?$/.test(word)));
  if (program === 'tsx') return complaintOfFile(others[0] ?? '');
  if (Object.hasOwn(PROGRAMS, program)) return complaintAbout([program, ...others], isPart);
  return existsSync(join('node_modules/.bin', program)) ? undefined : `npx finds no program ${program}`;
}

function complaintOfNpm(args: ShellWords): Complaint {
  const [name, script] = withoutFlags(args);
  if (name === 'run') return oneOf('the script', Object.keys(packageJson.scripts))(script);
  return oneOf('npm', NPM)(name);
}

function complaintOfCdk(args: ShellWords): Complaint {
  const [name, stack] = withoutFlags(args);
  const isOurs = stack !== undefined && /^(deploy|destroy|diff|synth)$/.test(name ?? '');
  return oneOf('cdk', CDK)(name) ?? (isOurs ? oneOf('the stack', STACK_NAMES)(stack) : undefined);
}

/** What the command line says of its arguments; it parses them and runs nothing. */
function complaintOfOptions(args: ShellWords, isPart: boolean): Complaint {
  if (args.length === 0) return undefined;
  const quiet = { out: () => {}, err: () => {}, width: 120, isWatched: false, canAsk: false };
  const interruption = new AbortController().signal;
  const io = { ...quiet, now: () => new Date(), wait: async () => {}, ask: async () => false, interruption };
  const program = createProgram(io, () => {});
  for (const command of program.commands) command.action(() => {});
  try {
    program.parse(withSandboxFile(args.map(filledIn)), { from: 'user' });
    for (const command of program.commands) assertNumbers(command.opts());
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError && (error.exitCode === 0 || (isPart && IS_LACK.test(error.code))))
      return undefined;
    if (error instanceof CommanderError || error instanceof UsageError) return error.message;
    throw error;
  }
}

/** The errors of a command of which only the beginning is quoted. */
const IS_LACK = /^commander\.(optionMissingArgument|missingArgument)$/;

/** The commands read these values only when they run. */
function assertNumbers(options: Readonly<Record<string, string | undefined>>): void {
  policyOf(options);
  const { exemptForDays = '0', soakDays = '1' } = options;
  try {
    parseWholeNumber({ exemptForDays }, 'exemptForDays', EXEMPT_FOR_DAYS);
    parseWholeNumber({ soakDays }, 'soakDays', SOAK_DAYS);
  } catch (error) {
    throw new UsageError(String(error));
  }
}

/**
 * The argument as a reader might give it: a command for COMMAND, accounts for a file or a word in capitals.
 */
function filledIn(word: string, index: number, args: ShellWords): string {
  if (index === 0 && word === 'COMMAND') return 'preview';
  if (args[index - 1] !== '--accounts') return word;
  if (/^[A-Z_]+$/.test(word)) return '111122223333';
  return word.startsWith('@') ? `@${accountsFile()}` : word;
}

function accountsFile(): string {
  const file = join(emptyFolder(), 'accounts.txt');
  writeFileSync(file, '111122223333 Payments\n');
  return file;
}
