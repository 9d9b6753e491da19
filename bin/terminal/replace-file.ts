import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { LINK, type NamedFile, refusal } from './named-file.ts';

/**
 * Whether something is a device, a pipe or a socket, which is written as it is and has no content to lose.
 */
export function isSpecial(stats: Stats | undefined): boolean {
  return stats !== undefined && !stats.isFile() && !stats.isDirectory();
}

/**
 * Writes a device or a pipe as it is; replaces anything else by a rename, so that the file is never
 * incomplete and no link in its place is followed, and returns when the disk has it. Throws `UsageError` if
 * the device has become a file, and the error of the file system.
 */
export function replaceFile(named: NamedFile, text: string): void {
  if (isSpecial(statSync(named.file, { throwIfNoEntry: false }))) writeSpecial(named, text);
  else replaceByRename(named.file, text);
}

/** Looks again at what was opened: a link may lead to a file by then. */
function writeSpecial(named: NamedFile, text: string): void {
  const descriptor = openSync(named.file, constants.O_WRONLY);
  try {
    if (!isSpecial(fstatSync(descriptor))) throw refusal(named, LINK);
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

function replaceByRename(file: string, text: string): void {
  const temporary = createBeside(file);
  try {
    writeFileSync(temporary, text, { flush: true });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Creates the file that takes the place of another one, and returns its name: in the same folder, since a
 * rename works only within a file system; with the process, since two may write at once. Throws the error of
 * the file system, also if anything has this name: it is not ours, and may be a link.
 */
export function createBeside(file: string): string {
  const temporary = `${file}.${process.pid}.new`;
  closeSync(openSync(temporary, 'wx'));
  return temporary;
}
