import type { PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import { type AccountNames, AwsError, type Operations } from '../api.ts';
import type { VirtualClock } from '../clock.ts';
import type { Identifiers } from '../identifiers.ts';
import { refuseInvalidMessage } from './message-bounds.ts';
import { TOPIC_REFUSALS, type TopicStore } from './topics.ts';

/** The parts of an account that SNS uses. */
export interface SnsEnvironment extends Pick<AccountNames, 'region'> {
  readonly clock: VirtualClock;
  readonly identifiers: Identifiers;
}

/** The members of a request that the sandbox supports. */
const SUPPORTED = ['TopicArn', 'Message', 'Subject', 'MessageAttributes'];

/** The operation of SNS: Publish, to standard topics. */
export function snsOperations({ topics, published }: TopicStore, environment: SnsEnvironment): Operations {
  return {
    Publish(request: PublishInput, principal: string, region = environment.region): PublishResponse {
      refuseUnsupported(request);
      const { TopicArn: topicArn = '', Message: message = '', Subject: subject = '' } = request;
      refuseWrongTopic(topicArn, region);
      refuseInvalidMessage(request);
      if (!topics.has(topicArn)) throw new AwsError('NotFoundException', 'Topic does not exist', 404);
      const refusal = topics.get(topicArn);
      if (refusal) throw new AwsError(refusal, `The topic refuses: ${refusal}`, TOPIC_REFUSALS[refusal]);
      const messageId = environment.identifiers.uuid();
      const attributes = attributesOf(request);
      const at = environment.clock.now();
      published.push({ topicArn, messageId, subject, message, attributes, principal, at });
      return { MessageId: messageId };
    },
  };
}

/**
 * Throws a plain `Error` for what the sandbox does not support, so that nobody takes its silence for the
 * answer of AWS.
 */
function refuseUnsupported(request: PublishInput): void {
  const present = Object.entries(request).filter(([, value]) => value != null);
  const unsupported = present.map(([name]) => name).filter((name) => !SUPPORTED.includes(name));
  if (unsupported.length === 0) return;
  throw new Error(
    `The sandbox supports only ${SUPPORTED.join(', ')} in Publish; received ${unsupported.join(', ')}`,
  );
}

/** "You can publish messages only to topics and endpoints in the same Region" (API Reference, Publish). */
function refuseWrongTopic(topicArn: string, region: string): void {
  const [, , service, topicRegion, , name = ''] = topicArn.split(':');
  if (service === 'sns' && topicRegion === region && !name.endsWith('.fifo')) return;
  throw new AwsError('InvalidParameterException', 'Invalid parameter: TopicArn');
}

function attributesOf({ MessageAttributes: attributes = {} }: PublishInput): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { StringValue: value = '' }]) => [name, value]),
  );
}
