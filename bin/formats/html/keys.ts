import type { InventoryKey } from '../../inventory/inventory-user.ts';
import { count } from '../words.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { date } from './times.ts';

/** The id of a key, and its status unless it is Active. */
export function keyId({ accessKeyId, status }: InventoryKey): Markup {
  const other = status === 'Active' ? NOTHING : html` <span class="status quiet">${status}</span>`;
  return html`<code>${accessKeyId}</code>${other}`;
}

/** The age of a key in days, and the day of its creation. */
export function age({ ageDays, createdAt }: InventoryKey): Markup {
  return html`${count(ageDays, 'day')} <span class="since">${date(createdAt)}</span>`;
}

/** The days since the last use of a key, its day and where it was; or that it was never used. */
export function unused({ unusedDays, lastUsed }: InventoryKey): Markup {
  if (!lastUsed) return html`<strong>never used</strong>`;
  const { at, service, region } = lastUsed;
  return html`${count(unusedDays, 'day')} <span class="since">${date(at)}</span> <span class="where">${service} · ${region}</span>`;
}
