import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { SandboxAccount } from '../account.ts';
import { answerTo, type Served } from './exchange.ts';

/** An account that SDKs in any process can talk to. */
export interface WireServer {
  /** `http://127.0.0.1:PORT`, for `AWS_ENDPOINT_URL_IAM` and its like: all services are at the one address. */
  readonly endpoint: string;
  /** Breaks off what is under way, and ends when the account has done with all of it and the port is free again. */
  close(): Promise<void>;
}

/** How an account is served. */
export interface WireOptions {
  /** The principal of every caller of this server; signatures are not checked. */
  readonly principal?: string;
}

/** Serves an account over HTTP on a free port of the loopback interface, until it is closed. */
export async function serveAccount(
  account: SandboxAccount,
  { principal = 'wire' }: WireOptions = {},
): Promise<WireServer> {
  const underWay = new Set<Promise<void>>();
  // Without a timeout: a connection that is closed just when the SDK reuses it would look like a fault.
  const server = createServer({ keepAliveTimeout: 0 }, (incoming, response) => {
    const work = exchange(incoming, response, { account, principal });
    underWay.add(work);
    void work.then(() => underWay.delete(work));
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
      await Promise.all([closed, ...underWay]);
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
    // No answer is to be given: the caller finds its connection broken off.
    incoming.socket.destroy();
  }
}
