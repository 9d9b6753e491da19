/**
 * `npm run mutate` mutates every room; `npm run mutate -- ledger --mutate ledger/table.ts` mutates one file
 * of one room. Prints a table of the files at the end. Exit code 1 if a mutant survives in a room where none
 * may.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ROOMS } from './rooms.mjs';
import { printTable } from './table.mjs';

const STRYKER = fileURLToPath(new URL('../../node_modules/.bin/stryker', import.meta.url));

const given = process.argv.slice(2);
const firstOption = given.findIndex((argument) => argument.startsWith('-'));
const [named, options] =
  firstOption < 0 ? [given, []] : [given.slice(0, firstOption), given.slice(firstOption)];
const rooms = named.length > 0 ? named : Object.keys(ROOMS);
for (const room of rooms) {
  const { status } = spawnSync(
    process.execPath,
    [STRYKER, 'run', 'test/mutation/stryker.config.mjs', ...options],
    {
      stdio: 'inherit',
      env: { ...process.env, MUTATION_ROOM: room },
    },
  );
  if (status !== 0) process.exitCode = 1;
}
printTable(rooms);
