import type { Explanation } from '../../evidence/explanation.ts';
import { toSafeJson } from '../safe-json.ts';
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
