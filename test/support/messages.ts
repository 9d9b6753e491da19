import type { MessageRequest } from '../../product/message.ts';
import { NAMES } from '../../product/names.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';

/** What the function that publishes messages does with one: it has it accepted unless told otherwise. */
export type Publish = (message: MessageRequest) => unknown;

/**
 * Puts a stand-in in the place of the function that publishes messages; returns the messages that it was
 * given, in their order.
 */
export function acceptMessages(
  account: SandboxAccount,
  publish: Publish = () => ({ outcome: 'Accepted' }),
): readonly MessageRequest[] {
  const messages: MessageRequest[] = [];
  account.functions.register(NAMES.notificationFunction, async (event) => {
    const message = event as MessageRequest;
    messages.push(message);
    return publish(message);
  });
  return messages;
}
