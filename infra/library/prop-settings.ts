import { type CfnParameterProps, Token } from 'aws-cdk-lib';
import type { Settings } from '../constructs/settings.ts';
import { ACCOUNT_GROUPS } from '../parameters/account-parameters.ts';
import type { PropProblem } from './invalid-prop-error.ts';
import type { OneActiveKeyProps } from './one-active-key-props.ts';
import { PROP_READERS, type PropReader } from './prop-readers.ts';

/** Receives what is wrong with a prop; it throws. */
export type Refuse = (problem: PropProblem) => never;

/** The definitions of the account template's parameters, by name. */
const PARAMETERS: Readonly<Record<string, CfnParameterProps>> = Object.fromEntries(
  ACCOUNT_GROUPS.flatMap(({ parameters }) => Object.entries(parameters)),
);

/** Reads the props as the settings of the product; refuses an unknown prop, a value outside its bounds, and a contradiction. */
export function readProps(props: OneActiveKeyProps, refuse: Refuse): Settings {
  const known = [...Object.keys(PROP_READERS), 'code'];
  const unknown = Object.keys(props).find((prop) => !known.includes(prop));
  if (unknown) refuse({ prop: unknown, expected: `one of the props ${known.join(', ')}`, received: unknown });
  const values = new Map(
    Object.entries(PROP_READERS).map(([prop, reader]) => {
      const value = props[prop as keyof typeof PROP_READERS];
      return [reader.parameter, readProp({ prop, value, ...reader }, refuse)];
    }),
  );
  const settings: Settings = (name) => {
    const value = values.get(name);
    if (value !== undefined) return value;
    throw new Error(`Expected one of the settings ${[...values.keys()].join(', ')}; received ${name}`);
  };
  refuseContradictions(settings, refuse);
  return settings;
}

/** A prop with its value, and how it is read. */
interface GivenProp extends PropReader {
  readonly prop: string;
  readonly value: unknown;
}

function readProp({ prop, value, parameter, read, expected }: GivenProp, refuse: Refuse): string {
  const definition = PARAMETERS[parameter] ?? {};
  if (value === undefined) return String(definition.default ?? '');
  const text = read(value);
  const isValid = text !== undefined && (Token.isUnresolved(text) || isAccepted(text, definition));
  if (!isValid) refuse({ prop, expected: expected ?? wordsFor(definition), received: value });
  return text;
}

/** Whether CloudFormation would accept the text for the parameter; an ARN stands for a name of a policy, too. */
function isAccepted(
  text: string,
  { allowedValues, allowedPattern = '', maxLength = Number.POSITIVE_INFINITY }: CfnParameterProps,
): boolean {
  if (allowedValues && !allowedValues.includes(text)) return false;
  const isArnOfPolicy = /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\//.test(text);
  return text.length <= maxLength && (isArnOfPolicy || new RegExp(allowedPattern).test(text));
}

function wordsFor({ allowedValues, constraintDescription }: CfnParameterProps): string {
  if (allowedValues) return `${allowedValues.slice(0, -1).join(', ')} or ${allowedValues.at(-1)}`;
  return constraintDescription ?? 'a text';
}

/** Refuses what the rules of the account template refuse; a setting that is known later cannot be checked here. */
function refuseContradictions(settings: Settings, refuse: Refuse): void {
  const deletion = settings('Deletion');
  const deletes = !Token.isUnresolved(deletion) && deletion !== 'None';
  if (deletes && settings('Remediation') === 'None') {
    const expected =
      "'None', since remediation is 'None', and only keys that One Active Key deactivated are deleted";
    refuse({ prop: 'deletion', expected, received: deletion });
  }
  if (deletes && settings('NearRealTime') === 'false') {
    const expected =
      "'None', since nearRealTime is false, and a change has to be noticed before a key is deleted";
    refuse({ prop: 'deletion', expected, received: deletion });
  }
  const externalId = settings('ReviewerExternalId');
  if (externalId !== '' && settings('ReviewerAccountId') === '') {
    const expected = 'no external id, since reviewerAccountId is not given';
    refuse({ prop: 'reviewerExternalId', expected, received: externalId });
  }
}
