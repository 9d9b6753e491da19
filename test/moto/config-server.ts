import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ConfigError, type ConfigResult, type ConfigState, OPERATIONS } from './config-operations.ts';

/** The operations of AWS Config that the rule and the remediation call. */
export interface ConfigServer {
  readonly endpoint: string;
  /**
   * Begins an evaluation: returns the only valid result token, and completes all evaluations that were
   * started.
   */
  begin(): string;
  /** The results on the dashboard, by resource id. */
  readonly results: ReadonlyMap<string, ConfigResult>;
  /** The operations that succeeded, in order. */
  readonly calls: readonly string[];
  /** The messages of the errors that were returned, in order. */
  readonly refusals: readonly string[];
  close(): Promise<void>;
}

/**
 * Serves Config on a free loopback port, in its protocol (AWS JSON 1.1); `rules` has the functions' ARNs by
 * rule.
 */
export async function serveConfig(rules: Readonly<Record<string, string>>): Promise<ConfigServer> {
  const state: ConfigState = { rules, results: new Map(), started: new Set(), token: '' };
  const [calls, refusals]: [string[], string[]] = [[], []];
  const respondTo = async (request: IncomingMessage): Promise<[status: number, body: object]> => {
    const operation = /^StarlingDoveService\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1];
    try {
      const perform = OPERATIONS[operation ?? ''];
      if (!perform) throw new ConfigError('UnknownOperationException', request.headers['x-amz-target']);
      const output = perform(JSON.parse(await text(request)), state);
      calls.push(operation ?? '');
      return [200, output];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      refusals.push(error.message);
      return [400, { __type: error.code, message: error.message }];
    }
  };
  const server = createServer(async (request, response) => {
    const [status, body] = await respondTo(request);
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
