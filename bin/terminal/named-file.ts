import { UsageError } from '../command-line/errors.ts';

/** The files that a command reads, by the options that name them. */
export type Inputs = Readonly<Record<`--${string}`, string | undefined>>;

/** A file that an option names. */
export interface NamedFile {
  /** The option, for messages. */
  readonly option: string;
  readonly file: string;
  /** Overwrites a file that exists. */
  readonly force?: boolean | undefined;
  /** The file of `--sandbox=FILE`, which the command writes, too. */
  readonly sandboxFile?: string | undefined;
  /** The files that the command reads, by their options. */
  readonly inputs?: Inputs | undefined;
  /** Whether the command writes the file more than once: a pipe would get it as often. */
  readonly isRewritten?: boolean;
}

/** What is said of a symbolic link. */
export const LINK = 'it is a symbolic link: name the file that it leads to, or another one';

/** What is said of a pipe or a device in the place of a file that is written more than once. */
export const NO_REGULAR_FILE =
  'it is a pipe or a device, and the file is written anew again and again: name a regular file';

/** What means standard input or output to many commands, and to none of ours. */
export const DASH = '-';

/** What is said of `-` in the place of a file. */
export const NO_FILE = 'received -, which is no file';

/** Throws `UsageError` for `-` in the place of a file that a command reads; `option` names it. */
export function refuseStandardInput(option: string, file: string): void {
  if (file !== DASH) return;
  throw new UsageError(
    `${option}: expected the name of a file to read; ${NO_FILE}, and no command reads standard input`,
  );
}

/** What is said of a file whose writing failed after it was opened, for an error that says what was done. */
export function notWritten({ option, file }: NamedFile, cause: unknown, whatWasDone: string): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `${option} ${file} could not be written: ${reason}. ${whatWasDone}: make room, or name another file, and run the command again.`;
}

/** The error that says why a file cannot be written; not thrown. */
export function refusal({ option, file, force }: NamedFile, reason: string, cause?: unknown): UsageError {
  const expected = force ? 'a file that can be written' : 'the name of a new file';
  return new UsageError(`${option} ${file}: expected ${expected}; ${reason}`, { cause });
}
