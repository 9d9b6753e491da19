import { isJsonObject, type JsonObject } from '../../aws/json.ts';

/**
 * Thrown if the document of a policy does not have the form of IAM's policy grammar; nothing follows from
 * such a document.
 */
export class MalformedPolicyError extends Error {
  override readonly name = 'MalformedPolicyError';
}

/**
 * A statement that allows something, with the members that say what; a single text is read as a list of one.
 */
export interface AllowStatement {
  readonly actions: Patterns;
  readonly resources: Patterns;
  readonly hasCondition: boolean;
}

/** The patterns that a statement matches, or all but the patterns that it names (NotAction, NotResource). */
export interface Patterns {
  readonly kind: 'matching' | 'all but';
  readonly patterns: readonly string[];
}

/**
 * The statements with the effect Allow of a policy document as IAM returns it: JSON, percent-encoded by RFC
 * 3986 (IAM API Reference, GetAccountAuthorizationDetails). Throws `MalformedPolicyError` unless every
 * statement, a Deny too, has the form of the grammar (IAM User Guide, "Grammar of the IAM JSON policy
 * language").
 */
export function parseAllowStatements(encoded: string): readonly AllowStatement[] {
  const document = parse(encoded);
  if (!isJsonObject(document)) throw new MalformedPolicyError('expected a JSON object');
  refuseOthers(document, DOCUMENT_MEMBERS);
  const { Statement } = document;
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  return statements.flatMap((statement) => parseStatement(statement) ?? []);
}

/** The members of the grammar; their order is free. */
const DOCUMENT_MEMBERS = ['Version', 'Id', 'Statement'];
const STATEMENT_MEMBERS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** Nobody knows what a member means that the grammar does not have, such as `action` beside `Action`. */
function refuseOthers(object: JsonObject, members: readonly string[]): void {
  if (Object.keys(object).every((member) => members.includes(member))) return;
  throw new MalformedPolicyError(`expected no other members than ${members.join(', ')}`);
}

function parse(encoded: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(encoded));
  } catch {
    // The reason is left out: it would repeat a part of a text that others wrote.
    throw new MalformedPolicyError('expected percent-encoded JSON');
  }
}

/** Undefined for a statement that denies. */
function parseStatement(statement: unknown): AllowStatement | undefined {
  if (!isJsonObject(statement)) throw new MalformedPolicyError('expected each Statement to be a JSON object');
  refuseOthers(statement, STATEMENT_MEMBERS);
  const { Effect, Condition } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    throw new MalformedPolicyError('expected the Effect of each Statement to be Allow or Deny');
  }
  const actions = parsePatterns(statement, 'Action', 'NotAction');
  const resources = parsePatterns(statement, 'Resource', 'NotResource');
  if (Condition !== undefined && !isJsonObject(Condition)) {
    throw new MalformedPolicyError('expected Condition to be a JSON object');
  }
  if (Effect === 'Deny') return undefined;
  // A block without an operator is no condition.
  return { actions, resources, hasCondition: Object.keys(Condition ?? {}).length > 0 };
}

function parsePatterns(statement: JsonObject, member: string, negated: string): Patterns {
  const { [member]: given, [negated]: excluded } = statement;
  if ((given === undefined) === (excluded === undefined)) {
    throw new MalformedPolicyError(`expected each Statement to have either ${member} or ${negated}`);
  }
  return excluded === undefined
    ? { kind: 'matching', patterns: parseTexts(member, given) }
    : { kind: 'all but', patterns: parseTexts(negated, excluded) };
}

function parseTexts(member: string, value: unknown): readonly string[] {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (texts.every((text) => typeof text === 'string')) return texts;
  throw new MalformedPolicyError(`expected ${member} to be a text or a list of texts`);
}
