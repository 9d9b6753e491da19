/** Checks of parsed YAML, put together from small ones; each complaint is a sentence that says what came. */

/** What is wrong with the value at a place of a document; nothing if it is as it should be. */
export type Check = (value: unknown, place: string) => readonly string[];

/** The members of a mapping: those that must be there, those that may be, and what the rest must be, if any may. */
export interface Members {
  readonly required?: Readonly<Record<string, Check>>;
  readonly optional?: Readonly<Record<string, Check>>;
  /** Known to AWS, but not served here: refused with these words rather than ignored. */
  readonly unsupported?: readonly string[];
  readonly others?: Check;
}

/** Whether a value is a mapping. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as it is shown in a complaint: as JSON, cut where it is long. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 80 ? `${json.slice(0, 80)}…` : json;
}

/** Checks a value by one condition. */
export function that(expected: string, holds: (value: unknown) => boolean): Check {
  return (value, place) =>
    holds(value) ? [] : [`${place}: expected ${expected}; received ${shown(value)}.`];
}

/** Whatever it is. */
export const anything: Check = () => [];

/** A text with something in it. */
export const text = that('a text', (value) => typeof value === 'string' && value !== '');

/** A text that may be empty. */
export const prose = that('a text', (value) => typeof value === 'string');

/** `true` or `false`. */
export const flag = that('true or false', (value) => typeof value === 'boolean');

/** A whole number, 1 or more. */
export const count = that(
  'a whole number from 1 on',
  (value) => Number.isInteger(value) && Number(value) > 0,
);

/** A text of this form. */
export function matching(pattern: RegExp, expected: string): Check {
  return that(expected, (value) => typeof value === 'string' && pattern.test(value));
}

/** One of these texts. */
export function oneOf(...values: readonly string[]): Check {
  return that(`one of ${values.join(', ')}`, (value) => typeof value === 'string' && values.includes(value));
}

/** What a check lets through, or a text with a `{{ reference }}`, whose value is not known yet. */
export function orReference(check: Check): Check {
  return (value, place) => (typeof value === 'string' && value.includes('{{') ? [] : check(value, place));
}

/** A list with one element at least, each of which passes. */
export function listOf(check: Check): Check {
  return (value, place) =>
    Array.isArray(value) && value.length > 0
      ? value.flatMap((element: unknown, index) => check(element, `${place}[${index}]`))
      : [`${place}: expected a list with something in it; received ${shown(value)}.`];
}

/** A mapping whose values pass, whatever their names. */
export function mapOf(check: Check): Check {
  return members({ others: check });
}

/** A mapping with these members and no others. */
export function members(spec: Members): Check {
  return (value, place) => {
    if (!isRecord(value)) return [`${place}: expected a mapping; received ${shown(value)}.`];
    const missing = Object.keys(spec.required ?? {}).filter((name) => !Object.hasOwn(value, name));
    return [
      ...missing.map((name) => `${place}: ${name} is missing.`),
      ...Object.entries(value).flatMap(([name, held]) => member(spec, name)(held, `${place}.${name}`)),
    ];
  };
}

function member(spec: Members, name: string): Check {
  const known = { ...spec.required, ...spec.optional };
  const check = Object.hasOwn(known, name) ? known[name] : spec.others;
  if (check) return check;
  if (spec.unsupported?.includes(name))
    return (_value, place) => [`${place} is not supported by the sandbox.`];
  return (_value, place) => [`${place} is not known; known here are ${Object.keys(known).join(', ')}.`];
}

/** Passes what every check passes; a later check is asked only about what the earlier ones let through. */
export function inTurn(...checks: readonly Check[]): Check {
  return (value, place) => {
    for (const check of checks) {
      const complaints = check(value, place);
      if (complaints.length > 0) return complaints;
    }
    return [];
  };
}
