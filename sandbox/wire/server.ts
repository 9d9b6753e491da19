import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { SandboxAccount } from '../account.ts';
import { answerTo, type Served } from './exchange.ts';

/** A server through which SDKs of any process can use an account. */
export interface WireServer {
  /** `http://127.0.0.1:PORT`, for `AWS_ENDPOINT_URL_IAM` and the same variable of each other service. */
  readonly endpoint: string;
  /** Closes all connections; resolves when every request has ended and the port is free. */
  close(): Promise<void>;
}

/** The options of a server. */
export interface WireOptions {
  /** The principal of every caller of this server; signatures are not checked. */
  readonly principal?: string;
}

/** Serves an account over HTTP on a free port of the loopback interface, until the server is closed. */
export async function serveAccount(
  account: SandboxAccount,
  { principal = 'wire' }: WireOptions = {},
): Promise<WireServer> {
  const exchanges = new Set<Promise<void>>();
  // Without a timeout: a connection that is closed just when the SDK reuses it would look like a fault.
  const server = createServer({ keepAliveTimeout: 0 }, (incoming, response) => {
    const work = exchange(incoming, response, { account, principal });
    exchanges.add(work);
    void work.then(() => exchanges.delete(work));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, ...exchanges]);
    },
  };
}

async function exchange(incoming: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  const caller = new AbortController();
  response.once('close', () => caller.abort());
  try {
    const { method = '', url = '', headers } = incoming;
    const request = { method, path: url, headers, body: await text(incoming) };
    const { status, ...answer } = await answerTo(request, served, caller.signal);
    if (!response.destroyed) response.writeHead(status, answer.headers).end(answer.body);
  } catch {
    // The caller receives no answer: its connection is reset.
    incoming.socket.destroy();
  }
}
