import fc from 'fast-check';
import { expect } from 'vitest';

/** Whatever JSON can say, with the texts on which readers stumble. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
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

/** A value that is nearly `perfect`: here and there a member is missing, odd, or one too many. */
export function nearly(perfect: unknown): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: bent(perfect) }, { weight: 1, arbitrary: odd });
}

function bent(perfect: unknown): fc.Arbitrary<unknown> {
  if (typeof perfect === 'string') return nearlyText(perfect);
  if (typeof perfect !== 'object' || perfect === null) return fc.constant(perfect);
  if (Array.isArray(perfect)) return fc.tuple(...perfect.map(nearly));
  const members = Object.fromEntries(
    Object.entries(perfect).map(([name, value]) => {
      const there = nearly(value).map((each): [unknown] => [each]);
      return [name, fc.oneof({ weight: 12, arbitrary: there }, { weight: 1, arbitrary: fc.constant([]) })];
    }),
  );
  const more = fc.oneof(
    { weight: 12, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.dictionary(fc.string(), odd, { maxKeys: 2 }) },
  );
  return fc.tuple(fc.record(members), more).map(([drawn, others]) => {
    const present = Object.entries(drawn).filter(([, value]) => value.length > 0);
    return { ...Object.fromEntries(present.map(([name, [value]]) => [name, value])), ...others };
  });
}

/** A text that is right, or a little off. */
export function nearlyText(text: string): fc.Arbitrary<string> {
  const off = [`${text} `, `x${text}`, `${text}\n`, text.toLowerCase(), text.slice(1), text.slice(0, -1)];
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(text) },
    { weight: 1, arbitrary: fc.constantFrom(...off) },
    { weight: 1, arbitrary: fc.string() },
  );
}

/** How many times as many runs as usual: `FUZZ_FACTOR=50 npx vitest run test/fuzz` searches longer. */
const FACTOR = Number(process.env['FUZZ_FACTOR'] ?? 1);

/** A parser and what it promises. */
export interface Law<Given, Value> {
  readonly inputs: fc.Arbitrary<Given>;
  readonly parse: (given: Given) => Value | Promise<Value>;
  /** Objects, by an assertion, to a value that the parser must not give. */
  readonly contract: (value: Value, given: Given) => void;
  /** The only errors that it may throw; none if it makes something of every input. */
  readonly errors?: readonly (new (
    ...args: never[]
  ) => Error)[];
  readonly numRuns?: number;
}

/**
 * Puts a law to the test: whatever comes in, the parser keeps its contract or throws an error that is named. Both must
 * come about, where both may.
 */
export async function obeys<Given, Value>(law: Law<Given, Value>): Promise<void> {
  const { inputs, parse, contract, errors = [], numRuns = 2_000 } = law;
  const seen = { value: 0, error: 0 };
  const property = fc.asyncProperty(inputs, async (given) => {
    const result = await attempt(() => parse(given));
    if ('value' in result) {
      contract(result.value, given);
      seen.value += 1;
    } else {
      // Thrown on, so that the report has its stack.
      if (!errors.some((known) => result.error instanceof known)) throw result.error;
      seen.error += 1;
    }
  });
  await fc.assert(property, { numRuns: numRuns * FACTOR });
  expect(seen.value).toBeGreaterThan(0);
  expect(seen.error > 0).toBe(errors.length > 0);
}

async function attempt<Value>(
  act: () => Value | Promise<Value>,
): Promise<{ readonly value: Value } | { readonly error: unknown }> {
  try {
    return { value: await act() };
  } catch (error) {
    return { error };
  }
}
