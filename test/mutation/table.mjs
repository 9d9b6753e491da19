/**
 * `node test/mutation/table.mjs ROOM...` prints the table of the last runs: the files, and the mutants that
 * survived.
 */
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ROOMS } from './rooms.mjs';

const SURVIVED = ['Survived', 'NoCoverage'];

/**
 * Prints, for each file of the rooms, how many mutants there are, and what became of them; then every
 * survivor.
 */
export function printTable(rooms) {
  const files = rooms.flatMap(filesOf);
  const lines = [
    '| file | mutants | killed | timed out | survived |',
    '|---|---|---|---|---|',
    ...files.map(rowOf),
    rowOf(['these', files.flatMap(([, mutants]) => mutants)]),
    '',
    ...files.flatMap(([file, mutants]) =>
      mutants.filter(({ status }) => SURVIVED.includes(status)).map((mutant) => lineOf(file, mutant)),
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The files that have mutants, in their order. */
function filesOf(room) {
  const report = new URL(`../../dist/mutation/${room}.json`, import.meta.url);
  if (!existsSync(report)) return [];
  const { files } = JSON.parse(readFileSync(report, 'utf8'));
  return Object.entries(files)
    .map(([file, { mutants }]) => [file, mutants])
    .filter(([, mutants]) => mutants.length > 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function rowOf([file, mutants]) {
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  return `| ${file} | ${mutants.length} | ${count('Killed')} | ${count('Timeout')} | ${count(...SURVIVED)} |`;
}

function lineOf(file, { location, mutatorName, replacement, status }) {
  return `${file}:${location.start.line} ${status} ${mutatorName}: ${replacement.replaceAll(/\s+/g, ' ').slice(0, 100)}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const rooms = process.argv.slice(2);
  printTable(rooms.length > 0 ? rooms : Object.keys(ROOMS));
}
