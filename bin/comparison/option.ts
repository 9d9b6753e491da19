import { type Command, Option } from 'commander';
import { UsageError } from '../command-line/errors.ts';
import type { PreviewFormat } from '../formats/names.ts';
import type { Comparable } from './comparable.ts';
import { readEarlier } from './read-earlier.ts';

/** The option that names an earlier inventory. */
export interface CompareOptions {
  readonly compare?: string;
}

const SHOWING_CHANGES: readonly PreviewFormat[] = ['table', 'json', 'html'];

/** How far the clock of the machine on which the earlier inventory was made may be ahead. */
const MAX_CLOCK_SKEW_MS = 300_000;

/**
 * Throws `UsageError` for an inventory that is called an earlier one and is later than the present one:
 * somebody wrote its time.
 */
export function assertEarlier(
  { compare: file }: CompareOptions,
  earlier: Pick<Comparable, 'generatedAt'>,
  present: Pick<Comparable, 'generatedAt'>,
): void {
  if (Date.parse(earlier.generatedAt) <= Date.parse(present.generatedAt) + MAX_CLOCK_SKEW_MS) return;
  throw new UsageError(
    `--compare ${file}: expected an inventory from before ${present.generatedAt}, the present time; received one of ${earlier.generatedAt}`,
  );
}

/** Adds the option that shows what has changed since an earlier inventory. */
export function withCompare(command: Command): Command {
  const description = 'show also what has changed since this inventory, the JSON of an earlier preview';
  return command.addOption(new Option('--compare <file>', description));
}

/**
 * Reads the earlier inventory, before the first call to AWS; undefined if none is named. Throws `UsageError`
 * for a file that is none, and where its changes would not be shown.
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
