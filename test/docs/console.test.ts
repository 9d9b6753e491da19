import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../support/bare-environment.ts';
import { run } from '../support/cli.ts';

/** The blocks of a page that show commands with their output. */
function blocksOf(page: string): readonly string[] {
  return Array.from(
    readFileSync(page, 'utf8').matchAll(/^```console\n(.*?)^```$/gms),
    ([, text = '']) => text,
  );
}

const PAGES = readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []));

const BLOCKS = ['README.md', ...PAGES].flatMap((page) =>
  blocksOf(page).map((block, index) => [`${page}, block ${index + 1}`, block] as const),
);

/** A command of a block, and the lines that it is said to write. */
interface Shown {
  readonly args: readonly string[];
  readonly lines: readonly string[];
}

function commandsOf(block: string): Shown[] {
  return block
    .split(/^\$ npx one-active-key /m)
    .slice(1)
    .map((text) => {
      const [command = '', ...lines] = text.trimEnd().split('\n');
      return { args: command.split(' '), lines };
    });
}

/** Files of a command are in the folder of the test. */
const inFolder = (folder: string) => (arg: string) =>
  arg.replace(
    /^(--sandbox=)?([\w-]+\.(?:json|csv|html))$/,
    (_, option = '', file) => `${option}${join(folder, file)}`,
  );

/** A line that ends with … is the beginning of one; a line that is … stands for any number of lines. */
function patternOf(lines: readonly string[]): RegExp {
  const quoted = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = lines.map((line) => {
    if (line === '…') return '(?:[^\\n]*\\n)*';
    return line.endsWith('…') ? `${quoted(line.slice(0, -1).trimEnd())}[^\\n]*\\n` : `${quoted(line)}\\n`;
  });
  return new RegExp(`^${parts.join('')}(?:[^\\n]*\\n)*$`);
}

describe('a command and its output on a page', () => {
  it('there are some', () => {
    expect(BLOCKS.length).toBeGreaterThan(1);
  });

  it.each(BLOCKS)('%s', async (_, block) => {
    const folder = emptyFolder();
    for (const { args, lines } of commandsOf(block)) {
      const { out, err } = await run(args.map(inFolder(folder)));
      expect(`${out}${err}`).toMatch(patternOf(lines));
    }
  });
});
