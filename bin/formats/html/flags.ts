import { hasAttributes } from '../../inventory/accounts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { InventoryUser } from '../../inventory/inventory-user.ts';
import { tagOf } from '../tag-columns.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** What makes a user more urgent than others, each as a word in its colour; nothing for a user without. */
export function flags(user: InventoryUser, inventory: Pick<Inventory, 'accounts'>): Markup {
  const { privileged, production } = user;
  const words: readonly (readonly [string, string])[] = [
    ...(privileged === 'yes' ? [['privileged', 'privileged'] as const] : []),
    ...(privileged === 'unknown' && hasAttributes(inventory)
      ? [['unknown', 'privileged: unknown'] as const]
      : []),
    ...(production === 'yes' ? [['production', 'production'] as const] : []),
  ];
  if (words.length === 0) return NOTHING;
  return html`<span class="flags">${words.map(([name, text]) => html`<span class="badge ${name}">${text}</span> `)}</span>`;
}

/**
 * The owner and the environment of a user by its tags; that nobody is named is said, and also that the tags
 * were not read.
 */
export function owner(user: InventoryUser): Markup {
  const [name, environment] = ['Owner', 'Environment'].map((column) => tagOf(user, column));
  const missing = user.tags === null ? 'tags not read' : 'no tag Owner';
  return html`${name ? html`<span class="owner">${name}</span>` : html`<span class="owner quiet">${missing}</span>`}
  ${environment ? html`<span class="environment">${environment}</span>` : NOTHING}`;
}
