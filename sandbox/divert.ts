import { type MetadataBearer, type MiddlewareStack, SMITHY_CONTEXT_KEY } from '@smithy/types';
import { refuseAborted, unlessAborted } from './abort.ts';
import type { Call, ServiceName } from './api.ts';
import type { RequestPipeline } from './request-pipeline.ts';

/** Where the requests of a client go instead of the network. */
export interface Diversion {
  readonly service: ServiceName;
  readonly pipeline: Pick<RequestPipeline, 'serve'>;
  /** The caller. */
  readonly principal: string;
  /** The Region of the client, if it is not that of the account. */
  readonly region?: string | undefined;
  /** Each attempt waits for this before it reaches its service. */
  readonly gate?: ((call: Call) => Promise<void>) | undefined;
}

/**
 * The first position after the SDK's retry middleware, so that each attempt of a request passes through it.
 */
const POSITION = { name: 'sandbox', step: 'deserialize', priority: 'high' } as const;

/** Sends the requests of a client, whose middleware stack is given, to a request pipeline. */
export function divert<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
  { service, pipeline, principal, region, gate }: Diversion,
): void {
  stack.add((_next, context) => {
    const operation = (context.commandName ?? '').replace(/Command$/, '');
    const signal = abortSignalOf(context[SMITHY_CONTEXT_KEY]);
    return async ({ input }) => {
      const call: Call = {
        service,
        operation,
        input,
        principal,
        ...(region === undefined ? {} : { region }),
      };
      refuseAborted(signal);
      if (gate) await unlessAborted(gate(call), signal);
      const output = await pipeline.serve(call, signal);
      return { response: {}, output: output as Output & MetadataBearer };
    };
  }, POSITION);
}

/** The SDK passes the `abortSignal` of `send` in the context of the request. */
function abortSignalOf(smithyContext: unknown): AbortSignal | undefined {
  if (typeof smithyContext !== 'object' || smithyContext === null) return undefined;
  const { abortSignal } = smithyContext as { readonly abortSignal?: unknown };
  return abortSignal instanceof AbortSignal ? abortSignal : undefined;
}
