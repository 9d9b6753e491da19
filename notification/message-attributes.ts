import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { oneLine } from './clean.ts';
import type { Message } from './occurrence.ts';

/** The attributes by which subscriptions filter, by name. */
export type Attributes = Readonly<Record<string, string>>;

/** The attributes of a message: account, user, owner and event. */
export function attributesOf({ accountId, userName, owner, event }: Message): Attributes {
  return { account: accountId, user: oneLine(userName), owner: oneLine(owner), event };
}

/** The attributes as SNS takes them. It refuses an attribute without a value, so an empty one is left out. */
export function messageAttributes(attributes: Attributes): Record<string, MessageAttributeValue> {
  const present = Object.entries(attributes).filter(([, value]) => value !== '');
  return Object.fromEntries(
    present.map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
}
