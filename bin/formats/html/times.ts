import { html, type Markup } from './markup.ts';

/** A day and a time of day, UTC; a text that is no time stays a text. */
export function dateTime(iso: string): Markup {
  const at = minuteOf(iso);
  if (at === undefined) return html`${iso}`;
  return html`<time datetime="${at}Z">${at.slice(0, 10)} <span class="clock">${at.slice(11)}</span></time>`;
}

/** A day, UTC; the time of day is in the attribute alone. */
export function date(iso: string): Markup {
  const at = minuteOf(iso);
  if (at === undefined) return html`${iso}`;
  return html`<time datetime="${at}Z">${at.slice(0, 10)}</time>`;
}

/** `YYYY-MM-DDTHH:MM` in UTC; undefined if the text is no time. */
function minuteOf(iso: string): string | undefined {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString().slice(0, 16);
}
