import { type CfnParameterProps, Token } from 'aws-cdk-lib';
import type { Settings } from '../constructs/settings.ts';
import type { ParameterGroup } from '../parameters/parameter-group.ts';
import type { PropProblem } from './invalid-prop-error.ts';
import type { PropParser } from './prop-parsers.ts';

/** Receives what is wrong with a prop; it throws. */
export type Refuse = (problem: PropProblem) => never;

/** How the props of a construct are parsed, and which parameters they stand for. */
export interface PropTable {
  readonly parsers: Readonly<Record<string, PropParser>>;
  readonly groups: readonly ParameterGroup[];
  /** The props that stand for no parameter. */
  readonly others?: readonly string[];
}

/**
 * Parses the props as settings; refuses props that are no object, an unknown prop, and a value that
 * CloudFormation would refuse for the parameter.
 */
export function parseProps(
  props: object,
  { parsers, groups, others = [] }: PropTable,
  refuse: Refuse,
): Settings {
  if (typeof props !== 'object' || props === null)
    refuse({ prop: 'props', expected: 'an object with the props', received: props });
  const known = [...Object.keys(parsers), ...others];
  const unknown = Object.keys(props).find((prop) => !known.includes(prop));
  if (unknown) refuse({ prop: unknown, expected: `one of the props ${known.join(', ')}`, received: unknown });
  const definitions = Object.assign({}, ...groups.map(({ parameters }) => parameters));
  const given: Readonly<Record<string, unknown>> = { ...props };
  const values = new Map(
    Object.entries(parsers).map(([prop, parser]) => {
      const definition: CfnParameterProps = definitions[parser.parameter] ?? {};
      return [parser.parameter, parseProp({ prop, value: given[prop], definition, ...parser }, refuse)];
    }),
  );
  return (name) => {
    const value = values.get(name);
    if (value !== undefined) return value;
    throw new Error(`Expected one of the settings ${[...values.keys()].join(', ')}; received ${name}`);
  };
}

/** A prop with its value, and how it is parsed. */
interface GivenProp extends PropParser {
  readonly prop: string;
  readonly value: unknown;
  readonly definition: CfnParameterProps;
}

function parseProp({ prop, value, definition, ...parser }: GivenProp, refuse: Refuse): string {
  const { parse, expected = wordsFor(definition) } = parser;
  if (value === undefined && definition.default !== undefined) return String(definition.default);
  const text = parse(value);
  if (text === undefined || !isAccepted(text, definition, parser))
    refuse({ prop, expected, received: value });
  return text;
}

/** Whether CloudFormation would accept the text for the parameter; it checks a token itself. */
function isAccepted(
  text: string,
  { allowedValues, allowedPattern = '', maxLength = Number.POSITIVE_INFINITY }: CfnParameterProps,
  { alsoAccepted }: PropParser,
): boolean {
  if (Token.isUnresolved(text) || alsoAccepted?.test(text)) return true;
  if (allowedValues && !allowedValues.includes(text)) return false;
  return text.length <= maxLength && new RegExp(allowedPattern).test(text);
}

function wordsFor({ allowedValues, constraintDescription }: CfnParameterProps): string {
  if (allowedValues) return `${allowedValues.slice(0, -1).join(', ')} or ${allowedValues.at(-1)}`;
  return constraintDescription ?? 'a text';
}
