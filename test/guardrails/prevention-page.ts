import { readFileSync } from 'node:fs';

/** The page docs/prevention.md. */
export const page = readFileSync('docs/prevention.md', 'utf8');

/** The blocks of code of the page, joined. */
export const blocks = Array.from(page.matchAll(/^```\w+\n(.*?)^```$/gms), ([, block]) => `${block}`).join('');

/** The arguments of each cfn-guard command of the page. */
export const commands = blocks.split('\n').flatMap((line) => /cfn-guard (validate .*)/.exec(line)?.[1] ?? []);

/** The only block of a language on the page. */
export function snippet(language: string): string {
  const [first, ...others] = Array.from(
    page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms')),
    ([, text = '']) => text,
  );
  if (first === undefined || others.length > 0) throw new Error(`Expected one block of ${language}`);
  return first;
}
