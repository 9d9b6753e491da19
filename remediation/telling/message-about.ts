import type { ListedUser } from '../../aws/iam-users.ts';
import type { MessageEvent, MessageRequest } from '../../product/message.ts';

/** The facts of a message; those that are not given are empty. */
export type MessageFacts = Partial<Omit<MessageRequest, 'operation' | 'event' | 'userId' | 'userName'>>;

/** The request to tell of an event about a user. */
export function messageAbout(
  event: MessageEvent,
  { userId, userName }: Pick<ListedUser, 'userId'> & { readonly userName: string },
  facts: MessageFacts,
): MessageRequest {
  return { operation: 'Tell', event, userId, userName, ...NO_FACTS, ...facts };
}

const NO_FACTS = {
  keptAccessKeyId: '',
  accessKeyIds: [],
  reason: '',
  time: '',
  undo: '',
  automationExecutionId: '',
  started: '',
} as const;
