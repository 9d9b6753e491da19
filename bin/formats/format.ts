import type { Inventory } from '../inventory/inventory.ts';
import { toCsv } from './csv.ts';
import { toHtml } from './html.ts';
import { ledgerLine, toText } from './text.ts';

/** The output formats of an inventory. */
export const FORMATS = ['table', 'json', 'csv', 'html'] as const;

/** One of the formats. */
export type Format = (typeof FORMATS)[number];

/** Formats an inventory; `width` is the width of a table in characters. */
export function format(inventory: Inventory, as: Format, width: number): string {
  switch (as) {
    case 'table':
      return `${toText(inventory, width)}${ledgerLine(inventory)}`;
    case 'json':
      return `${JSON.stringify(inventory, null, 2)}\n`;
    case 'csv':
      return toCsv(inventory);
    case 'html':
      return toHtml(inventory);
  }
}
