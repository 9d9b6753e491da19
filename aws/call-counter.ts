import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { FinalizeRequestMiddleware, MiddlewareStack } from '@smithy/types';

/**
 * Counts every attempt that the two clients send, retries included; returns a function that reads the count.
 */
export function countCalls(iam: IAMClient, config: ConfigServiceClient): () => number {
  let calls = 0;
  const onCall = () => {
    calls += 1;
  };
  watch(iam.middlewareStack, onCall);
  watch(config.middlewareStack, onCall);
  return () => calls;
}

function watch<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
  onCall: () => void,
): void {
  const middleware: FinalizeRequestMiddleware<Input, Output> = (next) => (args) => {
    onCall();
    return next(args);
  };
  // After the retry middleware, so that each attempt is counted.
  stack.addRelativeTo(middleware, {
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    name: 'countCalls',
  });
}
