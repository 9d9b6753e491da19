/**
 * `npm run release` writes the files of a release to dist/release; with `--draft` also if the version is not
 * ready. With `--check` it only says what keeps the version from being released.
 */

import { readFileSync } from 'node:fs';
import { changesOf } from './changelog.ts';
import { uncommittedFiles } from './checkout.ts';
import { type Publishable, problemsOf } from './readiness.ts';
import { writeRelease } from './release.ts';

const publishable: Publishable = JSON.parse(readFileSync('package.json', 'utf8'));
const { version } = publishable;
const changes = changesOf(readFileSync('CHANGELOG.md', 'utf8'), version);
const problems = problemsOf(publishable, changes, { uncommitted: uncommittedFiles() });

const has = (option: string) => process.argv.includes(option);

for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0 && !has('--draft')) process.exitCode = 1;
else if (!has('--check')) await write();

async function write(): Promise<void> {
  for (const line of await writeRelease('dist/release', { version, changes }))
    process.stdout.write(`${line}\n`);
}
