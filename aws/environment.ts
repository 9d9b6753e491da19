import { MissingEnvironmentError } from './errors.ts';

/** Reads a variable that the function cannot work without; throws, before the first invocation, where it is not set. */
export function requireEnvironment(name: string, meaning: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new MissingEnvironmentError(name, meaning);
}
