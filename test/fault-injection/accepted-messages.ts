import type { MessageRequest } from '../../product/message.ts';
import { NAMES } from '../../product/names.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';

const messagesByAccount = new WeakMap<SandboxAccount, MessageRequest[]>();

/**
 * The messages that the function `one-active-key-notification` of an account was given, in their order, and
 * had accepted.
 */
export function messagesOf(account: SandboxAccount): MessageRequest[] {
  const messages = messagesByAccount.get(account) ?? [];
  messagesByAccount.set(account, messages);
  return messages;
}

/**
 * Puts a stand-in in the place of the function that publishes messages: its own calls are no part of the
 * scenario.
 */
export function acceptMessagesOf(account: SandboxAccount): void {
  account.functions.register(NAMES.notificationFunction, async (event) => {
    messagesOf(account).push(event as MessageRequest);
    return { outcome: 'Accepted' };
  });
}
