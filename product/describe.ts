/** How values and errors that came from elsewhere are written in our messages. */

/** How many characters of a value a message quotes. */
const MAX_QUOTED_CHARACTERS = 200;

/** A value as it was received, as JSON, at most 200 characters of it. */
export function describeValue(received: unknown): string {
  const text = received === undefined ? 'nothing' : asJson(received);
  if (text.length <= MAX_QUOTED_CHARACTERS) return text;
  return `${text.slice(0, MAX_QUOTED_CHARACTERS)}… (${text.length} characters)`;
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A list nested ten thousand levels deep, for example, exhausts the stack of JSON.stringify.
    return 'a value that JSON cannot show';
  }
}

/** An error on one line: its name, then its message. */
export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : describeValue(error);
}
