import { afterEach, describe, expect, it, vi } from 'vitest';
import { requireBoolean, requireEnvironment } from '../../aws/environment.ts';
import { MalformedEnvironmentError, MissingEnvironmentError } from '../../aws/errors.ts';

afterEach(() => vi.unstubAllEnvs());

describe('a variable of the environment', () => {
  it('that is required is read as it is', () => {
    vi.stubEnv('NAME', 'a text');
    expect(requireEnvironment('NAME', 'a name')).toBe('a text');
  });

  it.each([
    ['true', true],
    ['false', false],
  ])('that is %s is that boolean', (value, expected) => {
    vi.stubEnv('TELLS', value);
    expect(requireBoolean('TELLS')).toBe(expected);
  });

  it.each([undefined, ''])('that is missing, as %j, is an error', (value) => {
    vi.stubEnv('TELLS', value);
    const message = 'environment variable TELLS: expected true or false; received nothing';
    expect(() => requireBoolean('TELLS')).toThrow(MissingEnvironmentError);
    expect(() => requireBoolean('TELLS')).toThrow(message);
  });

  it.each(['True', 'TRUE', 'yes', '1', '0', ' true', 'true\n'])('that is %j is no boolean', (value) => {
    vi.stubEnv('TELLS', value);
    const message = `environment variable TELLS: expected true or false; received ${JSON.stringify(value)}`;
    expect(() => requireBoolean('TELLS')).toThrow(MalformedEnvironmentError);
    expect(() => requireBoolean('TELLS')).toThrow(message);
  });
});
