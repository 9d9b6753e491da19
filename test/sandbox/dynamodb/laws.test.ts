import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../sandbox/api.ts';
import type { Condition } from '../../../sandbox/dynamodb/expression/condition.ts';
import { isMet } from '../../../sandbox/dynamodb/expression/evaluate.ts';
import { parseExpression } from '../../../sandbox/dynamodb/expression/parse.ts';
import { canonicalNumber, compareNumbers } from '../../../sandbox/dynamodb/numbers.ts';

const parse = (expression: string): Condition =>
  parseExpression({
    kind: 'ConditionExpression',
    expression,
    names: { '#n': 'n' },
    values: { ':v': { N: '1' } },
  });

describe('The parser of expressions', () => {
  const words = ['n', '#n', ':v', '#x', ':x', '=', '<>', '<', '(', ')', ',', '.', '[', 'AND', 'or', 'NOT'];
  const functions = ['BETWEEN', 'IN', 'begins_with', 'attribute_exists', 'size', 'name', '1', ';'];
  const token = fc.constantFrom(...words, ...functions);
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join(' ')),
  );

  it('accepts or refuses every text, as DynamoDB or as a text that the sandbox does not support', () => {
    fc.assert(
      fc.property(texts, (text) => {
        try {
          parse(text);
        } catch (error) {
          const isRefusal = error instanceof AwsError && error.name === 'ValidationException';
          expect(isRefusal || String(error).startsWith('Error: The sandbox'), String(error)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('NOT, AND and OR', () => {
  const items = fc.option(fc.record({ n: fc.constantFrom({ N: '0' }, { N: '1' }, { S: '1' }) }), {
    nil: undefined,
  });
  const comparisons = fc.constantFrom('n = :v', '#n <> :v', 'n < :v', 'attribute_exists(n)');

  it('follow De Morgan’s laws for every item', () => {
    const holds = (expression: string, item: Parameters<typeof isMet>[1]) => {
      const ends = ' AND (:v = :v OR attribute_exists(#n))';
      return isMet(parse(expression + ends), item);
    };
    fc.assert(
      fc.property(comparisons, comparisons, items, (one, other, item) => {
        expect(holds(`NOT (${one} AND ${other})`, item)).toBe(holds(`(NOT ${one} OR NOT ${other})`, item));
        expect(holds(`NOT (${one} OR ${other})`, item)).toBe(holds(`NOT ${one} AND NOT ${other}`, item));
      }),
    );
  });
});

describe('A number', () => {
  /** A whole number of up to 38 digits with a decimal point somewhere in it. */
  const numbers = fc
    .record({ digits: fc.bigInt({ min: -(10n ** 38n - 1n), max: 10n ** 38n - 1n }), scale: fc.nat(40) })
    .map(({ digits, scale }) => ({
      text: `${digits}E-${scale}`,
      scaled: digits * 10n ** BigInt(40 - scale),
    }));

  it('is read and written again without a change', () => {
    fc.assert(
      fc.property(numbers, ({ text }) => {
        const written = canonicalNumber(text);
        expect(written).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
        expect(canonicalNumber(written)).toBe(written);
        expect(compareNumbers(written, text)).toBe(0);
      }),
    );
  });

  it('is compared exactly', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const expected = one.scaled === other.scaled ? 0 : one.scaled < other.scaled ? -1 : 1;
        expect(Math.sign(compareNumbers(one.text, other.text))).toBe(expected);
      }),
    );
  });
});
