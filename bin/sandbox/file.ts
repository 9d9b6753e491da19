import { readFileSync } from 'node:fs';
import type { AccountSnapshot } from '../../sandbox/snapshot.ts';
import { parseSnapshotText, toSnapshotText } from '../../sandbox/snapshot-text.ts';
import { UsageError } from '../command-line/errors.ts';
import { openOutputFile } from '../terminal/output-file.ts';
import { SANDBOX_OPTION } from './option.ts';

/** The file that keeps the sandbox account between commands. */
export interface SandboxFile {
  /** Undefined if the file does not exist yet. */
  readonly snapshot: AccountSnapshot | undefined;
  /**
   * Throws an error, and leaves the file as it is, if another command has written it since: of two accounts,
   * each of which lacks what the other command did, none would be right.
   */
  save(snapshot: AccountSnapshot): void;
}

/**
 * Opens the file; throws `UsageError` if it has anything else than a sandbox account, so that no other file
 * is ever overwritten, and if it cannot be read and written.
 */
export function openSandboxFile(file: string): SandboxFile {
  const text = readIfThere(file);
  const snapshot = text === undefined ? undefined : snapshotOf(file, text);
  const output = openOutputFile({ option: SANDBOX_OPTION, file, force: true });
  let known = text;
  return {
    snapshot,
    save(later) {
      if (readIfThere(file) !== known) throw new Error(`${SANDBOX_OPTION} ${file}: ${CHANGED}`);
      known = toSnapshotText(later);
      output.write(known);
    },
  };
}

const CHANGED =
  'another command has changed this account meanwhile, and what this command does to it is lost: run one at a time.';

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new UsageError(`${SANDBOX_OPTION} ${file}: expected a file that can be read; ${message}`, {
      cause,
    });
  }
}

function snapshotOf(file: string, text: string): AccountSnapshot {
  try {
    return parseSnapshotText(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${SANDBOX_OPTION} ${file}: ${reason}. The file stays as it is: name another one.`, {
      cause,
    });
  }
}
