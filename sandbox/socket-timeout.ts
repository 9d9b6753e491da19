import type { VirtualClock } from './clock.ts';
import type { RequestPipeline } from './request-pipeline.ts';

/**
 * The request pipeline for clients with a socket timeout: an attempt without an answer after this virtual
 * time fails with the error of @smithy/node-http-handler, which the SDK retries. Without a timeout, an
 * attempt waits without limit.
 */
export function withSocketTimeout(
  pipeline: RequestPipeline,
  clock: VirtualClock,
  milliseconds: number | undefined,
): Pick<RequestPipeline, 'serve'> {
  if (milliseconds === undefined) return pipeline;
  return {
    serve(call, signal) {
      const timeout = clock.deadlineIn(milliseconds);
      return pipeline
        .serve(call, signal ? AbortSignal.any([signal, timeout]) : timeout)
        .catch((error: unknown) => {
          throw timeout.aborted && !signal?.aborted ? timedOut(milliseconds) : error;
        });
    },
  };
}

function timedOut(milliseconds: number): Error {
  const message = `the request socket timed out after ${milliseconds} ms of inactivity`;
  return Object.assign(new Error(message), { name: 'TimeoutError' });
}
