import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The Node.js that runs a function, and the program in it that loads the function and requests invocations.
 */
export interface Platform {
  readonly node: string;
  readonly client: string;
  /** The names and versions of both. */
  readonly title: string;
}

/** The version of the functions' runtime; `.ci/run` tests with the same version. */
const NODE = '24.21.0';

const SUBSTITUTE = fileURLToPath(new URL('substitute.cjs', import.meta.url));
const ABOUT = 'JSON.stringify({ path: process.execPath, version: process.version })';

/**
 * Finds Node.js 24 and Lambda's runtime interface client; warns on standard error about a substitute for one
 * of them.
 */
export function findPlatform(): Platform {
  return platformOn(findNode24());
}

/** The Node.js that runs this process, and the runtime interface client. */
export function platformHere(): Platform {
  return platformOn({ path: process.execPath, version: process.version });
}

function platformOn({ path, version }: Node): Platform {
  const { file, name } = findClient();
  return { node: path, client: file, title: `Node.js ${version} through ${name}` };
}

interface Node {
  readonly path: string;
  readonly version: string;
}

function findNode24(): Node {
  const here = { path: process.execPath, version: process.version };
  if (here.version.startsWith('v24.')) return here;
  const command = ['--yes', `--package=node@${NODE}`, '--', 'node', '-p', ABOUT];
  const { status, stdout } = spawnSync('npx', command, { encoding: 'utf8' });
  if (status === 0) return JSON.parse(stdout);
  warn(
    `npx could not install Node.js ${NODE}: measured with ${here.version}, which is not the functions' runtime`,
  );
  return here;
}

/** Finds the runtime interface client in the folder `RIC_DIR`, or among the installed packages. */
function findClient(): { readonly file: string; readonly name: string } {
  const folder = resolve(process.env['RIC_DIR'] ?? dirname(SUBSTITUTE));
  try {
    const file = createRequire(join(folder, 'index.js')).resolve('aws-lambda-ric');
    const { version } = JSON.parse(readFileSync(join(dirname(file), 'package.json'), 'utf8'));
    return { file, name: `aws-lambda-ric ${version}` };
  } catch (error) {
    if (process.env['RIC_DIR']) throw error;
    warn(
      'aws-lambda-ric is not installed: measured with a substitute; docs/performance.md shows how to build ' +
        'aws-lambda-ric',
    );
    return { file: SUBSTITUTE, name: 'a substitute for aws-lambda-ric' };
  }
}

function warn(sentence: string): void {
  process.stderr.write(`NOT AS IN LAMBDA: ${sentence}.\n`);
}
