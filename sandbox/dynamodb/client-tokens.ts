import type { MiddlewareStack } from '@smithy/types';
import type { Identifiers } from '../identifiers.ts';

/**
 * Gives each transaction without a token a new one, which is the same for all attempts of the request. The
 * SDK does so when it serializes a request, where the sandbox does not see it; without a token, a retry after
 * a lost answer would be another transaction.
 */
export function addClientTokens<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
  identifiers: Pick<Identifiers, 'uuid'>,
): void {
  stack.add(
    (next, { commandName }) =>
      (args) => {
        const isTransaction = commandName === 'TransactWriteItemsCommand';
        if (!isTransaction || Reflect.get(args.input, 'ClientRequestToken') != null) return next(args);
        return next({ ...args, input: { ...args.input, ClientRequestToken: identifiers.uuid() } });
      },
    { name: 'sandboxClientToken', step: 'initialize' },
  );
}
