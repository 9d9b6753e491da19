import { clean } from '../clean.ts';

/** Text that is HTML; only `html` and `trusted` create it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value in a template; everything except `Markup` is escaped. */
export type Content = Markup | string | number | readonly Content[];

/**
 * A template whose values are escaped. Values are allowed only in text and in attributes with double quotes.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = parts[0] ?? '';
  values.forEach((value, index) => {
    text += render(value) + (parts[index + 1] ?? '');
  });
  return new Markup(text);
}

/** Our own CSS and JavaScript, which must not be escaped. Never for a text that comes from an account. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

/** Empty markup. */
export const NOTHING: Markup = trusted('');

function render(value: Content): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? escapeHtml(value) : value.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return clean(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
