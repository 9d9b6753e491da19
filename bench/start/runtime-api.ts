import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** Lambda's Runtime API for one process of a function. */
export interface RuntimeApi {
  /** The value of `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /**
   * Resolves when the function has handled all events and requests another invocation: with the time of its
   * first request, by `performance.now()`, at which it was ready. Rejects with the function's own error.
   */
  readonly done: Promise<number>;
  close(): Promise<void>;
}

/**
 * Serves one invocation for each event on a free port of the loopback interface; the request after the last
 * event stays open.
 */
export async function serveRuntimeApi(events: readonly string[]): Promise<RuntimeApi> {
  const server = createServer();
  const done = new Promise<number>((resolve, reject) => {
    server.on('request', listener([...events], resolve, reject));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    done,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The paths and headers are those of the Lambda Developer Guide, "Using the Lambda runtime API". */
function listener(
  events: string[],
  done: (readyAt: number) => void,
  failed: (error: Error) => void,
): RequestListener {
  let readyAt: number | undefined;
  return async (request, response) => {
    if (request.url === '/2018-06-01/runtime/invocation/next') {
      readyAt ??= performance.now();
      const event = events.shift();
      if (event === undefined) done(readyAt);
      else response.writeHead(200, invocationHeaders()).end(event);
    } else {
      if (request.url?.endsWith('/error')) failed(await errorIn(request));
      response.writeHead(202, { 'Content-Type': 'application/json' }).end('{"status":"OK"}');
    }
  };
}

function invocationHeaders(): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Lambda-Runtime-Aws-Request-Id': '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
    'Lambda-Runtime-Deadline-Ms': String(Date.now() + 900_000),
    'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:us-east-1:111122223333:function:measured',
    'Lambda-Runtime-Trace-Id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0',
  };
}

async function errorIn(request: IncomingMessage): Promise<Error> {
  const { errorType, errorMessage } = (await json(request)) as { errorType: string; errorMessage: string };
  return new Error(`The function failed: ${errorType}: ${errorMessage}`);
}
