import { type Check, flag, isRecord, listOf, orReference, prose, shown, that } from './checks.ts';

/** A condition of aws:branch: one variable and one operation, or conditions joined by And, Or and Not. */
export type Condition = Readonly<Record<string, unknown>>;

const number = that('a number', (value) => typeof value === 'number');

/** Every operation of aws:branch, with the check of the value that a variable is compared with. */
const OPERATIONS: Readonly<Record<string, Check>> = {
  ...byKind(prose, ['StringEquals', 'EqualsIgnoreCase', 'StartsWith', 'EndsWith', 'Contains']),
  ...byKind(number, ['NumericEquals', 'NumericGreater', 'NumericLesser']),
  ...byKind(number, ['NumericGreaterOrEquals', 'NumericLesserOrEquals']),
  ...byKind(flag, ['BooleanEquals']),
};

function byKind(check: Check, operations: readonly string[]): Record<string, Check> {
  return Object.fromEntries(operations.map((operation) => [operation, orReference(check)]));
}

/** The check of a condition. */
export const condition: Check = (value, path) => {
  if (!isRecord(value)) return [`${path}: expected a condition; received ${shown(value)}.`];
  const [join, ...moreJoins] = ['And', 'Or', 'Not'].filter((name) => Object.hasOwn(value, name));
  if (join === undefined) return comparison(value, path);
  const others = Object.keys(value).filter((name) => name !== join);
  if (moreJoins.length > 0 || others.length > 0) {
    return [`${path}: ${join} stands alone in a condition; received ${shown(others)} beside it.`];
  }
  const joined = join === 'Not' ? condition : listOf(condition);
  return joined(value[join], `${path}.${join}`);
};

function comparison(value: Condition, path: string): readonly string[] {
  const { Variable: variable, ...rest } = value;
  const [operation, ...more] = Object.keys(rest);
  if (typeof variable !== 'string' || !/^\{\{.*\}\}$/.test(variable)) {
    return [`${path}: expected a Variable that is a {{ reference }}; received ${shown(variable)}.`];
  }
  const check = operation === undefined ? undefined : OPERATIONS[operation];
  if (operation === undefined || !check || more.length > 0) {
    const received = Object.keys(rest).join(', ') || 'none';
    return [
      `${path}: expected one operation of ${Object.keys(OPERATIONS).join(', ')}; received ${received}.`,
    ];
  }
  return check(rest[operation], `${path}.${operation}`);
}
