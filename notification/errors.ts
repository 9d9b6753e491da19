import { describeError } from '../product/describe.ts';

/** A topic that did not accept a message. */
export interface RefusedTopic {
  readonly topicArn: string;
  readonly cause: unknown;
}

/**
 * Thrown if a topic did not accept a message, after every topic was tried: it names the topics, the causes
 * and what to do. Who tries again may tell the others twice.
 */
export class PublishError extends Error {
  override readonly name = 'PublishError';

  constructor(refused: readonly RefusedTopic[], accepted: readonly string[]) {
    const each = refused.map(
      ({ topicArn, cause }) => `${topicArn}: ${describeError(cause)}. ${adviceFor(cause)}`,
    );
    const others = accepted.length > 0 ? ` Accepted by ${accepted.join(', ')}.` : '';
    super(`a topic did not accept the message. ${each.join(' ')}${others}`, { cause: refused[0]?.cause });
  }
}

const KEY_ADVICE =
  'The key that encrypts the topic cannot be used: enable it, and let its policy allow kms:GenerateDataKey and kms:Decrypt to the ' +
  'role one-active-key-notification (docs/reference.md).';

/** What to do about each error of SNS (API Reference, Publish). */
const ADVICE: Readonly<Record<string, string>> = {
  NotFoundException: 'The topic is gone: create it again, or deploy the stack with the ARN of another topic.',
  AuthorizationErrorException:
    'The role one-active-key-notification may not publish: allow it in the policy of the topic, and in the policies of the organization.',
  InvalidParameterException:
    'The topic must be a standard topic in the Region of the function; if it is one, the message is malformed: report it.',
  InvalidParameterValueException: 'The message is malformed: report it.',
  EndpointDisabledException: 'Enable the endpoint, or deploy the stack with the ARN of another topic.',
  KMSThrottlingException: 'The key of the topic is used too often: try again.',
};

function adviceFor(cause: unknown): string {
  const name = cause instanceof Error ? cause.name : '';
  return (
    ADVICE[name] ??
    (name.startsWith('KMS') ? KEY_ADVICE : 'Try again; docs/reference.md says what a topic needs.')
  );
}

/**
 * Thrown for a notice or a reminder about a user whose owner cannot be read: without the owner's attribute it
 * would miss the owner's subscription, and it would count as given all the same. Nothing was published.
 */
export class UnknownOwnerError extends Error {
  override readonly name = 'UnknownOwnerError';

  constructor(userId: string, problem: string) {
    super(`the owner of ${userId} could not be read, so nothing was published: ${problem}`);
  }
}

/** Thrown while a message should wait for the digest in a stack without a ledger. */
export class MissingLedgerError extends Error {
  override readonly name = 'MissingLedgerError';

  constructor() {
    super('MESSAGE_DELIVERY: expected Each where LEDGER_TABLE is not set; received Daily');
  }
}
