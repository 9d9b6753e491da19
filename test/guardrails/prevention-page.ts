import { readFileSync } from 'node:fs';

/** The page docs/prevention.md. */
export const page = readFileSync('docs/prevention.md', 'utf8');

/** Its blocks of code, joined. */
export const blocks = Array.from(page.matchAll(/^```\w+\n(.*?)^```$/gms), ([, block]) => `${block}`).join('');

/** The arguments of each call of cfn-guard in it. */
export const commands = blocks.split('\n').flatMap((line) => /cfn-guard (validate .*)/.exec(line)?.[1] ?? []);
