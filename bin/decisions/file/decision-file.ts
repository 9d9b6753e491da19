import { closeSync, openSync, readSync } from 'node:fs';
import { UsageError } from '../../command-line/errors.ts';
import { type Endings, formatByEnding } from '../../formats/names.ts';
import { refuseStandardInput } from '../../terminal/named-file.ts';
import type { DecisionRow, PlacedRow } from '../row.ts';
import { parseDecisionsJson, toDecisionsJson } from './json.ts';
import { parseDecisionsCsv } from './parse-csv.ts';
import { toDecisionsCsv } from './write-csv.ts';

/** How the decisions of a file are written and parsed. */
interface DecisionsFormat {
  readonly write: (rows: readonly DecisionRow[]) => string;
  readonly parse: (text: string) => readonly PlacedRow[];
}

const ENDINGS: Endings<DecisionsFormat> = [
  [/\.csv$/i, { write: toDecisionsCsv, parse: parseDecisionsCsv }, '.csv'],
  [/\.json$/i, { write: toDecisionsJson, parse: parseDecisionsJson }, '.json'],
];

/**
 * A file of this size is not read. A row has about 440 bytes in CSV and 740 in JSON, and what people write,
 * so that about 20,000 or 13,000 users fit: a tenth of the users of 40 accounts with 5,000 each, or less.
 */
export const MAX_BYTES = 10_000_000;

/** The format of a decision file, by its ending; throws `UsageError` for any other ending. */
export function decisionsFormatOf(file: string): DecisionsFormat {
  const found = formatByEnding(ENDINGS, file);
  if (found) return found;
  throw new UsageError(`--decisions ${file}: expected a file that ends in .csv or .json`);
}

/**
 * Reads a decision file that people have filled in. Throws `UsageError`, which names the file and the place
 * in it, for a file that cannot be read, is too large, is not in UTF-8, or does not have the rows of a
 * decision file.
 */
export function readDecisions(file: string): readonly PlacedRow[] {
  refuseStandardInput('--decisions -', file);
  const { parse } = decisionsFormatOf(file);
  try {
    return parse(decode(readBytes(file)));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (!(cause instanceof UsageError) && code === undefined) throw cause;
    throw new UsageError(`--decisions ${file}: ${message}. Nothing was done`, { cause });
  }
}

/** The content of a file, or of a pipe; what is too large is not read to its end. */
function readBytes(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const content = Buffer.alloc(MAX_BYTES);
    const length = fill(content, descriptor);
    if (length < MAX_BYTES) return content.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
  const limit = MAX_BYTES.toLocaleString('en');
  throw new UsageError(`expected fewer than ${limit} bytes: split it by account`);
}

/** Reads into the buffer until it is full or the file ends; returns the number of bytes. */
function fill(content: Buffer, descriptor: number): number {
  let length = 0;
  while (length < content.length) {
    const count = readSync(descriptor, content, length, content.length - length, null);
    if (count === 0) break;
    length += count;
  }
  return length;
}

function decode(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch (cause) {
    throw new UsageError('expected a text in UTF-8: save it as "CSV UTF-8"', { cause });
  }
}
