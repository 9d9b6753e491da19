import type { MessageAttributeValue, PublishInput } from '@aws-sdk/client-sns';
import { AwsError } from '../api.ts';

/** API Reference, Publish, Message: "at most 256 KB in size (262,144 bytes, not 262,144 characters)". */
const MAX_MESSAGE_BYTES = 262_144;

/** API Reference, Publish, Subject: "less than 100 characters long". */
const MAX_SUBJECT_CHARACTERS = 99;

/** Developer Guide, "Amazon SNS message attributes": at most 256 characters. */
const MAX_NAME_CHARACTERS = 256;

/** Throws the error of SNS for a message outside the documented bounds. */
export function refuseInvalidMessage(request: PublishInput): void {
  const { Message: message = '', Subject: subject, MessageAttributes: attributes = {} } = request;
  if (message === '') throw invalid('Empty message');
  if (subject !== undefined) refuseInvalidSubject(subject);
  for (const [name, value] of Object.entries(attributes)) refuseInvalidAttribute(name, value);
  if (bytesOf(request) > MAX_MESSAGE_BYTES) throw invalid('Message too long');
}

/**
 * The older, narrower text of the API Reference: "Subjects must be ASCII text that begins with a letter,
 * number, or punctuation mark; must not include line breaks or control characters".
 */
function refuseInvalidSubject(subject: string): void {
  const isValid = /^[!-~][ -~]*$/.test(subject) && subject.length <= MAX_SUBJECT_CHARACTERS;
  if (!isValid) throw invalid('Subject');
}

/** Developer Guide, "Amazon SNS message attributes": name, type and value must not be empty. */
function refuseInvalidAttribute(name: string, { DataType: type, StringValue: value }: MessageAttributeValue) {
  const isName =
    /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name) &&
    name.length <= MAX_NAME_CHARACTERS &&
    !/^(aws|amazon)\./i.test(name);
  if (!isName) throw invalidValue(`The message attribute name '${name}' is invalid.`);
  if (type !== 'String') {
    throw new Error(`The sandbox supports attributes of the type String; ${name} is of the type ${type}`);
  }
  if (value) return;
  throw invalidValue(
    `The message attribute '${name}' must contain non-empty message attribute value for message attribute type 'String'.`,
  );
}

/** The attributes count, too: names, types and values (Developer Guide, "Amazon SNS message attributes"). */
function bytesOf({ Message: message = '', MessageAttributes: attributes = {} }: PublishInput): number {
  const texts = Object.entries(attributes).flatMap(([name, { DataType, StringValue = '' }]) => [
    name,
    DataType ?? '',
    StringValue,
  ]);
  return [message, ...texts].reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
}

const invalid = (what: string) => new AwsError('InvalidParameterException', `Invalid parameter: ${what}`);

const invalidValue = (message: string) => new AwsError('InvalidParameterValueException', message);
