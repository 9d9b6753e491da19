import { PublishCommand, type PublishCommandInput, type SNSClient } from '@aws-sdk/client-sns';
import { PublishError, type RefusedTopic } from './errors.ts';
import { type Attributes, messageAttributes } from './message-attributes.ts';

/** The topics of the stack; an ARN is empty if there is no such topic. */
export interface Topics {
  readonly sns: SNSClient;
  /** For mail and other subscriptions that show plain text. */
  readonly notificationTopicArn: string;
  /** For Amazon Q Developer in chat applications. */
  readonly chatTopicArn: string;
}

/** A message as it is published: with a subject and a text for mail, and with a payload for a chat. */
export interface Publication {
  readonly subject: string;
  readonly text: string;
  /** The payload of a chat. */
  readonly chat: object;
  readonly attributes: Attributes;
}

/**
 * Publishes to every topic that there is; throws `PublishError` if one did not accept, after all were tried.
 */
export async function publish(publication: Publication, topics: Topics): Promise<void> {
  const { notificationTopicArn, chatTopicArn, sns } = topics;
  const { subject, text, chat } = publication;
  const MessageAttributes = messageAttributes(publication.attributes);
  const requests: readonly PublishCommandInput[] = [
    { TopicArn: notificationTopicArn, Subject: subject, Message: text, MessageAttributes },
    { TopicArn: chatTopicArn, Message: JSON.stringify(chat), MessageAttributes },
  ].filter(({ TopicArn }) => TopicArn !== '');
  const refused: RefusedTopic[] = [];
  const accepted: string[] = [];
  const send = async (request: PublishCommandInput): Promise<void> => {
    const topicArn = request.TopicArn ?? '';
    try {
      await sns.send(new PublishCommand(request));
      accepted.push(topicArn);
    } catch (cause) {
      // The other topic is tried in any case; then the error is thrown.
      refused.push({ topicArn, cause });
    }
  };
  await Promise.all(requests.map(send));
  if (refused.length > 0) throw new PublishError(refused, accepted);
}
