import type { DeploymentOptions } from '../../demo/deployment.ts';
import { NAMES } from '../../product/names.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import type { PublishedMessage } from '../../sandbox/sns/topics.ts';
import { deployed } from '../support/rule.ts';
import { USER_ID } from './events.ts';

/** The ARNs of the topics in the sandbox. */
export const TOPIC = `arn:aws:sns:us-east-1:111122223333:${NAMES.sandboxTopic}`;
export const CHAT_TOPIC = `arn:aws:sns:us-east-1:111122223333:${NAMES.sandboxChatTopic}`;

/** An account with the product and the user `deploy-bot`, who has an owner. */
export function anAccount(options: DeploymentOptions = {}) {
  const { account, deployment } = deployed(options);
  account.backdoor.createUser({ userName: 'deploy-bot', userId: USER_ID, tags: { owner: 'team-payments' } });
  return { account, lines: deployment.lines.notification };
}

/** The answer of the notification function, or its error. */
export async function invoke(account: SandboxAccount, event: object) {
  const { FunctionError, Payload } = await account.functions.invoke(NAMES.notificationFunction, event);
  const payload = JSON.parse(Payload);
  return FunctionError ? { error: `${payload.errorType}: ${payload.errorMessage}` } : payload;
}

/** The last message of each topic. */
export function lastMessages({ topics }: SandboxAccount): {
  readonly mail: PublishedMessage | undefined;
  readonly chat: PublishedMessage | undefined;
} {
  return { mail: topics.published(TOPIC).at(-1), chat: topics.published(CHAT_TOPIC).at(-1) };
}
