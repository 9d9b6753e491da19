import type { Command, Option } from 'commander';
import { UsageError } from './errors.ts';

/** The options that are meant to be repeated: each value adds something. */
const REPEATED: readonly string[] = ['--tag-column'];

/** What stands between commas in the value of an option that takes several things at once. */
const LISTED: Readonly<Record<string, string>> = { '--accounts': 'ids', '--regions': 'codes' };

/** Options that people write in another way than Commander knows them. */
const WRITTEN: Readonly<Record<string, string>> = { '--sandbox-file': '--sandbox=FILE' };

/**
 * Lets every command refuse an option whose value is given more than once, with a `UsageError` before it
 * begins: for Commander the last value counts, and the others would be ignored without a word. A flag means
 * the same however often it is given.
 */
export function refuseRepeated(commands: readonly Command[]): void {
  for (const command of commands) refuseRepeatedOf(command);
}

function refuseRepeatedOf(command: Command): void {
  const counts = new Map<string, number>();
  for (const option of command.options.filter(isGivenOnce)) {
    const name = option.long ?? option.flags;
    command.on(`option:${option.name()}`, () => counts.set(name, (counts.get(name) ?? 0) + 1));
  }
  command.hook('preAction', () => {
    for (const [name, count] of counts) if (count > 1) throw repeatedError(name, count);
  });
}

function isGivenOnce({ long, required, optional }: Option): boolean {
  return (required || optional) && !REPEATED.includes(long ?? '');
}

function repeatedError(name: string, count: number): UsageError {
  const received = count === 2 ? 'it twice' : `it ${count} times`;
  const listed = LISTED[name] ? ` (${LISTED[name]} are separated by commas)` : '';
  return new UsageError(`${WRITTEN[name] ?? name}: expected it once; received ${received}${listed}`);
}
