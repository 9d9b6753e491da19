/** Checks of parsed YAML, composed of small checks; each complaint is a sentence with the value received. */

/** Returns the complaints about the value at a path of a document; none if the value is valid. */
export type Check = (value: unknown, path: string) => readonly string[];

/**
 * The members of a mapping: the required ones, the optional ones, and the check of all others if others are
 * allowed.
 */
export interface Members {
  readonly required?: Readonly<Record<string, Check>>;
  readonly optional?: Readonly<Record<string, Check>>;
  /** Members that AWS supports and the sandbox does not: refused instead of ignored. */
  readonly unsupported?: readonly string[];
  readonly others?: Check;
}

/** Whether a value is a mapping. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value in a complaint: as JSON, at most 80 characters of it. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 80 ? `${json.slice(0, 80)}…` : json;
}

/** Checks a value by one condition; `expected` describes a valid value. */
export function that(expected: string, isValid: (value: unknown) => boolean): Check {
  return (value, path) =>
    isValid(value) ? [] : [`${path}: expected ${expected}; received ${shown(value)}.`];
}

/** Accepts every value. */
export const anything: Check = () => [];

/** Accepts a text that is not empty. */
export const text = that('a text', (value) => typeof value === 'string' && value !== '');

/** Accepts every text, also an empty one. */
export const prose = that('a text', (value) => typeof value === 'string');

/** Accepts `true` and `false`. */
export const flag = that('true or false', (value) => typeof value === 'boolean');

/** Accepts a whole number of 1 or more. */
export const count = that(
  'a whole number from 1 on',
  (value) => Number.isInteger(value) && Number(value) > 0,
);

/** Accepts a text that matches the pattern. */
export function matching(pattern: RegExp, expected: string): Check {
  return that(expected, (value) => typeof value === 'string' && pattern.test(value));
}

/** Accepts one of these texts. */
export function oneOf(...values: readonly string[]): Check {
  return that(`one of ${values.join(', ')}`, (value) => typeof value === 'string' && values.includes(value));
}

/** Accepts the values of a check, and a text with a `{{ reference }}`, whose value is not known yet. */
export function orReference(check: Check): Check {
  return (value, path) => (typeof value === 'string' && value.includes('{{') ? [] : check(value, path));
}

/** Accepts a list of at least one element if the check accepts each element. */
export function listOf(check: Check): Check {
  return (value, path) =>
    Array.isArray(value) && value.length > 0
      ? value.flatMap((element: unknown, index) => check(element, `${path}[${index}]`))
      : [`${path}: expected a list with something in it; received ${shown(value)}.`];
}

/** Accepts a mapping if the check accepts each value, whatever the names. */
export function mapOf(check: Check): Check {
  return members({ others: check });
}

/** Accepts a mapping with these members and no others. */
export function members(spec: Members): Check {
  return (value, path) => {
    if (!isRecord(value)) return [`${path}: expected a mapping; received ${shown(value)}.`];
    const missing = Object.keys(spec.required ?? {}).filter((name) => !Object.hasOwn(value, name));
    return [
      ...missing.map((name) => `${path}: ${name} is missing.`),
      ...Object.entries(value).flatMap(([name, held]) => member(spec, name)(held, `${path}.${name}`)),
    ];
  };
}

function member(spec: Members, name: string): Check {
  const known = { ...spec.required, ...spec.optional };
  const check = Object.hasOwn(known, name) ? known[name] : spec.others;
  if (check) return check;
  if (spec.unsupported?.includes(name)) return (_value, path) => [`${path} is not supported by the sandbox.`];
  return (_value, path) => [`${path} is not known; known here are ${Object.keys(known).join(', ')}.`];
}

/** Accepts a value that every check accepts; stops at the first check with complaints. */
export function inTurn(...checks: readonly Check[]): Check {
  return (value, path) => {
    for (const check of checks) {
      const complaints = check(value, path);
      if (complaints.length > 0) return complaints;
    }
    return [];
  };
}
