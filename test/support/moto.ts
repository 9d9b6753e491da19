import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { hasCommand } from './commands.ts';

/** Whether moto, an AWS in memory written by others, is on this machine. */
export function hasMoto(): boolean {
  return hasCommand('moto_server', '--help');
}

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
export async function startMoto(region = 'us-east-1'): Promise<Moto> {
  const port = await freePort();
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await answering(child);
  return {
    settings: {
      endpoint: `http://127.0.0.1:${port}`,
      region,
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
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('Running on')) resolve();
    });
    child.once('exit', () => reject(new Error(`Expected moto to run; it said ${said}`)));
  });
}
