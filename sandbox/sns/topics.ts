import type { AccountNames } from '../api.ts';

/** A message as the topic has accepted it. */
export interface PublishedMessage {
  readonly topicArn: string;
  readonly messageId: string;
  /** Empty if the message has none. */
  readonly subject: string;
  readonly message: string;
  /** The values of the attributes, all of the type String, by their names. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The caller. */
  readonly principal: string;
  readonly at: Date;
}

/**
 * The errors with which SNS refuses a message because of the state of a topic, of its key or of its endpoint.
 */
export const TOPIC_REFUSALS = {
  AuthorizationErrorException: 403,
  EndpointDisabledException: 400,
  KMSAccessDeniedException: 400,
  KMSDisabledException: 400,
  KMSInvalidStateException: 400,
  KMSNotFoundException: 400,
  KMSOptInRequired: 403,
  KMSThrottlingException: 400,
  InvalidSecurityException: 403,
} as const;

/** The name of such an error. */
export type TopicRefusal = keyof typeof TOPIC_REFUSALS;

/** The topics of an account, without SNS's API, and what was published to them. */
export interface Topics {
  /**
   * Adds a topic and returns its ARN; a name is one of a topic in the account's own Region. A topic of
   * another account or Region is added by its ARN.
   */
  add(nameOrArn: string): string;
  remove(topicArn: string): void;
  /** From now on the topic refuses every message with this error; `undefined`: it accepts them again. */
  refuse(topicArn: string, refusal: TopicRefusal | undefined): void;
  /** What was published, in the order of arrival; to one topic if it is given. */
  published(topicArn?: string): readonly PublishedMessage[];
}

/** What SNS stores. */
export interface TopicStore {
  /** The topics by their ARNs, with the error with which each refuses messages. */
  readonly topics: Map<string, TopicRefusal | undefined>;
  readonly published: PublishedMessage[];
}

/** Creates the SNS of an account, without topics. */
export function createTopicStore(): TopicStore {
  return { topics: new Map(), published: [] };
}

/** Creates the direct access to the topics of an account. */
export function createTopics({ topics, published }: TopicStore, account: AccountNames): Topics {
  const { partition, region, accountId } = account;
  return {
    add(nameOrArn) {
      const isArn = nameOrArn.startsWith('arn:');
      const topicArn = isArn ? nameOrArn : `arn:${partition}:sns:${region}:${accountId}:${nameOrArn}`;
      topics.set(topicArn, undefined);
      return topicArn;
    },
    remove: (topicArn) => topics.delete(topicArn),
    refuse: (topicArn, refusal) => topics.set(topicArn, refusal),
    published: (topicArn) =>
      published.filter((message) => topicArn === undefined || message.topicArn === topicArn),
  };
}
