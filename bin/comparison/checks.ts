/**
 * Looks at a value of a file, and returns it with its type, without what nobody asked for. Throws `Defect`.
 */
export type Check<Value> = (value: unknown, path: string) => Value;

/** A value that is not what was expected; the message does not have the value, which may be anything. */
export class Defect extends Error {
  override readonly name = 'Defect';
}

/** A text that has this form. */
export function text(form: RegExp, expected: string): Check<string> {
  return (value, path) => {
    if (typeof value === 'string' && form.test(value)) return value;
    throw new Defect(`${path}: expected ${expected}`);
  };
}

/** One of some texts. */
export function oneOf<Value extends string>(...values: readonly Value[]): Check<Value> {
  return (value, path) => {
    const found = values.find((each) => each === value);
    if (found !== undefined) return found;
    throw new Defect(`${path}: expected ${values.join(', ')}`);
  };
}

/** True or false. */
export const truth: Check<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value;
  throw new Defect(`${path}: expected true or false`);
};

/** A whole number that is not negative. */
export const count: Check<number> = (value, path) => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Defect(`${path}: expected a whole number`);
};

/** Null, or what another check accepts. */
export function orNull<Value>(check: Check<Value>): Check<Value | null> {
  return (value, path) => (value === null ? null : check(value, path));
}

/** The empty text, or what another check accepts. */
export function orEmpty(check: Check<string>): Check<string> {
  return (value, path) => (value === '' ? '' : check(value, path));
}

/** A list of what another check accepts. */
export function listOf<Value>(check: Check<Value>): Check<readonly Value[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new Defect(`${path}: expected a list`);
    return value.map((each, index) => check(each, `${path}[${index}]`));
  };
}

/** An object with these members; others are left out, since a later version may have them. */
export function object<Value extends object>(
  members: { readonly [Name in keyof Value]: Check<Value[Name]> },
): Check<Value> {
  const checks = Object.entries(members) as [string, Check<unknown>][];
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new Defect(`${path || 'the file'}: expected an object`);
    const found = new Map(Object.entries(value));
    const checked = checks.map(([name, check]) => [
      name,
      check(found.get(name), path ? `${path}.${name}` : name),
    ]);
    return Object.fromEntries(checked) as Value;
  };
}
