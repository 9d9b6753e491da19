/** A simple command: the program and its arguments, as a shell would pass them on. */
export type ShellWords = readonly string[];

/**
 * The simple commands of shell code, those of pipes, lists, loops and `$(…)` included; assignments and loops
 * themselves are left out.
 */
export function shellCommandsIn(code: string): readonly ShellWords[] {
  const functions = new Set(Array.from(code.matchAll(/^(\w+)\(\) *\{/gm), ([, name]) => name));
  return split(code).flatMap((words) => {
    const command = withoutKeywords(words);
    return command.length === 0 || functions.has(command[0]) ? [] : [command];
  });
}

const KEYWORDS = new Set(['do', 'then', 'else', 'elif', 'if', 'while', 'until', '!']);

/** The words of a command behind keywords and assignments; none for the head of a `for` and for an end. */
function withoutKeywords(words: ShellWords): ShellWords {
  const [first = ''] = words;
  if (/^(?:for|done|fi)$/.test(first)) return [];
  return KEYWORDS.has(first) || /^\w+=/.test(first) ? withoutKeywords(words.slice(1)) : words;
}

/** What is read so far. */
class Reader {
  readonly commands: string[][] = [];
  #words: string[] = [];
  #word: string | undefined;
  #isTarget = false;

  append(text: string): void {
    this.#word = (this.#word ?? '') + text;
  }

  get isInWord(): boolean {
    return this.#word !== undefined;
  }

  endWord(): void {
    if (this.#word !== undefined && !this.#isTarget) this.#words.push(this.#word);
    if (this.#word !== undefined) this.#isTarget = false;
    this.#word = undefined;
  }

  endCommand(): void {
    this.endWord();
    if (this.#words.length > 0) this.commands.push(this.#words);
    this.#words = [];
  }

  /** The next word is a file; the number before the sign is that of a stream. */
  redirect(): void {
    if (/^\d$/.test(this.#word ?? '')) this.#word = undefined;
    this.endWord();
    this.#isTarget = true;
  }
}

/**
 * A comment, a line that goes on, an escaped character, a text in quotes, a redirection, an operator or
 * braces, or the space between words.
 */
const PART =
  /(?<comment>#[^\n]*)|\\\n|\\(?<escaped>.)|'(?<single>[^']*)'|(?<redirect>>>?&?|<(?!<))|(?<operator>\n|;|&&?|\|\|?|[()])|(?<space>[ \t]+)/y;

function split(code: string): readonly ShellWords[] {
  const reader = new Reader();
  const inner: ShellWords[] = [];
  let at = 0;
  while (at < code.length) {
    const nested = parseNested(code, at);
    if (nested) {
      inner.push(...nested.commands);
      reader.append(nested.text);
      at = nested.end;
    } else at += takePart(reader, code, at);
  }
  reader.endCommand();
  return [...reader.commands, ...inner].map((words) => words.filter((word) => !/^[{}]$/.test(word)));
}

/** Takes a part that holds no commands; returns its length. */
function takePart(reader: Reader, code: string, at: number): number {
  PART.lastIndex = at;
  // Within a word, the sign begins no comment.
  const part = code[at] === '#' && reader.isInWord ? null : PART.exec(code);
  if (part) take(reader, part.groups ?? {});
  else reader.append(code[at] ?? '');
  return part ? part[0].length : 1;
}

function take(reader: Reader, part: Readonly<Record<string, string | undefined>>): void {
  if (part['escaped'] !== undefined || part['single'] !== undefined) {
    reader.append(part['escaped'] ?? part['single'] ?? '');
  } else if (part['operator'] !== undefined) reader.endCommand();
  else if (part['redirect'] !== undefined) reader.redirect();
  else if (part['space'] !== undefined) reader.endWord();
}

/** A part that may hold commands: a text in double quotes, or a substitution. */
interface Nested {
  readonly text: string;
  /** The index behind it. */
  readonly end: number;
  readonly commands: readonly ShellWords[];
}

function parseNested(code: string, at: number): Nested | undefined {
  if (code.startsWith('$(', at)) return parseSubstitution(code, at);
  return code[at] === '"' ? parseDoubleQuotes(code, at) : undefined;
}

/**
 * Reads `$(…)`, in which brackets may be nested; `$((…))` computes, and has commands only in further
 * substitutions.
 */
function parseSubstitution(code: string, start: number): Nested {
  let depth = 0;
  for (let at = start + 1; at < code.length; at++) {
    if (code[at] === '(') depth++;
    if (code[at] !== ')' || --depth > 0) continue;
    const text = code.slice(start, at + 1);
    const commands = text.startsWith('$((')
      ? parseDoubleQuotes(`"${text.slice(3, -2)}"`, 0).commands
      : split(text.slice(2, -1));
    return { text, end: at + 1, commands };
  }
  throw new Error(`Expected ) behind ${code.slice(start)}`);
}

function parseDoubleQuotes(code: string, start: number): Nested {
  const commands: ShellWords[] = [];
  let text = '';
  let at = start + 1;
  while (code[at] !== '"') {
    if (at >= code.length) throw new Error(`Expected " behind ${code.slice(start)}`);
    const part = parseQuotedPart(code, at);
    commands.push(...part.commands);
    text += part.text;
    at = part.end;
  }
  return { text, end: at + 1, commands };
}

/** Within double quotes, only substitutions and the backslash have a meaning. */
function parseQuotedPart(code: string, at: number): Nested {
  if (code.startsWith('$(', at)) return parseSubstitution(code, at);
  const end = code[at] === '\\' ? at + 2 : at + 1;
  return { text: code[end - 1] ?? '', end, commands: [] };
}
