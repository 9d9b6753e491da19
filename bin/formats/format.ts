import type { Inventory } from '../inventory/inventory.ts';
import { toCsv } from './csv.ts';
import { toHtml } from './html.ts';
import { toText } from './text.ts';

/** How an inventory can be written. */
export const FORMATS = ['table', 'json', 'csv', 'html'] as const;

/** One of the formats. */
export type Format = (typeof FORMATS)[number];

/** Writes an inventory. */
export function format(inventory: Inventory, as: Format, width: number): string {
  switch (as) {
    case 'table':
      return toText(inventory, width);
    case 'json':
      return `${JSON.stringify(inventory, null, 2)}\n`;
    case 'csv':
      return toCsv(inventory);
    case 'html':
      return toHtml(inventory);
  }
}
