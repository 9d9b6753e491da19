import { MalformedEnvironmentError, MissingEnvironmentError } from './errors.ts';

/**
 * Reads a required environment variable; throws `MissingEnvironmentError`, before the first invocation, if it
 * is not set.
 */
export function requireEnvironment(name: string, meaning: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new MissingEnvironmentError(name, meaning);
}

/** Reads an environment variable that is one of some texts; throws `MalformedEnvironmentError` for others. */
export function requireChoice<Value extends string>(name: string, ...values: readonly Value[]): Value {
  const expected = values.join(' or ');
  const given = requireEnvironment(name, expected);
  const value = values.find((each) => each === given);
  if (value !== undefined) return value;
  throw new MalformedEnvironmentError(name, expected, given);
}

/** Reads an environment variable that is `true` or `false`; throws as `requireChoice` does. */
export function requireBoolean(name: string): boolean {
  return requireChoice(name, 'true', 'false') === 'true';
}
