import { toSafeJson } from '../../../formats/safe-json.ts';
import type { Explanation } from '../explanation.ts';
import type { ExplanationFormat } from './names.ts';
import { toText } from './text.ts';

/** Formats an explanation. */
export function formatExplanation(explanation: Explanation, as: ExplanationFormat): string {
  switch (as) {
    case 'text':
      return toText(explanation);
    case 'json':
      return toSafeJson(explanation);
  }
}
