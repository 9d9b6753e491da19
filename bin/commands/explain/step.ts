import type { Policy } from '../../../policy/policy.ts';
import type { Verdict } from '../../../policy/verdict.ts';
import { commandLine } from './shell.ts';

/** Something that people can do, and the commands for it. */
export interface Step {
  /** One sentence without its full stop. */
  readonly title: string;
  /**
   * For a POSIX shell, one after another unless the title says otherwise; null if the texts of the account
   * make no safe command.
   */
  readonly commands: readonly string[] | null;
}

/** The user, its active keys, and the decision about it. */
export interface StepContext {
  readonly userName: string;
  /** The ids of the active keys, the oldest key first. */
  readonly activeKeyIds: readonly string[];
  readonly verdict: Verdict;
  readonly policy: Policy;
  readonly now: Date;
}

/** The names that IAM allows (IAM API Reference, User): what has another form makes no command. */
const USER_NAME = /^[\w+=,.@-]{1,128}$/;
const ACCESS_KEY_ID = /^\w{16,128}$/;

/** A step with its commands, unless a text of the account makes one of them unsafe. */
export function step(
  title: string,
  { userName, activeKeyIds }: StepContext,
  lines: readonly string[][],
): Step {
  const isSafe = USER_NAME.test(userName) && activeKeyIds.every((id) => ACCESS_KEY_ID.test(id));
  const commands = lines.map(commandLine).filter((line) => line !== null);
  return { title, commands: isSafe && commands.length === lines.length ? commands : null };
}

/** A command of IAM about the user. One word for option and value, since a name may begin with a hyphen. */
export const iam = (action: string, userName: string, ...others: readonly string[]): string[] => [
  'aws',
  'iam',
  action,
  ...(userName.startsWith('-') ? [`--user-name=${userName}`] : ['--user-name', userName]),
  ...others,
];

/** A command of ours about the user. */
export function ours(command: string, userName: string, ...options: readonly string[]): string[] {
  const end = userName.startsWith('-') ? ['--'] : [];
  return ['npx', 'one-active-key', command, ...options, ...end, userName];
}

/** A tag as IAM's commands take it. */
export const tag = (key: string, value: string): string => `Key=${key},Value=${value}`;
