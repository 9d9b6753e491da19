import { describe, expect, it } from 'vitest';
import { refusalOf } from '../refusal.ts';
import { outcomeOf } from './condition-outcome.ts';
import { aLedger, put } from './ledger.ts';

describe('DynamoDB refuses a condition', () => {
  const NAME = 'An expression attribute name used in the document path is not defined; attribute name:';
  const VALUE = 'An expression attribute value used in expression is not defined; attribute value:';
  const cases: readonly [string, string, string][] = [
    ['that is empty', '', 'The expression can not be empty;'],
    ['of spaces', '  ', 'The expression can not be empty;'],
    [
      'with a reserved word',
      'status = :open',
      'Attribute name is a reserved keyword; reserved keyword: status',
    ],
    [
      'with a reserved word in a function',
      'attribute_exists(Name)',
      'Attribute name is a reserved keyword; reserved keyword: Name',
    ],
    ['with an undefined name', '#nobody = :open', `${NAME} #nobody`],
    ['with an undefined value', 'n = :nobody', `${VALUE} :nobody`],
    ['with an unknown function', 'exists(n)', 'Invalid function name; function: exists'],
    [
      'with a function in capitals',
      'ATTRIBUTE_EXISTS(n)',
      'Invalid function name; function: ATTRIBUTE_EXISTS',
    ],
    [
      'with one operand too many',
      'attribute_exists(n, m)',
      'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2',
    ],
    [
      'with one operand too few',
      'begins_with(n)',
      'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
    ],
    [
      'with a prefix that is a number',
      'begins_with(n, :two)',
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'that asks whether a value exists',
      'attribute_exists(:two)',
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      'that compares an attribute with itself',
      '#status = #s2',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [status]',
    ],
    [
      'that asks whether an attribute begins with itself',
      'begins_with(#status, #s2)',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: begins_with, first operand: [status]',
    ],
    [
      'with bounds in the wrong order',
      'n BETWEEN :ten AND :two',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:10}, upper bound operand: AttributeValue: {N:2}',
    ],
    [
      'with bounds of two types',
      'n BETWEEN :two AND :open',
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {S:open}',
    ],
    ['with redundant parentheses', '((n = :two))', 'The expression has redundant parentheses;'],
    ['that breaks off', 'n =', 'Syntax error; token: "<EOF>", near: "="'],
    ['with an operator too many', 'n = = :two', 'Syntax error; token: "=", near: "= = :two"'],
    ['without an operator', 'n :two', 'Syntax error; token: ":two", near: "n :two"'],
    ['of an operand only', 'n', 'Syntax error; token: "<EOF>", near: "n"'],
    ['with an open parenthesis', '(n = :two', 'Syntax error; token: "<EOF>", near: ":two"'],
    ['with a closing parenthesis too many', 'n = :two)', 'Syntax error; token: ")", near: ":two )"'],
    ['with a character that it does not know', 'n = :two; m', 'Syntax error; token: ";", near: "; m"'],
    ['with a literal', 'n = 2', 'Syntax error; token: "2", near: "2"'],
    ['with the operator of other languages', 'n != :two', 'Syntax error; token: "!", near: "!= :two"'],
    [
      'of more than 4 KB',
      `attribute_exists(${'n'.repeat(4096)})`,
      'Expression size has exceeded the maximum allowed size; expression size: 4114',
    ],
  ];
  it.each(cases)('%s: %s', async (_title, expression, reason) => {
    expect(await outcomeOf(expression)).toBe(`ValidationException: Invalid ConditionExpression: ${reason}`);
  });

  const two = { N: '2' };
  const defined: readonly [string, string | undefined, object, string][] = [
    [
      'a value that is not used',
      'n = :two',
      { ExpressionAttributeValues: { ':two': two, ':a': two, ':b': two } },
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:a, :b}',
    ],
    [
      'a name that is not used',
      'attribute_exists(n)',
      { ExpressionAttributeNames: { '#a': 'a' } },
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}',
    ],
    [
      'no name',
      'attribute_exists(n)',
      { ExpressionAttributeNames: {} },
      'ExpressionAttributeNames must not be empty',
    ],
    [
      'no value',
      'attribute_exists(n)',
      { ExpressionAttributeValues: {} },
      'ExpressionAttributeValues must not be empty',
    ],
    [
      'a name without #',
      'attribute_exists(n)',
      { ExpressionAttributeNames: { a: 'a' } },
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
    ],
    [
      'a value without :',
      'attribute_exists(n)',
      { ExpressionAttributeValues: { a: two } },
      'ExpressionAttributeValues contains invalid key: Syntax error; key: "a"',
    ],
    [
      'an invalid value',
      'n = :two',
      { ExpressionAttributeValues: { ':two': { N: 'two' } } },
      'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: two for key :two',
    ],
    [
      'names without an expression',
      undefined,
      { ExpressionAttributeNames: { '#a': 'a' } },
      'ExpressionAttributeNames can only be specified when using expressions',
    ],
    [
      'values without an expression',
      undefined,
      { ExpressionAttributeValues: { ':a': two } },
      'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    ],
  ];
  it.each(defined)('with %s', async (_title, ConditionExpression, members, message) => {
    const { dynamodb } = aLedger();
    const command = put('a', { ConditionExpression, ...members });
    expect(await refusalOf(dynamodb.send(command))).toMatchObject({ name: 'ValidationException', message });
  });
});

describe('The sandbox says that it does not support', () => {
  it.each([
    ['size(n) > :two', 'the function size'],
    [':two < size(n)', 'the operand size(…)'],
    ['contains(#status, :open)', 'the function contains'],
    ['attribute_type(n, :open)', 'the function attribute_type'],
    ['n IN (:two, :ten)', 'the operator IN'],
    ['NOT NOT n = :two', 'NOT NOT'],
    ['(n) = :two', 'an operand in parentheses'],
    ['a.b = :two', 'no document paths'],
    ['a[0] = :two', 'no document paths'],
  ])('%s', async (expression, message) => {
    const outcome = await outcomeOf(expression);
    expect(outcome).toMatch(/^Error: The sandbox/);
    expect(outcome).toContain(message);
  });
});
