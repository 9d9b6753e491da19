import { Token, Tokenization } from 'aws-cdk-lib';
import type { OneActiveKeyForwardingProps } from './one-active-key-forwarding-props.ts';
import type { OneActiveKeyProps } from './one-active-key-props.ts';

/**
 * Parses the value of a prop as the text that a parameter of the template would have; undefined for a value
 * of another type.
 */
type Parse = (value: unknown) => string | undefined;

/** Which parameter of the account template a prop stands for, and how its value is parsed. */
export interface PropParser {
  readonly parameter: string;
  readonly parse: Parse;
  /** What the prop may be, in words, where the parameter's own words do not say it. */
  readonly expected?: string;
  /** Texts that the prop may be, although the parameter may not. */
  readonly alsoAccepted?: RegExp;
}

const parseText: Parse = (value) => (typeof value === 'string' ? value : undefined);

const parseNumber: Parse = (value) => {
  if (typeof value !== 'number') return undefined;
  return Token.isUnresolved(value) ? Token.asString(Tokenization.reverseNumber(value)) : String(value);
};

const parseBoolean: Parse = (value) => {
  if (typeof value === 'boolean') return String(value);
  return Token.isUnresolved(value) && typeof value === 'object' ? Token.asString(value) : undefined;
};

/** Parses an attribute of a construct, which is never empty. */
const parseAttribute =
  (attribute: string): Parse =>
  (value) => {
    const text = (value as Readonly<Record<string, unknown>> | null)?.[attribute];
    return typeof text === 'string' && text !== '' ? text : undefined;
  };

const parseBoundary: Parse = (value) => parseText(value) ?? parseAttribute('managedPolicyArn')(value);

const text = (parameter: string): PropParser => ({ parameter, parse: parseText });
const number = (parameter: string): PropParser => ({ parameter, parse: parseNumber });

const parseTopic: Parse = (value) =>
  (value as { readonly fifo?: unknown } | null)?.fifo === true
    ? undefined
    : parseAttribute('topicArn')(value);

/** CloudWatch Logs takes no alias, and a permission on the ARN of an alias permits nothing. */
const parseKey: Parse = (value) =>
  typeof (value as { readonly aliasName?: unknown } | null)?.aliasName === 'string'
    ? undefined
    : parseAttribute('keyArn')(value);

const BOUNDARY: PropParser = {
  parameter: 'PermissionsBoundaryName',
  parse: parseBoundary,
  expected:
    'a managed policy (IManagedPolicy), or the name of one with its path but without a slash before it',
  alsoAccepted: /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\//,
};

/**
 * The parser of each prop that stands for a parameter of the account template; `code` is the only other one.
 */
export const PROP_PARSERS: Readonly<Record<Exclude<keyof OneActiveKeyProps, 'code'>, PropParser>> = {
  selectionStrategy: text('SelectionStrategy'),
  rotationGraceHours: number('RotationGraceHours'),
  protectUsedWithinDays: number('ProtectUsedWithinDays'),
  exemptionMaxDays: number('ExemptionMaxDays'),
  configRule: text('ConfigRule'),
  evaluationFrequency: text('EvaluationFrequency'),
  reporting: text('Reporting'),
  nearRealTime: { parameter: 'NearRealTime', parse: parseBoolean },
  remediation: text('Remediation'),
  noticeDays: number('NoticeDays'),
  automaticPerDay: number('AutomaticPerDay'),
  maximumAutomaticAttempts: number('MaximumAutomaticAttempts'),
  retryAttemptSeconds: number('RetryAttemptSeconds'),
  deletion: text('Deletion'),
  soakDays: number('SoakDays'),
  notificationTopic: {
    parameter: 'NotificationTopicArn',
    parse: parseTopic,
    expected: 'a standard SNS topic (ITopic) of this Region',
  },
  chatTopic: {
    parameter: 'ChatTopicArn',
    parse: parseTopic,
    expected: 'a standard SNS topic (ITopic) of this Region',
  },
  messageDelivery: text('MessageDelivery'),
  ownerTag: text('OwnerTag'),
  alarms: text('Alarms'),
  encryptionKey: {
    parameter: 'KmsKeyArn',
    parse: parseKey,
    expected: 'a KMS key (IKey) of this Region and no alias',
  },
  existingLedgerTable: text('ExistingLedgerTable'),
  logRetentionDays: number('LogRetentionDays'),
  permissionsBoundary: BOUNDARY,
  rolePath: text('RolePath'),
  reviewerAccountId: text('ReviewerAccountId'),
  reviewerExternalId: text('ReviewerExternalId'),
};

/** The parser of each prop that stands for a parameter of the forwarding template. */
export const FORWARDING_PARSERS: Readonly<Record<keyof OneActiveKeyForwardingProps, PropParser>> = {
  homeRegion: text('HomeRegion'),
  permissionsBoundary: BOUNDARY,
  rolePath: text('RolePath'),
};
