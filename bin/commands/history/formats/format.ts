import type { Format } from '../../../formats/names.ts';
import { toSafeJson } from '../../../formats/safe-json.ts';
import type { History } from '../history.ts';
import { toHistoryCsv } from './csv.ts';
import { toHistoryHtml } from './html.ts';
import { toHistoryText } from './text.ts';

/** Formats a history; `width` is the width of a table in characters. */
export function formatHistory(history: History, as: Format, width: number): string {
  switch (as) {
    case 'table':
      return toHistoryText(history, width);
    case 'json':
      return toSafeJson(history);
    case 'csv':
      return toHistoryCsv(history);
    case 'html':
      return toHistoryHtml(history);
  }
}
