import { fileURLToPath } from 'node:url';
import { percent, printRow, printTableHeader } from '../table.ts';
import { type Command, measureInTurns } from './process.ts';
import { measureVerify } from './verify.ts';

/** The file that npm installs as the command. */
export const COMMAND = fileURLToPath(new URL('../../bin/one-active-key.js', import.meta.url));

const MAIN = new URL('../../bin/main.ts', import.meta.url).href;
const FROM_SOURCES = [
  '--import',
  'tsx',
  '--eval',
  `import('${MAIN}').then(({ main }) => main())`,
  '--',
  'file',
];

/** The starts that are measured, by their names in the table. */
export const STARTS: Readonly<Record<string, Command>> = {
  'Node.js without a program': { args: ['--eval', '0'] },
  '`--help`': { args: [COMMAND, '--help'] },
  '`verify --help`': { args: [COMMAND, 'verify', '--help'] },
  '`verify --sandbox`': { args: [COMMAND, 'verify', '--sandbox'], exitCode: 3 },
  '`--help` of sources that have changed': { args: [...FROM_SOURCES, '--help'] },
};

const ROUNDS = 21;

/** The numbers of users that `verify` reads. */
export const VERIFY_USERS: readonly number[] = [500, 5_000];

/** The parts of the users with two active keys; the sweep has 1 %. */
export const VERIFY_SHARES: readonly number[] = [0.3];

/** Prints the CPU of a start of the command line, for the last build. */
export async function printCommandStart(): Promise<void> {
  printTableHeader(`Start of the command line, Node.js ${process.version}, median of ${ROUNDS}`, [
    'command',
    'CPU seconds',
    'MiB',
  ]);
  for (const [name, { cpuMilliseconds, megabytes }] of Object.entries(await measureInTurns(STARTS, ROUNDS)))
    printRow([name, (cpuMilliseconds / 1_000).toFixed(2), megabytes.toFixed(0)]);
}

/** Prints the calls and the CPU of `verify` beside those of a plain loop over the SDK, for the last build. */
export async function printVerify(sizes: readonly number[], shares: readonly number[]): Promise<void> {
  const rounds = 3;
  printTableHeader(`\`verify\` beside a plain loop over the SDK, median of ${rounds}`, [
    'users',
    'two keys',
    'calls: loop',
    'verify',
    'CPU seconds: loop',
    'verify',
    'CPU ms a call: loop',
    'verify',
  ]);
  for (const users of sizes) {
    for (const share of shares) {
      const { loop, verify } = await measureVerify({ users, share, rounds, command: COMMAND });
      const both = [loop, verify];
      printRow([
        users,
        percent(share),
        ...both.map(({ calls }) => calls),
        ...both.map(({ cpuMilliseconds }) => (cpuMilliseconds / 1_000).toFixed(2)),
        ...both.map(({ cpuMilliseconds, calls }) => (cpuMilliseconds / calls).toFixed(2)),
      ]);
    }
  }
}
