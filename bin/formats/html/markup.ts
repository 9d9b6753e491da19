/** Text that is HTML already; `html` and `trusted` alone make it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: all but `Markup` is escaped. */
export type Content = Markup | string | number | readonly Content[];

/** A template whose values are escaped, for texts and for attributes in double quotes; nothing else may hold one. */
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

/** Nothing at all. */
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

/** Control characters, half characters, line separators, and what would turn the direction of the text around them. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

function escapeHtml(text: string): string {
  return text.replace(UNSEEN, ' ').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
