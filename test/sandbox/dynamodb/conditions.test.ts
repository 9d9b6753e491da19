import { describe, expect, it } from 'vitest';
import { outcomeOf } from './condition-outcome.ts';

describe('A condition on an item with status "open" and n and m 9 is', () => {
  const cases: readonly [string, 'met' | 'not met'][] = [
    ['attribute_exists(pk)', 'met'],
    ['attribute_exists(#none)', 'not met'],
    ['attribute_not_exists(#none)', 'met'],
    ['attribute_not_exists(pk)', 'not met'],
    ['#status = :open', 'met'],
    [':open = #status', 'met'],
    ['#status = :closed', 'not met'],
    ['#status <> :closed', 'met'],
    ['#status <> :open', 'not met'],
    ['n < :ten', 'met'],
    ['n > :two', 'met'],
    ['n > :minus', 'met'],
    ['n >= :ten', 'not met'],
    ['n = m', 'met'],
    ['n <= m', 'met'],
    ['n < m', 'not met'],
    [':ten = :tenPointNought', 'met'],
    ['n BETWEEN :two AND :ten', 'met'],
    ['n BETWEEN :minus AND :two', 'not met'],
    ['n between :two and :ten and #status = :open', 'met'],
    ['begins_with(#status, :op)', 'met'],
    ['begins_with(#status, :closed)', 'not met'],
    ['begins_with(n, :op)', 'not met'],
    // Values of different types are unequal and have no order.
    ['#status = :two', 'not met'],
    ['#status <> :two', 'met'],
    ['#status > :two', 'not met'],
    ['NOT #status > :two', 'met'],
    // So are a value and an attribute that the item does not have.
    ['#none = :two', 'not met'],
    ['#none <> :two', 'met'],
    ['#none < :two', 'not met'],
    ['NOT #none = :two', 'met'],
    ['#none BETWEEN :two AND :ten', 'not met'],
    ['begins_with(#none, :op)', 'not met'],
    // AND binds more strongly than OR, and NOT more strongly than AND.
    ['#status = :open OR n = :two AND n = :ten', 'met'],
    ['(#status = :open OR n = :two) AND n = :ten', 'not met'],
    ['NOT n = :two AND #status = :open', 'met'],
    ['NOT (n = :two OR #status = :open)', 'not met'],
    ['not (not n <> :two)', 'met'],
    ['((#status = :open) AND (n > :two))', 'met'],
    // Texts are ordered by their bytes in UTF-8, not by their UTF-16 units.
    ['astral > :bmp', 'met'],
    ['#s2=:open AND #status=:open', 'met'],
  ];
  it.each(cases)('%s: %s', async (expression, expected) => {
    expect(await outcomeOf(expression)).toBe(expected);
  });
});

describe('A condition on an item that does not exist is', () => {
  const cases: readonly [string, 'met' | 'not met'][] = [
    ['attribute_not_exists(pk)', 'met'],
    ['attribute_exists(pk)', 'not met'],
    ['#status <> :open', 'met'],
    ['#status = :open', 'not met'],
  ];
  it.each(cases)('%s: %s', async (expression, expected) => {
    expect(await outcomeOf(expression, 'other')).toBe(expected);
  });
});
