import { types } from 'node:util';
import { isAbsent, isRecord } from '../service-model/request-path.ts';

/**
 * An XML element with a value in the form of the query protocol: a list as `member` elements, a `Map` as
 * `entry` elements, a time in ISO 8601, bytes in Base64; an empty text for an absent value.
 */
export function element(name: string, value: unknown, attributes = ''): string {
  return isAbsent(value) ? '' : `<${name}${attributes}>${content(value)}</${name}>`;
}

function content(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => element('member', item)).join('');
  if (types.isDate(value)) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Map) {
    return [...value].map(([key, each]) => element('entry', { key, value: each })).join('');
  }
  if (!isRecord(value)) return escaped(String(value));
  return Object.entries(value)
    .map(([name, member]) => element(name, member))
    .join('');
}

/** Escapes control characters too: an XML parser reads an unescaped carriage return as a line feed. */
function escaped(text: string): string {
  return text.replace(/[<>&"'\p{Cc}]/gu, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}
