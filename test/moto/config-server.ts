import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ConfigResult, type ConfigState, OPERATIONS, Refusal } from './config-operations.ts';

/** AWS Config, as far as rule and remediation call it: it knows the rules it was given, by name their functions' ARNs. */
export interface ConfigServer {
  readonly endpoint: string;
  /** Begins an evaluation: only the token that it gets may report, and what was started counts as run. */
  begin(): string;
  /** What the dashboard shows, by resource id. */
  readonly results: ReadonlyMap<string, ConfigResult>;
  /** Operations that were answered, in order. */
  readonly calls: readonly string[];
  /** What was refused, and why. */
  readonly refusals: readonly string[];
  close(): Promise<void>;
}

/** Serves Config on a free port of the loopback interface, in the protocol of its API (JSON 1.1). */
export async function serveConfig(rules: Readonly<Record<string, string>>): Promise<ConfigServer> {
  const state: ConfigState = { rules, results: new Map(), started: new Set(), token: '' };
  const [calls, refusals]: [string[], string[]] = [[], []];
  const answer = async (request: IncomingMessage): Promise<[number, object]> => {
    const operation = /^StarlingDoveService\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1];
    try {
      const serve = OPERATIONS[operation ?? ''];
      if (!serve) throw new Refusal('UnknownOperationException', request.headers['x-amz-target']);
      const output = serve(JSON.parse(await text(request)), state);
      calls.push(operation ?? '');
      return [200, output];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error.message);
      return [400, { __type: error.code, message: error.message }];
    }
  };
  const server = createServer(async (request, response) => {
    const [status, body] = await answer(request);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const begin = () => {
    state.started.clear();
    state.token = randomUUID();
    return state.token;
  };
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, begin, results: state.results, calls, refusals, close };
}
