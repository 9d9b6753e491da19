import type { AwsEnvironment } from '../../../product/names.ts';
import { physicalIdOf } from './physical-ids.ts';

/** The meaning of the names in a template. */
export interface Scope {
  readonly environment: AwsEnvironment;
  readonly mappings: Readonly<Record<string, Record<string, Record<string, unknown>>>>;
  /** Whether a name is that of a parameter or a pseudo parameter. */
  isValue(name: string): boolean;
  /** The value of a parameter or pseudo parameter; `undefined` for AWS::NoValue. */
  value(name: string): unknown;
  condition(name: string): boolean;
  resource(id: string): { readonly type: string; readonly properties: Readonly<Record<string, string>> };
}

type Function = (argument: unknown, scope: Scope) => unknown;

const list = (argument: unknown, scope: Scope): unknown[] => {
  const value = evaluate(argument, scope);
  if (!Array.isArray(value)) throw new Error(`Expected a list; received ${JSON.stringify(value)}`);
  return value;
};

const FUNCTIONS: Readonly<Record<string, Function>> = {
  Ref: (name, scope) =>
    scope.isValue(String(name)) ? scope.value(String(name)) : idOf(String(name), scope).ref,
  'Fn::GetAtt': (argument, scope) => {
    const [id, attribute] = argument as [string, string];
    const { arn } = idOf(id, scope);
    if (attribute !== 'Arn' || !arn)
      throw new Error(`Expected the Arn of a resource; received ${id}.${attribute}`);
    return arn;
  },
  'Fn::Sub': (argument, scope) => {
    const [text, values = {}] = [argument].flat() as [string, Record<string, unknown>?];
    // `${!Name}` means the literal `${Name}`.
    return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      // `${Resource.Attribute}` means `Fn::GetAtt` of the attribute.
      const [id, attribute] = name.split('.');
      const reference = attribute ? { 'Fn::GetAtt': [id, attribute] } : { Ref: name };
      return String(evaluate(values[name] ?? reference, scope));
    });
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = list(argument, scope) as [string, string];
    return text.split(separator);
  },
  'Fn::Select': (argument, scope) => {
    const [index, values] = list(argument, scope) as [string | number, unknown[]];
    const selected = values[Number(index)];
    if (selected === undefined)
      throw new Error(`Expected an element ${index}; received ${JSON.stringify(values)}`);
    return selected;
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument, scope) as [string, unknown[]];
    return parts.join(separator);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [name, first, second] = list(argument, scope) as [string, string, string];
    const found = scope.mappings[name]?.[first]?.[second];
    if (found === undefined)
      throw new Error(`Expected an entry of a mapping; received ${name}.${first}.${second}`);
    return found;
  },
  'Fn::If': (argument, scope) => {
    const [condition, then, otherwise] = argument as [string, unknown, unknown];
    return evaluate(scope.condition(condition) ? then : otherwise, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(argument, scope);
    return left === right;
  },
  'Fn::Contains': (argument, scope) => {
    const [values, value] = list(argument, scope) as [unknown[], unknown];
    return values.includes(value);
  },
  'Fn::Not': (argument, scope) => !list(argument, scope)[0],
  'Fn::And': (argument, scope) => list(argument, scope).every(Boolean),
  'Fn::Or': (argument, scope) => list(argument, scope).some(Boolean),
  Condition: (name, scope) => scope.condition(String(name)),
};

/** Evaluates an expression; properties whose value is AWS::NoValue are absent from the result. */
export function evaluate(expression: unknown, scope: Scope): unknown {
  if (Array.isArray(expression)) {
    return expression.map((each) => evaluate(each, scope)).filter((each) => each !== undefined);
  }
  if (typeof expression !== 'object' || expression === null) return expression;
  const entries = Object.entries(expression);
  const [name = '', argument] = entries[0] ?? [];
  const isIntrinsic = entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'));
  if (isIntrinsic || (name === 'Condition' && typeof argument === 'string' && entries.length === 1)) {
    const apply = FUNCTIONS[name];
    if (!apply) throw new Error(`Expected one of ${Object.keys(FUNCTIONS).join(', ')}; received ${name}`);
    return apply(argument, scope);
  }
  const values = entries.map(([key, value]) => [key, evaluate(value, scope)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function idOf(id: string, scope: Scope) {
  const { type, properties } = scope.resource(id);
  return physicalIdOf(type, { id, properties, environment: scope.environment });
}
