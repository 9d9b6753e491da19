import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { TOPIC_REFUSALS, type TopicRefusal } from '../../sandbox/sns/topics.ts';
import { FULL_REQUEST } from './events.ts';
import { anAccount, CHAT_TOPIC, invoke, lastMessages, TOPIC } from './told.ts';

const gone = (topic: string) => (account: SandboxAccount) => account.topics.remove(topic);
const refusing = (topic: string, name: TopicRefusal) => (account: SandboxAccount) =>
  account.topics.refuse(topic, name);

describe('a topic that does not accept', () => {
  it.each<[string, (account: SandboxAccount) => void, string, string]>([
    ['is gone', gone(TOPIC), 'NotFoundException', 'The topic is gone'],
    [
      'denies',
      refusing(TOPIC, 'AuthorizationErrorException'),
      'AuthorizationErrorException',
      'may not publish: allow it',
    ],
    ...(['KMSAccessDeniedException', 'KMSDisabledException', 'KMSNotFoundException'] as const).map(
      (name): [string, (account: SandboxAccount) => void, string, string] => [
        `has a key that gives ${name}`,
        refusing(TOPIC, name),
        name,
        'kms:GenerateDataKey and kms:Decrypt',
      ],
    ),
    [
      'has a key that is used too often',
      refusing(TOPIC, 'KMSThrottlingException'),
      'KMSThrottlingException',
      'try again',
    ],
    [
      'has a disabled endpoint',
      refusing(TOPIC, 'EndpointDisabledException'),
      'EndpointDisabledException',
      'Enable the endpoint',
    ],
    [
      'fails',
      ({ faults }) => {
        faults.add(({ service, input }) =>
          service === 'sns' && (input as { TopicArn: string }).TopicArn === TOPIC
            ? { kind: 'fail', applied: false }
            : undefined,
        );
      },
      'InternalErrorException',
      'Try again',
    ],
  ])('%s: the error names it, the cause and what to do, and the other one is told', async (...row) => {
    const [, break_, cause, advice] = row;
    const { account, lines } = anAccount();
    break_(account);
    const { error } = await invoke(account, FULL_REQUEST);
    expect(error).toMatch(/^PublishError: a topic did not accept the message\. /);
    expect(error).toContain(`${TOPIC}: ${cause}: `);
    expect(error).toContain(advice);
    expect(error).toContain(`Accepted by ${CHAT_TOPIC}.`);
    expect(lastMessages(account)).toMatchObject({ mail: undefined, chat: { topicArn: CHAT_TOPIC } });
    expect(lines).toEqual([]);
  });

  it('is that of the chat: the mail goes out', async () => {
    const { account } = anAccount();
    account.topics.remove(CHAT_TOPIC);
    const { error } = await invoke(account, FULL_REQUEST);
    expect(error).toContain(`${CHAT_TOPIC}: NotFoundException`);
    expect(lastMessages(account).mail).toBeDefined();
  });

  it('is each of them: the error names both', async () => {
    const { account } = anAccount();
    account.topics.remove(TOPIC);
    account.topics.refuse(CHAT_TOPIC, 'KMSDisabledException');
    const { error } = await invoke(account, FULL_REQUEST);
    expect(error).toContain(`${TOPIC}: NotFoundException`);
    expect(error).toContain(`${CHAT_TOPIC}: KMSDisabledException`);
    expect(error).not.toContain('Accepted');
  });

  it.each(Object.keys(TOPIC_REFUSALS) as TopicRefusal[])('%s: every error has an advice', async (name) => {
    const { account } = anAccount();
    account.topics.refuse(TOPIC, name);
    const { error } = await invoke(account, FULL_REQUEST);
    expect(error).toMatch(new RegExp(`${name}: .*\\. [A-Z]\\w+ .*\\.`));
  });

  it('accepts later: the repetition tells the other one again', async () => {
    const { account } = anAccount();
    account.topics.refuse(TOPIC, 'KMSDisabledException');
    await invoke(account, FULL_REQUEST);
    account.topics.refuse(TOPIC, undefined);
    expect(await invoke(account, FULL_REQUEST)).toEqual({ outcome: 'Accepted' });
    expect(account.topics.published(TOPIC)).toHaveLength(1);
    expect(account.topics.published(CHAT_TOPIC)).toHaveLength(2);
  });
});
