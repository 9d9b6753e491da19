import { type ShellWords, shellCommandsIn } from './shell-commands.ts';

/**
 * Whether a text of code in a sentence is a command: it begins with a program, or with a command of ours and
 * something behind it.
 */
const IS_INLINE =
  /^(?:(?:npx|npm|node|terraform|git|docker|cdk|one-active-key) (?!…)|(?:preview|verify|explain|remediate|undo|cleanup|pause|resume|history) --)/;

/** A command of a page. */
export interface PageCommand {
  readonly words: ShellWords;
  /** Whether it stands in a sentence. */
  readonly isPart: boolean;
}

/**
 * The commands of a page: those in blocks for a shell, for a console (behind `$ `) and for cron, and those
 * within sentences.
 */
export function commandsOf(page: string): readonly PageCommand[] {
  const blocks = /^( *)```(\w*)\n(.*?)^ *```$/gms;
  // Together, since a block may call a function of an earlier one.
  const code = Array.from(page.matchAll(blocks), ([, , language = '', text = '']) =>
    shellCodeOf(language, text),
  );
  const inBlocks = shellCommandsIn(code.join('\n')).map((words) => ({ words, isPart: false }));
  const inline = Array.from(
    page.replaceAll(blocks, '').matchAll(/`([^`\n]*(?:\n[^`\n]+)?)`/g),
    ([, code = '']) => code.replaceAll(/\s*\n\s*/g, ' ').replaceAll('\\|', '|'),
  )
    .filter((code) => IS_INLINE.test(code) && !code.includes('…'))
    .map((code) =>
      /^(?:npx|npm|node|terraform|git|docker|cdk|one-active-key) /.test(code)
        ? code
        : `one-active-key ${code}`,
    )
    .flatMap(shellCommandsIn)
    .map((words) => ({ words, isPart: true }));
  return [...inBlocks, ...inline];
}

function shellCodeOf(language: string, text: string): string {
  if (/^(sh|bash|shell)$/.test(language)) return text;
  if (language === 'crontab') return text.replaceAll(/^(?:\S+ +){5}/gm, '');
  if (language !== 'console') return '';
  return Array.from(text.matchAll(/^\$ ((?:.*\\\n)*.*)$/gm), ([, command = '']) => command).join('\n');
}
