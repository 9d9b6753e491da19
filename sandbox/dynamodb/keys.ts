import { attributeOf, bytesOf, sizeOf, typeOf } from './attribute-values.ts';
import type { Item } from './item.ts';
import { invalid } from './refusals.ts';

/** The key of an item: the partition key `pk` and the sort key `sk`, both of type S. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** The names of the key attributes, in their order. */
const KEY_ATTRIBUTES = ['pk', 'sk'] as const;

/** The name of a key attribute. */
export type KeyAttribute = (typeof KEY_ATTRIBUTES)[number];

/** The maximum size of an item: 400 KB (Developer Guide, Quotas: Item size). */
const MAX_ITEM_SIZE = 400 * 1024;

/** The maximum lengths of the partition key and of the sort key in bytes (Developer Guide, Constraints). */
const MAX_LENGTHS = { pk: 2048, sk: 1024 } as const;

// AWS omits the space in front of the first number.
const TOO_LONG = {
  pk: 'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
  sk: 'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
} as const;

/** The key of an item to store; throws DynamoDB's error if the item has no valid key or is too large. */
export function keyOfItem(item: Item): ItemKey {
  const [pk, sk] = KEY_ATTRIBUTES.map((name) => {
    const value = attributeOf(item, name);
    if (!value)
      throw invalid(`One or more parameter values were invalid: Missing the key ${name} in the item`);
    if ('S' in value) return keyText(name, value.S);
    const mismatch = `Type mismatch for key ${name} expected: S actual: ${typeOf(value)}`;
    throw invalid(`One or more parameter values were invalid: ${mismatch}`);
  });
  if (sizeOf(item) > MAX_ITEM_SIZE) throw invalid('Item size has exceeded the maximum allowed size');
  return { pk: pk ?? '', sk: sk ?? '' };
}

/** The key that a request names; throws DynamoDB's error if it is not exactly the key of the table. */
export function keyOfRequest(key: Item): ItemKey {
  const [pk, sk] = KEY_ATTRIBUTES.map((name) => {
    const value = attributeOf(key, name);
    if (value && 'S' in value && Object.keys(key).length === KEY_ATTRIBUTES.length)
      return keyText(name, value.S);
    throw invalid('The provided key element does not match the schema');
  });
  return { pk: pk ?? '', sk: sk ?? '' };
}

/** The text of a key attribute; throws DynamoDB's error if it is empty or too long. */
export function keyText(name: KeyAttribute, text: string): string {
  if (text === '') {
    const reason = 'The AttributeValue for a key attribute cannot contain an empty string value';
    throw invalid(`One or more parameter values are not valid. ${reason}. Key: ${name}`);
  }
  if (bytesOf(text) > MAX_LENGTHS[name]) throw invalid(TOO_LONG[name]);
  return text;
}
