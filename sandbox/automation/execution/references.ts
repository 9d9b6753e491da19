import { isRecord } from '../document/checks.ts';
import { asText } from '../text.ts';

/** Returns the value of a `{{ reference }}`; throws a `StepFailure` for an unknown name. */
export type Lookup = (name: string) => unknown;

/** The names in the references of a text, in their order. */
export function referencesIn(text: string): readonly string[] {
  return [...text.matchAll(REFERENCE)].map(([, name = '']) => name);
}

const REFERENCE = /\{\{\s*(.*?)\s*\}\}/g;

/**
 * Replaces the references in all texts of a value, at any depth. A text that consists of one reference
 * becomes the value itself; within a longer text, the value is converted to text. References within inserted
 * values are not replaced.
 */
export function substitute(value: unknown, lookup: Lookup): unknown {
  if (typeof value === 'string') return substituteText(value, lookup);
  if (Array.isArray(value)) return value.map((element: unknown) => substitute(element, lookup));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, substitute(held, lookup)]));
}

function substituteText(text: string, lookup: Lookup): unknown {
  const [first, ...more] = text.matchAll(REFERENCE);
  if (first && more.length === 0 && first[0] === text) return lookup(first[1] ?? '');
  return text.replace(REFERENCE, (_reference, name: string) => asText(lookup(name)));
}
