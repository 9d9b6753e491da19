import type { AttributeValue as SdkValue } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, Item } from './item.ts';
import { canonicalNumber, compareNumbers } from './numbers.ts';
import { invalid } from './refusals.ts';

const EXACTLY_ONE = 'must contain exactly one of the supported datatypes';

/**
 * Parses a value of a request, with a number in the form in which DynamoDB returns it; throws its error for
 * others.
 */
export function parseValue({ S, N }: SdkValue): AttributeValue {
  if (S != null && N != null)
    throw invalid(`Supplied AttributeValue has more than one datatypes set, ${EXACTLY_ONE}`);
  if (S != null) return { S };
  if (N != null) return { N: canonicalNumber(N) };
  throw invalid(`Supplied AttributeValue is empty, ${EXACTLY_ONE}`);
}

/** The item of a request; throws `AwsError` for an attribute that DynamoDB refuses. */
export function parseItem(attributes: Readonly<Record<string, SdkValue>> = {}): Item {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, parseValue(value)]));
}

/** The attribute of an item; `undefined` if the item does not exist or does not have it. */
export function attributeOf(item: Item | undefined, name: string): AttributeValue | undefined {
  return item && Object.hasOwn(item, name) ? item[name] : undefined;
}

/** `S` or `N`. */
export function typeOf(value: AttributeValue): 'S' | 'N' {
  return 'S' in value ? 'S' : 'N';
}

/**
 * Compares two values, as a function for `sort` does; `undefined` if they have different types, which have no
 * order.
 */
export function compareValues(one: AttributeValue, other: AttributeValue): number | undefined {
  if ('S' in one && 'S' in other) return compareTexts(one.S, other.S);
  if ('N' in one && 'N' in other) return compareNumbers(one.N, other.N);
  return undefined;
}

/** Compares two texts by their bytes in UTF-8 (API reference, Query: ScanIndexForward). */
export function compareTexts(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** The length of a text in bytes of UTF-8, by which DynamoDB measures names, texts and expressions. */
export function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

/**
 * The size of an item in bytes (Developer Guide, DynamoDB item sizes and formats); AWS gives the size of a
 * number only approximately: one byte for two significant digits, and one more.
 */
export function sizeOf(item: Item): number {
  const sizes = Object.entries(item).map(([name, value]) => {
    if ('S' in value) return bytesOf(name) + bytesOf(value.S);
    const digits = value.N.replace(/\D/g, '').replace(/^0+|0+$/g, '').length;
    return bytesOf(name) + Math.ceil(digits / 2) + 1;
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}
