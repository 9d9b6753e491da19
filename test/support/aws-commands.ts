import { readPage } from './pages.ts';

/** A command of the AWS CLI on a page. */
export interface AwsCommand {
  /** The path of the page from the root of the project. */
  readonly page: string;
  /** The nearest heading above the command, without its number signs. */
  readonly heading: string;
  /** The words after `aws`, as a shell would pass them on. */
  readonly words: readonly string[];
}

/**
 * The commands of a page, in its order: those in blocks of shell code, and those that are a text of code on
 * their own.
 */
export function awsCommandsOf(page: string): readonly AwsCommand[] {
  let heading = '';
  const sections = readPage(page).split(/^(?=#+ )/m);
  return sections.flatMap((section) => {
    heading = /^#+ (.*)/.exec(section)?.[1] ?? heading;
    return codeOf(section)
      .flatMap(commandsIn)
      .map((words) => ({ page, heading, words }));
  });
}

/** Blocks of shell code, with lines that go on joined, and code within text. */
function codeOf(section: string): readonly string[] {
  const code = /^```sh\n(.*?)^```$|^```\w*\n.*?^```$|`([^`\n]*(?:\n[^`\n]+)?)`/gms;
  return Array.from(section.matchAll(code), ([, block, inline = '']) =>
    block === undefined ? inline.replaceAll('\n', ' ').replaceAll('\\|', '|') : block.replaceAll('\\\n', ' '),
  );
}

/** The words of each command `aws` in shell code; what is only begun, with an ellipsis, is left out. */
function commandsIn(code: string): readonly (readonly string[])[] {
  return Array.from(code.matchAll(/(?<=^|[\s(;])aws (?=[a-z0-9-]+ [a-z])/gm), ({ index }) =>
    wordsOf(code.slice(index + 'aws '.length)),
  ).filter((words) => words.length > 1 && !words.some((word) => word.includes('…')));
}

/** A word: parts in quotes, and parts without; `$(…)` is one of the latter. */
const WORD = /[ \t]+|((?:'[^']*'|"[^"]*"|\$\([^)]*\)|[^\s'"|;&<>()])+)/y;

/** Splits a simple command as a shell does, up to a newline, an operator or a comment. */
function wordsOf(command: string): readonly string[] {
  const words: string[] = [];
  WORD.lastIndex = 0;
  for (let part = WORD.exec(command); part && !part[1]?.startsWith('#'); part = WORD.exec(command)) {
    if (part[1] !== undefined) words.push(part[1].replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));
  }
  return words;
}

/** The value of an option of a command, or of an option that takes several. */
export function optionOf({ words }: AwsCommand, option: string): readonly string[] | undefined {
  const at = words.indexOf(option);
  if (at < 0) return undefined;
  const next = words.findIndex((word, index) => index > at && word.startsWith('--'));
  return words.slice(at + 1, next < 0 ? undefined : next);
}
