import { accessSync, constants, lstatSync, rmSync, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { NotWrittenError, UsageError } from '../command-line/errors.ts';
import { sandboxFilesOf } from '../sandbox/option.ts';
import { DASH, LINK, type NamedFile, NO_FILE, NO_REGULAR_FILE, notWritten, refusal } from './named-file.ts';
import { createBeside, isSpecial, replaceFile } from './replace-file.ts';

/** A file that a command writes, as a whole each time. */
export interface OutputFile {
  /**
   * Replaces the file (`replaceFile`). Throws `UsageError` if it has come into being since it was opened, and
   * the error of the file system.
   */
  write(text: string): void;
}

/**
 * Makes sure that a file can be written, and leaves nothing on the disk; a command calls it before its first
 * call to AWS. Throws `UsageError` for a file that exists, unless `force` is given, for a symbolic link to a
 * file or to nothing, for a folder, for the file of the sandbox, for one that the command reads, for `-`, for
 * a pipe or a device in the place of a file that is written more than once, and where no file can be created.
 */
export function openOutputFile(named: NamedFile): OutputFile {
  assertWritable(named);
  let isOurs = named.force ?? false;
  return {
    write(text) {
      if (!isOurs) refuseExisting(named, existingAt(named));
      replaceFile(named, text);
      isOurs = true;
    },
  };
}

/**
 * The same for the result of a command that only reads. Throws `NotWrittenError` where the file system has an
 * error.
 */
export function openResultFile(named: NamedFile): OutputFile {
  const { write } = openOutputFile(named);
  return {
    write(text) {
      try {
        write(text);
      } catch (cause) {
        if (cause instanceof UsageError) throw cause;
        throw new NotWrittenError(notWritten(named, cause, READ_ONLY), { cause });
      }
    },
  };
}

const READ_ONLY = 'AWS was read, and nothing was changed there';

function assertWritable(named: NamedFile): void {
  const { file } = named;
  refuseNoFile(named);
  try {
    if (isOfSandbox(named)) throw refusal(named, 'it is the file of --sandbox');
    refuseInput(named);
    const existing = existingAt(named);
    if (named.force) refuseLink(named, existing);
    else refuseExisting(named, existing);
    if (named.isRewritten && isSpecial(existing)) throw refusal(named, NO_REGULAR_FILE);
    if (existing) accessSync(file, constants.W_OK);
    if (!isSpecial(existing)) rmSync(createBeside(file));
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const { code = '', message } = cause as NodeJS.ErrnoException;
    throw refusal(named, REASONS[code] ?? message, cause);
  }
}

/** Receipts, which are written more than once, never go to standard output. */
function refuseNoFile(named: NamedFile): void {
  if (named.file === '') throw refusal(named, 'received no name');
  if (named.file !== DASH) return;
  const isResult = named.option === '--output' && !named.isRewritten;
  throw refusal(named, isResult ? `${NO_FILE}: leave --output out for standard output` : NO_FILE);
}

/** What is there, at the end of every link; throws `UsageError` for a folder. */
function existingAt(named: NamedFile): Stats | undefined {
  const existing = statSync(named.file, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw refusal(named, 'it is a folder');
  return existing;
}

function isOfSandbox({ file, sandboxFile }: NamedFile): boolean {
  return sandboxFile !== undefined && sandboxFilesOf(sandboxFile).some((each) => isSameFile(file, each));
}

/** What people have decided, or what an undo needs, would be gone. */
function refuseInput(named: NamedFile): void {
  for (const [option, input] of Object.entries(named.inputs ?? {})) {
    if (input === undefined || !isSameFile(named.file, input)) continue;
    throw refusal(named, `it is the file of ${option}, which the command reads: name another one`);
  }
}

/** Also through links, and for a name at which there is nothing yet. */
function isSameFile(one: string, other: string): boolean {
  const [stats, otherStats] = [one, other].map((file) => statSync(file, { throwIfNoEntry: false }));
  if (stats && otherStats) return stats.ino === otherStats.ino && stats.dev === otherStats.dev;
  return resolve(one) === resolve(other);
}

function refuseExisting(named: NamedFile, existing: Stats | undefined): void {
  refuseLink(named, existing);
  if (existing && !isSpecial(existing))
    throw refusal(named, 'it exists already: give --force to overwrite it');
}

/**
 * Whoever may write a folder decides where its links lead, and the file there is one that nobody named. A
 * link to a device or a pipe is written: the names of what a shell opened are such links (`/dev/stdout`, and
 * `/dev/fd/63` of `>(command)`; proc(5), /proc/PID/fd).
 */
function refuseLink(named: NamedFile, target: Stats | undefined): void {
  const isLink = lstatSync(named.file, { throwIfNoEntry: false })?.isSymbolicLink();
  if (isLink && !isSpecial(target)) throw refusal(named, LINK);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'there is no permission to write it',
  EPERM: 'there is no permission to write it',
  EROFS: 'its file system is read-only',
};
