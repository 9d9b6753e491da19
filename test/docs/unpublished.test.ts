import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const FOLDERS = ['.', 'docs', 'conformance-pack', 'examples', 'guardrails'];

/** The pages for users, and the YAML beside them; decisions describe what was. */
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' }).map((name) => join(folder, name)),
).filter((path) => /\.(md|ya?ml)$/.test(path) && !/decisions|node_modules/.test(path));

const COMMAND = /npx (--yes )?one-active-key/;

/** Without a publication, npx would fetch whatever somebody else publishes under the name. */
describe('until the package is published, npx runs it in the clone only', () => {
  it.each(FILES.filter((path) => COMMAND.test(readFileSync(path, 'utf8'))))('%s says so before', (path) => {
    const text = readFileSync(path, 'utf8');
    const [before = ''] = text.split(COMMAND, 1);
    const said = /\bin (the|a) clone\b/i;
    // The sentence may begin with the command.
    const paragraph = text.slice(before.length).split('\n\n', 1)[0] ?? '';
    expect(said.test(before) || said.test(paragraph)).toBe(true);
  });

  it.each(FILES.filter((path) => path.endsWith('.md')))('%s: no pipeline runs it', (path) => {
    const blocks = Array.from(
      readFileSync(path, 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g),
      ([, yaml = '']) => yaml,
    );
    for (const block of blocks)
      expect(JSON.stringify(parse(block, { logLevel: 'error' }))).not.toMatch(COMMAND);
  });
});
