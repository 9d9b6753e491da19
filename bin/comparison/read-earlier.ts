import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { UsageError } from '../command-line/errors.ts';
import { refuseStandardInput } from '../terminal/named-file.ts';
import { Defect } from './checks.ts';
import type { Comparable } from './comparable.ts';
import { checkInventory } from './earlier-inventory.ts';

/**
 * About 60,000 users. Twice as much would still be read in a second, but a file of any size must not fill the
 * memory.
 */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads the JSON of an earlier `preview`, schema version 2.0 or a later 2.x, which only adds members. Throws
 * `UsageError` for everything else; its message never has a piece of the file but its version.
 */
export function readEarlier(file: string): Comparable {
  refuseStandardInput('--compare -', file);
  const refuse = (received: string, cause?: unknown) =>
    new UsageError(
      `--compare ${file}: expected the JSON of an earlier preview of all users, schema version 2.0 or a later 2.x; ${received}`,
      { cause },
    );
  const bytes = readBytes(file, refuse);
  const value = parse(bytes, refuse);
  const version = versionOf(value);
  if (version === undefined) throw refuse('received a JSON without a schema version');
  if (!/^2\.\d{1,4}$/.test(version)) throw refuse(`received version ${version.slice(0, 16)}`);
  try {
    return checkInventory(value);
  } catch (cause) {
    if (cause instanceof Defect) throw refuse(`received another content: ${cause.message}`, cause);
    throw cause;
  }
}

type Refuse = (received: string, cause?: unknown) => UsageError;

function readBytes(file: string, refuse: Refuse): Uint8Array {
  try {
    return readContent(file, refuse);
  } catch (cause) {
    if (cause instanceof TooLargeError) throw refuse(tooLarge('more'), cause);
    if (cause instanceof UsageError) throw cause;
    throw refuse(`it cannot be read: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`, cause);
  }
}

/** Also of a pipe, which has no size: never more than `MOST_BYTES`. */
function readContent(file: string, refuse: Refuse): Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size > MOST_BYTES) throw refuse(tooLarge(`${Math.round(size / 1024 / 1024)} MB`));
    return Buffer.concat([...chunksOf(descriptor)]);
  } finally {
    closeSync(descriptor);
  }
}

class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

function tooLarge(received: string): string {
  return `at most ${MOST_BYTES / 1024 / 1024} MB are read; received ${received}`;
}

function* chunksOf(descriptor: number): Generator<Uint8Array> {
  let total = 0;
  while (true) {
    const chunk = Buffer.alloc(1024 * 1024);
    const length = readSync(descriptor, chunk);
    if (length === 0) return;
    total += length;
    if (total > MOST_BYTES) throw new TooLargeError();
    yield chunk.subarray(0, length);
  }
}

/** The message of a parser is left out: it has a piece of the file, which may be a file of credentials. */
function parse(bytes: Uint8Array, refuse: Refuse): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw refuse('received a file that is no JSON in UTF-8', cause);
  }
}

function versionOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value)) return undefined;
  return typeof value.schemaVersion === 'string' ? value.schemaVersion : undefined;
}
