import type { AttributeValue as SdkValue } from '@aws-sdk/client-dynamodb';
import type { AwsError } from '../../api.ts';
import { parseValue } from '../attribute-values.ts';
import type { AttributeValue } from '../item.ts';
import { invalid } from '../refusals.ts';
import { isReserved } from './reserved-words.ts';

/** The members of a request that hold an expression. */
export type ExpressionKind = 'ConditionExpression' | 'KeyConditionExpression';

/** An expression of a request, with the names and values to which it refers. */
export interface ExpressionRequest {
  readonly kind: ExpressionKind;
  readonly expression: string;
  readonly names: Readonly<Record<string, string>> | undefined;
  readonly values: Readonly<Record<string, SdkValue>> | undefined;
}

/** Resolves the names and values in an expression, and notes which ones it uses. */
export interface References {
  /** The name of an attribute: `#n` or the name itself. */
  attribute(text: string): string;
  value(text: string): AttributeValue;
  /** Throws DynamoDB's error if the request defines a name or a value that no expression uses. */
  refuseUnused(): void;
}

/** The error of DynamoDB for an expression that it does not accept. */
export function invalidExpression(kind: ExpressionKind, reason: string): AwsError {
  return invalid(`Invalid ${kind}: ${reason}`);
}

/** Creates the references of an expression; throws DynamoDB's error if a definition is not valid. */
export function createReferences({ kind, names, values }: ExpressionRequest): References {
  const definedNames = parseDefinitions('ExpressionAttributeNames', '#', names);
  const definedValues = parseDefinitions('ExpressionAttributeValues', ':', values);
  const readValues = new Map(
    Array.from(definedValues, ([key, value]) => [key, parseDefinedValue(key, value)]),
  );
  const used = new Set<string>();
  const find = <Value>(definitions: ReadonlyMap<string, Value>, text: string, missing: string): Value => {
    used.add(text);
    const found = definitions.get(text);
    if (found !== undefined) return found;
    throw invalidExpression(kind, `${missing}: ${text}`);
  };
  return {
    attribute(text) {
      if (text.startsWith('#')) return find(definedNames, text, NAME_NOT_DEFINED);
      if (!isReserved(text)) return text;
      throw invalidExpression(kind, `Attribute name is a reserved keyword; reserved keyword: ${text}`);
    },
    value: (text) => find(readValues, text, VALUE_NOT_DEFINED),
    refuseUnused() {
      refuseUnused('ExpressionAttributeNames', definedNames, used);
      refuseUnused('ExpressionAttributeValues', definedValues, used);
    },
  };
}

const NAME_NOT_DEFINED =
  'An expression attribute name used in the document path is not defined; attribute name';
const VALUE_NOT_DEFINED = 'An expression attribute value used in expression is not defined; attribute value';

/** Throws DynamoDB's error if a request without an expression defines names or values. */
export function refuseWithoutExpression(
  kind: ExpressionKind,
  { names, values }: Pick<ExpressionRequest, 'names' | 'values'>,
): void {
  const only = 'can only be specified when using expressions';
  if (names) throw invalid(`ExpressionAttributeNames ${only}`);
  if (values) throw invalid(`ExpressionAttributeValues ${only}: ${kind} is null`);
}

function parseDefinitions<Value>(
  member: string,
  sign: '#' | ':',
  definitions: Readonly<Record<string, Value>> | undefined,
): ReadonlyMap<string, Value> {
  const entries = Object.entries(definitions ?? {});
  if (definitions && entries.length === 0) throw invalid(`${member} must not be empty`);
  const wrong = entries.find(([key]) => !key.startsWith(sign) || !/^\w+$/.test(key.slice(1)));
  if (wrong) throw invalid(`${member} contains invalid key: Syntax error; key: "${wrong[0]}"`);
  return new Map(entries);
}

function parseDefinedValue(key: string, value: SdkValue): AttributeValue {
  try {
    return parseValue(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid(`ExpressionAttributeValues contains invalid value: ${reason} for key ${key}`);
  }
}

function refuseUnused(
  member: string,
  definitions: ReadonlyMap<string, unknown>,
  used: ReadonlySet<string>,
): void {
  const unused = [...definitions.keys()].filter((key) => !used.has(key));
  if (unused.length === 0) return;
  throw invalid(`Value provided in ${member} unused in expressions: keys: {${unused.join(', ')}}`);
}
