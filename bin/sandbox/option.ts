import { UsageError } from '../command-line/errors.ts';

/** The option that takes the sandbox account. */
export const SANDBOX_OPTION = '--sandbox';

/**
 * The arguments with `--sandbox=FILE` as two options. For Commander, an option with an optional value takes
 * the next word as its value, and that word may be the name of a user.
 */
export function withSandboxFile(args: readonly string[]): string[] {
  const end = args.indexOf('--');
  const isOption = (index: number) => end === -1 || index < end;
  return args.flatMap((arg, index) =>
    isOption(index) && arg.startsWith(`${SANDBOX_OPTION}=`)
      ? [SANDBOX_OPTION, `${SANDBOX_OPTION}-file=${arg.slice(SANDBOX_OPTION.length + 1)}`]
      : arg,
  );
}

/** Parses the file after `--sandbox=`; throws `UsageError` for no name. */
export function parseSandboxFile(given: string): string {
  if (given !== '') return given;
  throw new UsageError('--sandbox=: expected the name of a file, or --sandbox alone; received no name');
}

/** The second account of the sandbox that a command can enter. */
export const OTHER_SANDBOX_ACCOUNT = '123456789012';

/**
 * The files that keep the accounts of `--sandbox=FILE`: `account.json`, and with the account's id
 * `account.123456789012.json`.
 */
export function sandboxFilesOf(file: string): readonly [own: string, other: string] {
  const [, name = file, ending = ''] = /^(.*?)(\.[^./\\]*)?$/s.exec(file) ?? [];
  return [file, `${name}.${OTHER_SANDBOX_ACCOUNT}${ending}`];
}

const SANDBOX_REGION = 'us-east-1';

/**
 * Throws `UsageError` for an option that names another account or Region than those of the sandbox: it would
 * be ignored.
 */
export function assertSandbox({
  region,
  profile,
}: {
  readonly region?: string;
  readonly profile?: string;
}): void {
  if (profile !== undefined) throw new UsageError(`--profile cannot be used with ${SANDBOX_OPTION}`);
  if (region === undefined || region === SANDBOX_REGION) return;
  throw new UsageError(`--region: the sandbox is in ${SANDBOX_REGION}; received "${region}"`);
}
