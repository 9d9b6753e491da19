import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { SandboxAccount } from '../account.ts';
import type { SandboxOrganization } from '../organization/organization.ts';
import { signingCredentials } from './authorization.ts';
import { answerTo, type FindCaller } from './exchange.ts';

/** A server through which SDKs of any process can use an account or an organization. */
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
  /**
   * Finds the principal by the access key that signs the request, instead; throws the `AwsError` for a key
   * that AWS refuses.
   */
  readonly principalOf?: (accessKeyId: string) => string;
}

/** Serves an account over HTTP on a free port of the loopback interface, until the server is closed. */
export function serveAccount(
  account: SandboxAccount,
  { principal = 'wire', principalOf = () => principal }: WireOptions = {},
): Promise<WireServer> {
  return serve(({ headers }) => ({
    account,
    principal: principalOf(signingCredentials(headers).accessKeyId),
  }));
}

/**
 * Serves all accounts of an organization at one endpoint: the access key id with which a request is signed
 * tells its caller and the account. Signatures are not checked. An SDK compares the end of a session with the
 * clock of its own process: unless the organization's clock is ahead of it, every session looks expired, and
 * a provider of credentials begins one for each request.
 */
export function serveOrganization(organization: SandboxOrganization): Promise<WireServer> {
  return serve(({ headers }, service) => organization.callerOf(signingCredentials(headers), service));
}

async function serve(findCaller: FindCaller): Promise<WireServer> {
  const exchanges = new Set<Promise<void>>();
  // Without a timeout: a connection that is closed just when the SDK reuses it would look like a fault.
  const server = createServer({ keepAliveTimeout: 0 }, (incoming, response) => {
    const work = exchange(incoming, response, findCaller);
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

async function exchange(
  incoming: IncomingMessage,
  response: ServerResponse,
  findCaller: FindCaller,
): Promise<void> {
  const caller = new AbortController();
  response.once('close', () => caller.abort());
  try {
    const { method = '', url = '', headers } = incoming;
    const request = { method, path: url, headers, body: await text(incoming) };
    const { status, ...answer } = await answerTo(request, findCaller, caller.signal);
    if (!response.destroyed) response.writeHead(status, answer.headers).end(answer.body);
  } catch {
    // The caller receives no answer: its connection is reset.
    incoming.socket.destroy();
  }
}
