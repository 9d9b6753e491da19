import fc from 'fast-check';
import { expect } from 'vitest';

/** Any JSON value, and texts that parsers often treat wrongly. */
export const unusualValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(null, '', ' ', '0', 0, -1, 1e308, true, [], {}, [null], '__proto__', 'constructor', 'null'),
  fc.constantFrom(
    'noon',
    '2026-13-01',
    '2026-02-30T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    '[object Object]',
  ),
);

/** A value like `valid`, in which some members are missing, unusual or additional. */
export function nearlyValid(valid: unknown): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 12, arbitrary: withDefects(valid) },
    { weight: 1, arbitrary: unusualValues },
    // In a value with many members, nearly every drawing has a defect somewhere, and a law wants the valid
    // value, too.
    { weight: 3, arbitrary: fc.constant(valid) },
  );
}

function withDefects(valid: unknown): fc.Arbitrary<unknown> {
  if (typeof valid === 'string') return nearlyValidText(valid);
  if (typeof valid !== 'object' || valid === null) return fc.constant(valid);
  if (Array.isArray(valid)) return fc.tuple(...valid.map(nearlyValid));
  const members = Object.fromEntries(
    Object.entries(valid).map(([name, value]) => {
      const present = nearlyValid(value).map((each): [unknown] => [each]);
      return [name, fc.oneof({ weight: 12, arbitrary: present }, { weight: 1, arbitrary: fc.constant([]) })];
    }),
  );
  const additionalMembers = fc.oneof(
    { weight: 12, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.dictionary(fc.string(), unusualValues, { maxKeys: 2 }) },
  );
  return fc.tuple(fc.record(members), additionalMembers).map(([drawn, additional]) => {
    const present = Object.entries(drawn).filter(([, value]) => value.length > 0);
    return { ...Object.fromEntries(present.map(([name, [value]]) => [name, value])), ...additional };
  });
}

/** A text, or a text with a small difference. */
export function nearlyValidText(text: string): fc.Arbitrary<string> {
  const variants = [
    `${text} `,
    `x${text}`,
    `${text}\n`,
    text.toLowerCase(),
    text.slice(1),
    text.slice(0, -1),
  ];
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(text) },
    { weight: 1, arbitrary: fc.constantFrom(...variants) },
    { weight: 1, arbitrary: fc.string() },
  );
}

/** A text as it is, and JSON for any other value. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/**
 * The factor by which the number of runs is multiplied: `FUZZ_FACTOR=50 npx vitest run test/fuzz` searches
 * longer.
 */
const FACTOR = Number(process.env['FUZZ_FACTOR'] ?? 1);

/** A parser with its contract. */
export interface Law<Given, Value> {
  readonly inputs: fc.Arbitrary<Given>;
  readonly read: (given: Given) => Value | Promise<Value>;
  /** Fails, by an assertion, for a value that the parser must not return. */
  readonly contract: (value: Value, given: Given) => void;
  /** The only errors that the parser may throw; none if it accepts every input. */
  readonly errors?: readonly (new (
    ...args: never[]
  ) => Error)[];
  readonly numRuns?: number;
}

/**
 * Asserts a law: for every input, the parser keeps its contract or throws one of the named errors. At least
 * one input must lead to a value and, if there are named errors, at least one to an error.
 */
export async function assertLaw<Given, Value>(law: Law<Given, Value>): Promise<void> {
  const { inputs, read, contract, errors = [], numRuns = 2_000 } = law;
  const counts = { value: 0, error: 0 };
  const property = fc.asyncProperty(inputs, async (given) => {
    const result = await attempt(() => read(given));
    if ('value' in result) {
      contract(result.value, given);
      counts.value += 1;
    } else {
      // The original error is thrown, so that the report has its stack.
      if (!errors.some((known) => result.error instanceof known)) throw result.error;
      counts.error += 1;
    }
  });
  await fc.assert(property, { numRuns: numRuns * FACTOR });
  expect(counts.value).toBeGreaterThan(0);
  expect(counts.error > 0).toBe(errors.length > 0);
}

async function attempt<Value>(
  read: () => Value | Promise<Value>,
): Promise<{ readonly value: Value } | { readonly error: unknown }> {
  try {
    return { value: await read() };
  } catch (error) {
    return { error };
  }
}
