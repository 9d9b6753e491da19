/**
 * Which policies are administrator-like. The word claims no more than the definition here: statements that deny, permissions
 * boundaries, policies of the organization, and every other way to more permissions are not evaluated.
 */

import type { AllowStatement, Patterns } from './policy-document.ts';

/** Policies of AWS that are administrator-like whatever their documents say, by the end of their ARNs in every partition. */
export const ADMINISTRATOR_POLICIES = ['AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess'] as const;

/** The ARN of a policy of AWS: its account is `aws` in every partition (IAM User Guide, "IAM identifiers"). */
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
 * What the first administrator-like statement allows; one without a condition is preferred. Undefined if none is
 * administrator-like. A statement is, if it allows the action `*`, `*:*` or `iam:*`, or all actions but some, on the resource `*`
 * or on all resources but some. No other pattern is taken for these, such as `iam:Create*`.
 */
export function administratorGrant(statements: readonly AllowStatement[]): Grant | undefined {
  const grants = statements.flatMap((statement) => grantOf(statement) ?? []);
  return grants.find(({ isConditional }) => !isConditional) ?? grants[0];
}

function grantOf({ actions, resources, hasCondition }: AllowStatement): Grant | undefined {
  const allows = allowedActions(actions);
  return allows && reachesAll(resources) ? { allows, isConditional: hasCondition } : undefined;
}

/** IAM ignores the case of actions (IAM User Guide, "IAM JSON policy elements: Action"). */
function allowedActions({ kind, patterns }: Patterns): Grant['allows'] | undefined {
  const plain = patterns.map((pattern) => collapse(pattern).toLowerCase());
  const names = (wanted: string) => plain.includes(wanted);
  const namesAll = names('*') || names('*:*');
  if (kind === 'all but') return namesAll ? undefined : 'all actions but some';
  if (namesAll) return 'all actions';
  return names('iam:*') ? 'iam:*' : undefined;
}

function reachesAll({ kind, patterns }: Patterns): boolean {
  const namesAll = patterns.some((pattern) => collapse(pattern) === '*');
  return kind === 'all but' ? !namesAll : namesAll;
}

/** Several asterisks in a row match what one does. */
const collapse = (pattern: string): string => pattern.replace(/\*+/g, '*');
