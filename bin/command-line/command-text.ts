import { clean } from '../formats/clean.ts';
import { inSingleQuotes } from '../terminal/shell-quotes.ts';

/** A part of a command line that a shell takes as it is. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** An external id is no secret by AWS's words, but whoever reads a report needs it for nothing. */
const EXTERNAL_ID = '--external-id';

/** What stands in place of an external id: no command accepts it. */
const LEFT_OUT = '…';

/**
 * A command line as it was typed, so that it can be typed again in a shell: quoted where that is needed, with
 * a space in place of each unsafe character, and without an external id. No other option of ours takes
 * something that is not for everybody's eyes.
 */
export function commandText(args: readonly string[]): string {
  const shown = args.map((arg, index) => {
    if (args[index - 1] === EXTERNAL_ID) return LEFT_OUT;
    return arg.startsWith(`${EXTERNAL_ID}=`) ? `${EXTERNAL_ID}=${LEFT_OUT}` : quoted(clean(arg));
  });
  return ['one-active-key', ...shown].join(' ');
}

function quoted(arg: string): string {
  return PLAIN.test(arg) ? arg : inSingleQuotes(arg);
}
