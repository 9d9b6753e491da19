import { CfnParameter, Fn, Reference, Token, Tokenization } from 'aws-cdk-lib';
import { type Fact, notSo } from './existence.ts';

/**
 * The values of the account template's parameters, by the name of the parameter; empty where an optional one
 * is not given. A value is a text, or a token: a parameter of a template, or an attribute of a resource in
 * the same app.
 */
export type Settings = (name: string) => string;

/** Whether a setting has a value. */
export function isSetTo(settings: Settings, name: string, value: string): Fact {
  const setting = settings(name);
  return Token.isUnresolved(setting) ? Fn.conditionEquals(setting, value) : setting === value;
}

/**
 * Whether an optional setting is not given. The attribute of a resource is never empty; a parameter may be.
 */
export function isMissing(settings: Settings, name: string): Fact {
  const isAttribute = Token.isUnresolved(settings(name)) && !parameterIn(settings(name));
  return isAttribute ? false : isSetTo(settings, name, '');
}

/** Whether an optional setting is given. */
export function isGiven(settings: Settings, name: string): Fact {
  return notSo(isMissing(settings, name));
}

/** The parameter of a template to which a token refers; undefined for any other text. */
export function parameterIn(text: string): CfnParameter | undefined {
  const fragments = Tokenization.reverseString(text);
  const token = fragments.length === 1 ? fragments.firstToken : undefined;
  const target = Reference.isReference(token) ? token.target : undefined;
  return target instanceof CfnParameter ? target : undefined;
}

/** A setting as a number. */
export function numberIn(settings: Settings, name: string): number {
  const setting = settings(name);
  return Token.isUnresolved(setting) ? Token.asNumber(Token.asAny(setting)) : Number(setting);
}

/**
 * Writes the values of settings in place of their names, and leaves pseudo parameters to CloudFormation:
 * `arn:${AWS::Partition}:iam::${AWS::AccountId}:role${RolePath}x` becomes `arn:…:role/team/x` within
 * `Fn::Sub`.
 */
export function substitute(settings: Settings, text: string): string {
  if (Token.isUnresolved(text)) return text;
  const [, only] = /^\$\{(\w+)\}$/.exec(text) ?? [];
  if (only) return settings(only);
  const attributes: Record<string, string> = {};
  const written = text.replace(/\$\{(\w+)\}/g, (reference, name: string) => {
    const setting = settings(name);
    const parameter = parameterIn(setting);
    if (parameter) return `\${${parameter.logicalId}}`;
    if (!Token.isUnresolved(setting)) return setting;
    attributes[name] = setting;
    return reference;
  });
  if (!written.includes('${')) return written;
  return Object.keys(attributes).length > 0 ? Fn.sub(written, attributes) : Fn.sub(written);
}
