import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { aLedger, keyed, put, TABLE } from './ledger.ts';

/** The names and values that a condition of these tests may use. */
const NAMES: Readonly<Record<string, string>> = { '#status': 'status', '#none': 'none', '#s2': 'status' };
const VALUES: Readonly<Record<string, AttributeValue>> = {
  ':open': { S: 'open' },
  ':closed': { S: 'closed' },
  ':op': { S: 'op' },
  ':two': { N: '2' },
  ':ten': { N: '10' },
  ':tenPointNought': { N: '1.0e1' },
  ':minus': { N: '-3' },
  ':bmp': { S: '\u{ffee}' },
  ':astral': { S: '\u{1f600}' },
};

/** The names and values that occur in an expression. */
function definitions(expression: string) {
  const pick = <Value>(from: Readonly<Record<string, Value>>, pattern: RegExp) => {
    const keys = [...new Set(expression.match(pattern) ?? [])].filter((key) => Object.hasOwn(from, key));
    return keys.length > 0 ? Object.fromEntries(keys.map((key) => [key, from[key]])) : undefined;
  };
  return {
    ExpressionAttributeNames: pick(NAMES, /#\w+/g),
    ExpressionAttributeValues: pick(VALUES, /:\w+/g),
  };
}

/**
 * The outcome of a conditional write of the item with this sort key: `met`, `not met` or the message of the
 * refusal.
 */
export async function outcomeOf(ConditionExpression: string, sk = 'a'): Promise<string> {
  const { dynamodb, account } = aLedger();
  const astral = { S: '\u{1f600}' };
  account.tables.put(TABLE, { ...keyed('a'), status: { S: 'open' }, n: { N: '9' }, m: { N: '9' }, astral });
  const command = put(sk, { ConditionExpression, ...definitions(ConditionExpression) });
  const refusal = await dynamodb.send(command).then(
    () => undefined,
    (error: Error) => error,
  );
  if (!refusal) return 'met';
  return refusal.name === 'ConditionalCheckFailedException'
    ? 'not met'
    : `${refusal.name}: ${refusal.message}`;
}
