import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../command-line/errors.ts';
import { sandboxFilesOf } from '../sandbox/option.ts';

/** A file that an option names. */
export interface NamedFile {
  /** The option, for messages. */
  readonly option: string;
  readonly file: string;
  /** Overwrites a file that exists. */
  readonly force?: boolean | undefined;
  /** The file of `--sandbox=FILE`, which the command writes, too. */
  readonly sandboxFile?: string | undefined;
}

/** A file that a command writes, as a whole each time. */
export interface OutputFile {
  /**
   * Replaces the content by a rename, so that the file is never incomplete, and returns when the disk has it. Throws `UsageError` if the
   * file has come into being since it was opened, and the error of the file system.
   */
  write(text: string): void;
}

/**
 * Makes sure that a file can be written, and leaves nothing on the disk; a command calls it before its first call to AWS. Throws
 * `UsageError` for a file that exists, unless `force` is given, for a folder, for the file of the sandbox, and where no file can be
 * created.
 */
export function openOutputFile(named: NamedFile): OutputFile {
  assertWritable(named);
  let isOurs = named.force ?? false;
  return {
    write(text) {
      if (!isOurs) refuseExisting(named);
      replace(named.file, text);
      isOurs = true;
    },
  };
}

function assertWritable(named: NamedFile): void {
  const { file } = named;
  if (file === '') throw refusal(named, 'received no name');
  try {
    if (isOfSandbox(named)) {
      throw refusal(named, 'it is the file of --sandbox');
    }
    if (!named.force) refuseExisting(named);
    const existing = statSync(file, { throwIfNoEntry: false });
    if (existing?.isDirectory()) throw refusal(named, 'it is a folder');
    if (existing) accessSync(file, constants.W_OK);
    if (isSpecial(existing)) return;
    const temporary = temporaryOf(file);
    closeSync(openSync(temporary, 'wx'));
    rmSync(temporary);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const { code = '', message } = cause as NodeJS.ErrnoException;
    throw refusal(named, REASONS[code] ?? message, cause);
  }
}

function isOfSandbox({ file, sandboxFile }: NamedFile): boolean {
  return sandboxFile !== undefined && sandboxFilesOf(sandboxFile).some((each) => isSameFile(file, each));
}

/** Also through links, and for a name at which there is nothing yet. */
function isSameFile(one: string, other: string): boolean {
  const [stats, otherStats] = [one, other].map((file) => statSync(file, { throwIfNoEntry: false }));
  if (stats && otherStats) return stats.ino === otherStats.ino && stats.dev === otherStats.dev;
  return resolve(one) === resolve(other);
}

/** A device or a pipe is not overwritten; a link to nothing is refused, since the new file would take the place of the link. */
function refuseExisting(named: NamedFile): void {
  const { file } = named;
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found) return;
  const target = statSync(file, { throwIfNoEntry: false });
  if (target?.isDirectory()) throw refusal(named, 'it is a folder');
  if (!isSpecial(target)) throw refusal(named, 'it exists already: give --force to overwrite it');
}

function isSpecial(stats: Stats | undefined): boolean {
  return stats !== undefined && !stats.isFile() && !stats.isDirectory();
}

function replace(file: string, text: string): void {
  if (isSpecial(statSync(file, { throwIfNoEntry: false }))) writeFileSync(file, text);
  else replaceByRename(file, text);
}

function replaceByRename(file: string, text: string): void {
  const temporary = temporaryOf(file);
  try {
    writeFileSync(temporary, text, { flush: true });
    renameSync(temporary, targetOf(file));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** In the folder of the file, since a rename works only within a file system; with the process, since two may write at once. */
function temporaryOf(file: string): string {
  return `${targetOf(file)}.${process.pid}.new`;
}

/** The file that a link leads to, so that the link stays. */
function targetOf(file: string): string {
  return statSync(file, { throwIfNoEntry: false }) ? realpathSync(file) : file;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'there is no permission to write it',
  EPERM: 'there is no permission to write it',
  EROFS: 'its file system is read-only',
};

function refusal({ option, file, force }: NamedFile, reason: string, cause?: unknown): UsageError {
  const expected = force ? 'a file that can be written' : 'the name of a new file';
  return new UsageError(`${option} ${file}: expected ${expected}; ${reason}`, { cause });
}
