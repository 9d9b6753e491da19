import type { Inventory } from '../inventory/inventory.ts';
import { toCsv } from './csv.ts';
import { toOcsf } from './findings/ocsf.ts';
import { toHtml } from './html.ts';
import type { PreviewFormat } from './names.ts';
import { toSafeJson } from './safe-json.ts';
import { ledgerLine, toText } from './text.ts';

/** Every format but that of Security Hub, which needs a Region. */
export type RegionlessFormat = Exclude<PreviewFormat, 'asff'>;

/** Formats an inventory; `width` is the width of a table in characters. */
export function format(inventory: Inventory, as: RegionlessFormat, width: number): string {
  switch (as) {
    case 'table':
      return `${toText(inventory, width)}${ledgerLine(inventory)}`;
    case 'json':
      return toSafeJson(inventory);
    case 'csv':
      return toCsv(inventory);
    case 'html':
      return toHtml(inventory);
    case 'ocsf':
      return toOcsf(inventory);
  }
}
