import type { Inventory } from '../inventory/inventory.ts';
import { toCsv } from './csv.ts';
import { toHtml } from './html.ts';
import type { Format } from './names.ts';
import { toSafeJson } from './safe-json.ts';
import { ledgerLine, toText } from './text.ts';

/** Formats an inventory; `width` is the width of a table in characters. */
export function format(inventory: Inventory, as: Format, width: number): string {
  switch (as) {
    case 'table':
      return `${toText(inventory, width)}${ledgerLine(inventory)}`;
    case 'json':
      return toSafeJson(inventory);
    case 'csv':
      return toCsv(inventory);
    case 'html':
      return toHtml(inventory);
  }
}
