import type { Inventory } from '../../inventory/inventory.ts';
import type { InventoryUser } from '../../inventory/inventory-user.ts';
import { count } from '../words.ts';
import { userName } from './accounts.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/**
 * How many users are fine, and why; who they are is in the list of all users, but a rotation is named, since
 * it has an end.
 */
export function fine(users: readonly InventoryUser[], inventory: Inventory): Markup {
  const rotating = users.filter(({ situation }) => situation === 'RotationInProgress');
  const { verdicts, activeKeys } = inventory.summary;
  const parts = [
    `${activeKeys.one} with one active key`,
    `${activeKeys.none} with none`,
    ...(rotating.length > 0 ? [`${rotating.length} with a rotation in progress`] : []),
  ];
  const comply = `${count(verdicts.COMPLIANT, 'user')} ${verdicts.COMPLIANT === 1 ? 'complies' : 'comply'}`;
  return html`<p>${comply}: ${parts.join(', ')}. They are in <a href="#all">the list of all users</a>.</p>
${rotating.length > 0 ? html`<ul class="rotations">${rotating.map((user) => rotation(user, inventory))}</ul>` : NOTHING}`;
}

function rotation(user: InventoryUser, inventory: Inventory): Markup {
  return html`<li><strong>${userName(user, inventory)}</strong> ${user.explanation}</li>\n`;
}
