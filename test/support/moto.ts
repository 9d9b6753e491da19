import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { findPython } from '../../sandbox/automation/scripts/python.ts';
import { hasCommand } from './commands.ts';

/** Whether moto, an AWS in memory written by others, is on this machine. */
export function hasMoto(): boolean {
  return hasCommand('moto_server', '--help');
}

/**
 * Whether Python can be had with moto's server and boto3 in it (3.11 is the first that reads ISO 8601), so that users
 * can be put into moto's own process.
 */
export function hasMotoInPython(): boolean {
  const probe = 'import sys, boto3, moto.moto_server.werkzeug_app; sys.exit(sys.version_info < (3, 11))';
  const python = findPython();
  return python !== undefined && spawnSync(python, ['-c', probe]).status === 0;
}

/** How a server is started that answers at a port of the loopback interface and says so as moto's does. */
export type MotoCommand = (port: string) => readonly [command: string, ...args: string[]];

/** moto's own command. */
const MOTO_SERVER: MotoCommand = (port) => ['moto_server', '-H', '127.0.0.1', '-p', port];

/** A moto server and the settings with which an SDK client talks to it. */
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
  await answering(child);
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

/** moto says on its standard error that it is running. */
function answering(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: unknown) => {
      said += String(chunk);
      if (!said.includes('Running on')) return;
      // What it says of each request is read, lest it wait for a reader, and forgotten.
      child.stderr?.off('data', listen).resume();
      resolve();
    };
    child.stderr?.on('data', listen);
    child.once('exit', () => reject(new Error(`Expected moto to run; it said ${said}`)));
  });
}
