import { AuthorizationErrorException, NotFoundException, PublishCommand } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { TOPIC_REFUSALS, type TopicRefusal } from '../../../sandbox/sns/topics.ts';
import { refusalOf } from '../refusal.ts';

/** An account with one topic, and a client. */
function anAccount() {
  const account = createSandboxAccount();
  const TopicArn = account.topics.add('alerts');
  const { sns } = account.connect({ principal: 'tester' });
  const publish = (request: object) => sns.send(new PublishCommand({ TopicArn, Message: 'a', ...request }));
  return { account, TopicArn, publish };
}

const attribute = (name: string, StringValue: string) => ({
  MessageAttributes: { [name]: { DataType: 'String', StringValue } },
});

describe('Publish', () => {
  it('keeps a message with its subject and its attributes for whoever reads the topic', async () => {
    const { account, TopicArn, publish } = anAccount();
    const { MessageId } = await publish({ Subject: 'One key', Message: 'é', ...attribute('user', 'bob') });
    expect(account.topics.published(TopicArn)).toEqual([
      {
        topicArn: 'arn:aws:sns:us-east-1:111122223333:alerts',
        messageId: MessageId,
        subject: 'One key',
        message: 'é',
        attributes: { user: 'bob' },
        principal: 'tester',
        at: account.clock.now(),
      },
    ]);
    expect(account.topics.published('another')).toEqual([]);
  });

  it('reaches a topic of another account, which has its own ARN', async () => {
    const { account, publish } = anAccount();
    const TopicArn = account.topics.add('arn:aws:sns:us-east-1:444455556666:central');
    await publish({ TopicArn });
    expect(account.topics.published()).toMatchObject([{ topicArn: TopicArn }]);
  });

  it.each<[string, object]>([
    ['a message of 262,144 bytes', { Message: 'é'.repeat(131_072) }],
    ['a subject of 99 characters', { Subject: 'x'.repeat(99) }],
    ['a name of 256 characters', attribute('x'.repeat(256), 'a')],
  ])('accepts %s', async (_title, request) => {
    await expect(anAccount().publish(request)).resolves.toMatchObject({ MessageId: expect.any(String) });
  });

  it.each<[string, object, string]>([
    ['an empty message', { Message: '' }, 'InvalidParameterException'],
    ['a message of 262,145 bytes', { Message: `${'é'.repeat(131_072)}x` }, 'InvalidParameterException'],
    [
      'a message that is too long with its attributes',
      { Message: 'x'.repeat(262_144 - 12), ...attribute('user', 'bob') },
      'InvalidParameterException',
    ],
    ['a subject of 100 characters', { Subject: 'x'.repeat(100) }, 'InvalidParameterException'],
    ['a subject with a line break', { Subject: 'a\nb' }, 'InvalidParameterException'],
    ['a subject that begins with a space', { Subject: ' a' }, 'InvalidParameterException'],
    ['a subject outside ASCII', { Subject: 'clé' }, 'InvalidParameterException'],
    ['an empty subject', { Subject: '' }, 'InvalidParameterException'],
    ['an attribute without a value', attribute('user', ''), 'InvalidParameterValueException'],
    ['an attribute with a name of AWS', attribute('AWS.user', 'a'), 'InvalidParameterValueException'],
    ['an attribute with a space in its name', attribute('the user', 'a'), 'InvalidParameterValueException'],
    [
      'a topic of another Region',
      { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:alerts' },
      'InvalidParameterException',
    ],
    [
      'a FIFO topic, without a message group',
      { TopicArn: 'arn:aws:sns:us-east-1:111122223333:alerts.fifo' },
      'InvalidParameterException',
    ],
  ])('refuses %s', async (_title, request, name) => {
    const { account, publish } = anAccount();
    expect((await refusalOf(publish(request))).name).toBe(name);
    expect(account.topics.published()).toEqual([]);
  });

  it('refuses a topic that is gone', async () => {
    const { account, TopicArn, publish } = anAccount();
    account.topics.remove(TopicArn);
    expect(await refusalOf(publish({}))).toBeInstanceOf(NotFoundException);
  });

  it.each(Object.keys(TOPIC_REFUSALS) as TopicRefusal[])(
    'refuses by %s for as long as the topic does',
    async (name) => {
      const { account, TopicArn, publish } = anAccount();
      account.topics.refuse(TopicArn, name);
      expect((await refusalOf(publish({}))).name).toBe(name);
      account.topics.refuse(TopicArn, undefined);
      await expect(publish({})).resolves.toBeDefined();
    },
  );

  it('is denied by the error and the action of SNS', async () => {
    const { account, TopicArn, publish } = anAccount();
    account.faults.add(() => ({ kind: 'deny' }));
    const refusal = await refusalOf(publish({}));
    expect(refusal).toBeInstanceOf(AuthorizationErrorException);
    expect(refusal.message).toContain(`SNS:Publish on resource: ${TopicArn} because`);
  });

  it.each([
    [{ MessageStructure: 'json' }, 'received MessageStructure'],
    [{ MessageAttributes: { n: { DataType: 'Number', StringValue: '1' } } }, 'n is of the type Number'],
  ])('%o: the sandbox does not support it and says so', async (member, message) => {
    await expect(anAccount().publish(member)).rejects.toThrow(message);
  });
});
