import { toSafeJson } from '../../../formats/safe-json.ts';
import type { Explanation } from '../explanation.ts';
import type { ExplanationFormat } from './names.ts';
import { toText } from './text.ts';

/** The text of an explanation in one of the formats, as it is printed or written to a file. */
export function formatExplanation(explanation: Explanation, as: ExplanationFormat): string {
  switch (as) {
    case 'text':
      return toText(explanation);
    case 'json':
      return toSafeJson(explanation);
  }
}
