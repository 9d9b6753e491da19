import { parseDateTime } from '../../../policy/iso8601.ts';
import { html, type Markup } from './markup.ts';

/** A date and a time of day in UTC; a text that is not a time is shown unchanged. */
export function dateTime(iso: string): Markup {
  const at = minuteOf(iso);
  if (at === undefined) return html`${iso}`;
  return html`<time datetime="${at}Z">${at.slice(0, 10)} <span class="clock">${at.slice(11)}</span></time>`;
}

/** A date in UTC; the time of day is only in the attribute. */
export function date(iso: string): Markup {
  const at = minuteOf(iso);
  if (at === undefined) return html`${iso}`;
  return html`<time datetime="${at}Z">${at.slice(0, 10)}</time>`;
}

/** `YYYY-MM-DDTHH:MM` in UTC; undefined if the text is not a time. */
function minuteOf(iso: string): string | undefined {
  const at = parseDateTime(iso);
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 16);
}
