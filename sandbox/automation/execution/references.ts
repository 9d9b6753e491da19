import { isRecord } from '../document/checks.ts';

/** The value that a `{{ reference }}` names; throws a `StepFailure` if it names none. */
export type Lookup = (name: string) => unknown;

/** The names that a text refers to, in their order. */
export function referencesIn(text: string): readonly string[] {
  return [...text.matchAll(REFERENCE)].map(([, name = '']) => name);
}

const REFERENCE = /\{\{\s*(.*?)\s*\}\}/g;

/**
 * Puts values in the place of references, in texts at any depth: a text that is one reference becomes the value as it
 * is, within a longer text it is written out. What is put in is not looked through again.
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
  return text.replace(REFERENCE, (_reference, name: string) => written(lookup(name)));
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
