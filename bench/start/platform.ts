import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What runs a function: a Node.js, and in it a program that loads the function and asks for invocations. */
export interface Platform {
  readonly node: string;
  readonly client: string;
  /** Both with their versions. */
  readonly title: string;
}

/** The functions' runtime; `.ci/run` tests on the same one. */
const NODE = '24.21.0';

const STAND_IN = fileURLToPath(new URL('stand-in.cjs', import.meta.url));
const ABOUT = 'JSON.stringify({ path: process.execPath, version: process.version })';

/** Node.js 24 and Lambda's own runtime interface client; says aloud what is not there and what is taken instead. */
export function findPlatform(): Platform {
  return platformOn(findNode24());
}

/** The Node.js that runs this, and the runtime interface client. */
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
    `Node.js ${NODE} could not be had by npx: measured with ${here.version}, which is not the functions' runtime`,
  );
  return here;
}

/** Below the folder `RIC_DIR`, or beside the other packages. */
function findClient(): { readonly file: string; readonly name: string } {
  const folder = resolve(process.env['RIC_DIR'] ?? dirname(STAND_IN));
  try {
    const file = createRequire(join(folder, 'index.js')).resolve('aws-lambda-ric');
    const { version } = JSON.parse(readFileSync(join(dirname(file), 'package.json'), 'utf8'));
    return { file, name: `aws-lambda-ric ${version}` };
  } catch (error) {
    if (process.env['RIC_DIR']) throw error;
    warn(
      'aws-lambda-ric is not there: measured through a stand-in of ours; docs/performance.md tells how to build it',
    );
    return { file: STAND_IN, name: 'a stand-in for aws-lambda-ric' };
  }
}

function warn(sentence: string): void {
  process.stderr.write(`NOT AS IN LAMBDA: ${sentence}.\n`);
}
