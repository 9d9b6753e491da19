import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { findPython } from '../../sandbox/automation/scripts/python.ts';
import { hasCommand } from './commands.ts';

/** Whether moto is on the PATH: a simulation of AWS in memory, which is independent of this project. */
export function hasMoto(): boolean {
  return hasCommand('moto_server', '--help');
}

/**
 * Whether Python has moto's server and boto3, so that the tests can create users in moto's own process.
 * Python 3.11 is the first version that parses ISO 8601.
 */
export function hasMotoInPython(): boolean {
  const probe = 'import sys, boto3, moto.moto_server.werkzeug_app; sys.exit(sys.version_info < (3, 11))';
  const python = findPython();
  return python !== undefined && spawnSync(python, ['-c', probe]).status === 0;
}

/**
 * Returns the command that starts a server on a loopback port; its output is the same as that of moto's
 * server.
 */
export type MotoCommand = (port: string) => readonly [command: string, ...args: string[]];

/** moto's own command. */
const MOTO_SERVER: MotoCommand = (port) => ['moto_server', '-H', '127.0.0.1', '-p', port];

/** A moto server, and the settings of an SDK client that calls it. */
export interface Moto {
  readonly settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  end(): Promise<void>;
}

/** Starts moto on a free port of the loopback interface and waits until it answers. */
export async function startMoto(commandFor: MotoCommand = MOTO_SERVER): Promise<Moto> {
  const port = await freePort();
  const [command, ...args] = commandFor(String(port));
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  await started(child);
  return {
    settings: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
    },
    async end() {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Resolves when moto writes on its standard error that it is running. */
function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const listen = (chunk: unknown) => {
      output += String(chunk);
      if (!output.includes('Running on')) return;
      // The later output is read and discarded: moto would stop if the pipe were full.
      child.stderr?.off('data', listen).resume();
      resolve();
    };
    child.stderr?.on('data', listen);
    child.once('exit', () => reject(new Error(`Expected moto to run; received the output ${output}`)));
  });
}
