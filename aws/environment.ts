import { MissingEnvironmentError } from './errors.ts';

/**
 * Reads a required environment variable; throws `MissingEnvironmentError`, before the first invocation, if it
 * is not set.
 */
export function requireEnvironment(name: string, meaning: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new MissingEnvironmentError(name, meaning);
}
