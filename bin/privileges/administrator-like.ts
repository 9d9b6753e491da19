/**
 * Which policies are administrator-like. The word claims no more than the definition here: statements that
 * deny, permissions boundaries, policies of the organization, and every other way to more permissions are not
 * evaluated.
 */

import type { AllowStatement, Patterns } from './policy-document.ts';
import { matches } from './wildcards.ts';

/**
 * Policies of AWS that are administrator-like whatever their documents say, by the end of their ARNs in every
 * partition.
 */
export const ADMINISTRATOR_POLICIES = ['AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess'] as const;

/**
 * The ARN of a policy of AWS: its account is `aws` in every partition (IAM User Guide, "IAM identifiers").
 */
const OF_AWS = /^arn:[a-z0-9-]+:iam::aws:policy\/(.+)$/;

/** Whether this is the ARN of one of the policies of AWS that are administrator-like. */
export function isAdministratorPolicy(arn: string): boolean {
  const name = OF_AWS.exec(arn)?.[1];
  return ADMINISTRATOR_POLICIES.some((each) => each === name);
}

/** What an administrator-like statement allows. */
export interface Grant {
  /** `all actions`, `iam:*`, or `all actions but some`, where the statement has a NotAction. */
  readonly allows: 'all actions' | 'iam:*' | 'all actions but some';
  /** Whether the statement has a condition, which is not evaluated. */
  readonly isConditional: boolean;
}

/**
 * What the first administrator-like statement allows; one without a condition is preferred. Undefined if none
 * is administrator-like. A statement is, if one of its patterns matches every action, or every action of IAM,
 * or if it allows all actions but some, and if it does so for all resources, for all users of IAM, or for all
 * resources but some. `iam:Create*` is no such pattern, and several patterns that only together match every
 * action are not found.
 */
export function administratorGrant(statements: readonly AllowStatement[]): Grant | undefined {
  const grants = statements.flatMap((statement) => grantOf(statement) ?? []);
  return grants.find(({ isConditional }) => !isConditional) ?? grants[0];
}

function grantOf({ actions, resources, hasCondition }: AllowStatement): Grant | undefined {
  const allows = allowedActions(actions);
  return allows && reachesAll(resources) ? { allows, isConditional: hasCondition } : undefined;
}

/** A text that only a wildcard matches. */
const anything = (length: number): string => '\0'.repeat(length);

/**
 * The shortest and a long one: no service has a prefix of one character, and no action of IAM has a name of
 * less than seven (GetUser).
 */
const EVERY_ACTION = [`${anything(2)}:${anything(7)}`, `${anything(40)}:${anything(64)}`];
const EVERY_ACTION_OF_IAM = [`iam:${anything(7)}`, `iam:${anything(64)}`];

/** IAM ignores the case of actions (IAM User Guide, "IAM JSON policy elements: Action"). */
function allowedActions({ kind, patterns }: Patterns): Grant['allows'] | undefined {
  const inLowerCase = patterns.map((pattern) => pattern.toLowerCase());
  if (kind === 'all but') return inLowerCase.some(isAll) ? undefined : 'all actions but some';
  const cover = (texts: readonly string[]) =>
    inLowerCase.some((pattern) => texts.every((text) => matches(pattern, text)));
  if (cover(EVERY_ACTION)) return 'all actions';
  return cover(EVERY_ACTION_OF_IAM) ? 'iam:*' : undefined;
}

/**
 * Whether nothing at all is left of what a statement excludes; no other pattern is taken for it, lest a rest
 * be overlooked.
 */
const isAll = (pattern: string): boolean => /^\*+(:\*+)?$/.test(pattern);

function reachesAll({ kind, patterns }: Patterns): boolean {
  return kind === 'all but' ? !patterns.some(isAll) : patterns.some(reachesUsers);
}

/**
 * Who may do everything with IAM's users may attach AdministratorAccess to itself. A policy variable, such as
 * `${aws:username}`, may stand for any text; a partition and an account that the pattern names are taken for
 * those of the user.
 */
function reachesUsers(pattern: string): boolean {
  const resource = pattern.replace(/\$\{[^}]*\}/g, '*');
  const [, partition = 'aws'] = /^arn:([a-z-]+):/.exec(resource) ?? [];
  const [, account = anything(12)] = /:(\d{12}):/.exec(resource) ?? [];
  return [1, 64].every((length) =>
    matches(resource, `arn:${partition}:iam::${account}:user/${anything(length)}`),
  );
}
