import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InvalidParameterError } from '../../policy/errors.ts';
import { DEFAULT_POLICY, PARAMETERS, parseParameters } from '../../policy/parameters.ts';
import { assertLaw, unusualValues } from '../support/fuzz.ts';

const NAMES = Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[];

const values = fc.oneof(
  fc.integer({ min: -1, max: 730 }).map(String),
  fc.constantFrom('LeastRecentlyUsed', 'Oldest'),
  fc.stringMatching(/^[-+ 0-9.eE_x]{0,5}$/),
  unusualValues,
);
const names = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.string() },
);
const inputs = fc.oneof(
  fc.dictionary(names, values, { maxKeys: 2 }),
  fc.dictionary(
    fc.oneof(fc.constantFrom('__proto__', 'constructor', 'SelectionStrategy'), fc.string()),
    values,
  ),
);

it('arbitrary parameters lead to a policy with these values, within the bounds, or to an InvalidParameterError', () =>
  assertLaw({
    inputs,
    read: parseParameters,
    contract: (policy, given) => {
      for (const name of NAMES) {
        expect(String(policy[name])).toBe(name in given ? given[name] : String(DEFAULT_POLICY[name]));
      }
      expect(['LeastRecentlyUsed', 'Oldest']).toContain(policy.selectionStrategy);
      for (const name of ['rotationGraceHours', 'protectUsedWithinDays', 'exemptionMaxDays'] as const) {
        expect(policy[name]).toBeGreaterThanOrEqual(PARAMETERS[name].min);
        expect(policy[name]).toBeLessThanOrEqual(PARAMETERS[name].max);
      }
    },
    errors: [InvalidParameterError],
  }));
