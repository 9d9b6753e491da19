import { clean } from '../../../formats/clean.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * A text in XML, as content or within quotation marks. A space takes the place of each character that XML 1.0
 * does not allow (section 2.2, Char: most control characters, single surrogates, U+FFFE and U+FFFF) and of
 * those that a terminal would interpret.
 */
export function xmlText(text: string): string {
  return clean(text)
    .replaceAll(/[\ufffe\uffff]/g, ' ')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The attributes of an element, with escaped values. */
export function attributesOf(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${xmlText(String(value))}"`)
    .join(' ');
}
