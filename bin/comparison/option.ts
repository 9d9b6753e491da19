import { type Command, Option } from 'commander';
import { UsageError } from '../errors.ts';
import type { PreviewFormat } from '../formats/names.ts';
import type { Comparable } from './comparable.ts';
import { readEarlier } from './read-earlier.ts';

/** The option that names an earlier inventory. */
export interface CompareOptions {
  readonly compare?: string;
}

const SHOWING_CHANGES: readonly PreviewFormat[] = ['table', 'json', 'html'];

/** Adds the option that shows what has changed since an earlier inventory. */
export function withCompare(command: Command): Command {
  const description = 'show also what has changed since this inventory, the JSON of an earlier preview';
  return command.addOption(new Option('--compare <file>', description));
}

/**
 * Reads the earlier inventory, before the first call to AWS; undefined if none is named. Throws `UsageError` for a file that is none, and
 * where its changes would not be shown.
 */
export function readCompared(
  { compare: file, aggregator }: CompareOptions & { readonly aggregator?: string },
  format: PreviewFormat,
): Comparable | undefined {
  if (file === undefined) return undefined;
  if (aggregator !== undefined)
    throw new UsageError('--compare cannot be used with --aggregator, which holds no keys');
  if (!SHOWING_CHANGES.includes(format))
    throw new UsageError(`--compare: expected the format table, json or html; received ${format}`);
  return readEarlier(file);
}
