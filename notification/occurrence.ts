import type { MessageRequest } from '../product/message.ts';
import type { AwsEnvironment } from '../product/names.ts';

/**
 * Where the product is deployed, and the path of its roles: what the commands and links of a message are made
 * of.
 */
export interface Installation extends AwsEnvironment {
  readonly rolePath: string;
}

/** What an event is about if it is not about a user. */
export interface Source {
  readonly kind: 'runbook' | 'alarm' | 'function';
  readonly name: string;
}

/** Something to tell people: a request of the remediation function, or an event of AWS in the same form. */
export interface Occurrence extends Omit<MessageRequest, 'operation'>, Installation {
  /** Undefined if the event is about a user. */
  readonly source: Source | undefined;
  /** The rule in AWS Config; empty if the event does not name it. */
  readonly configRuleName: string;
}

/** What is known of the user of an occurrence; everything is empty if it is about none. */
export interface Person {
  /** Empty if it could not be read. */
  readonly userName: string;
  /** The value of the user's tag whose key is the parameter OwnerTag; empty if there is none. */
  readonly owner: string;
  /** The key of that tag. */
  readonly ownerTag: string;
  /** Why the name or the owner could not be read; empty if both were. */
  readonly unread: string;
}

/** An occurrence with what is known of its user: everything that a message says. */
export interface Message extends Occurrence, Person {}

/** An occurrence without any of its fields, to which a reader adds what it knows. */
export function emptyOccurrence(installation: Installation): Omit<Occurrence, 'event'> {
  const { partition, region, accountId, rolePath } = installation;
  return {
    partition,
    region,
    accountId,
    rolePath,
    userId: '',
    userName: '',
    keptAccessKeyId: '',
    accessKeyIds: [],
    reason: '',
    time: '',
    undo: '',
    automationExecutionId: '',
    started: '',
    source: undefined,
    configRuleName: '',
  };
}
