import { types } from 'node:util';
import { isAbsent, isRecord } from '../service-model/request-path.ts';

/**
 * An XML element with a value in it as the query protocol writes values: lists as `member` elements, times in ISO 8601;
 * nothing at all for an absent value.
 */
export function element(name: string, value: unknown, attributes = ''): string {
  return isAbsent(value) ? '' : `<${name}${attributes}>${content(value)}</${name}>`;
}

function content(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => element('member', item)).join('');
  if (types.isDate(value)) return value.toISOString();
  if (!isRecord(value)) return escaped(String(value));
  return Object.entries(value)
    .map(([name, member]) => element(name, member))
    .join('');
}

/** Control characters too: a parser makes a line feed of a carriage return that stands for itself. */
function escaped(text: string): string {
  return text.replace(/[<>&"'\p{Cc}]/gu, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}
