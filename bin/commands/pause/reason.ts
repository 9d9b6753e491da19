import { UsageError } from '../../command-line/errors.ts';
import { clean } from '../../formats/clean.ts';

/** How many characters a reason has at most: one line that fits a message. */
const MAX_CHARACTERS = 256;

/**
 * Parses `--reason`: one line of 1 to 256 characters, not blank, that Parameter Store takes; throws
 * `UsageError` for any other text.
 */
export function parseReason(given: string): string {
  const problem = problemOf(given);
  if (problem === undefined) return given;
  throw new UsageError(
    `--reason: expected one line of 1 to ${MAX_CHARACTERS} characters; received ${problem}`,
  );
}

function problemOf(given: string): string | undefined {
  if (given.trim() === '') return 'a blank text';
  if (clean(given) !== given) return 'several lines, or characters that cannot be shown';
  const { length } = [...given];
  if (length > MAX_CHARACTERS) return `${length} characters`;
  // Parameter Store would take it for a reference to another parameter, and refuses it (API reference,
  // PutParameter, Value).
  if (given.includes('{{') || given.includes('}}')) return 'double braces, which Parameter Store refuses';
  return undefined;
}

/** The reason of who gives none; `operator` is the ARN of the caller, undefined if it could not be read. */
export function defaultReason(operator: string | undefined): string {
  // The ARN of a user with a long path is longer: its beginning has the account and the kind of the caller.
  return [...clean(`paused by ${operator ?? 'a caller whose ARN could not be read'}`)]
    .slice(0, MAX_CHARACTERS)
    .join('');
}
