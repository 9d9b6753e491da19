import { administratorGrant, type Grant, isAdministratorPolicy } from './administrator-like.ts';
import type { AuthorizationDetails, EntityPolicies, UserPermissions } from './authorization-details.ts';
import { MalformedPolicyError, parseAllowStatements } from './policy-document.ts';

/** An answer to a question about an account or a user; `unknown` where it could not be read, never `no`. */
export type Answer = 'yes' | 'no' | 'unknown';

/** A policy by which a user is privileged. */
export interface Privilege {
  /** The ARN of a managed policy, or the name of an inline policy. */
  readonly policy: string;
  readonly kind: 'attached' | 'inline';
  /** The group through which the user has the policy; null if the user has it itself. */
  readonly group: string | null;
  /** `AWS policy` for the policies of AWS that count by their ARN. */
  readonly allows: 'AWS policy' | Grant['allows'];
  /** Whether the statement has a condition, which is not evaluated. */
  readonly isConditional: boolean;
}

/** Whether a user has an administrator-like policy, and which ones. */
export interface Privileges {
  /** `yes` as soon as one policy is administrator-like; `unknown` if none is and one could not be read. */
  readonly privileged: Answer;
  readonly privileges: readonly Privilege[];
  /** The policies and groups of the user that could not be read, each with the reason. */
  readonly unreadPolicies: readonly string[];
}

/** The privileges of a user that could not be read. */
export const UNKNOWN_PRIVILEGES: Privileges = { privileged: 'unknown', privileges: [], unreadPolicies: [] };

/**
 * What a policy is assessed as: administrator-like, harmless by our definition, or unreadable for a reason.
 */
type Assessment = Pick<Privilege, 'allows' | 'isConditional'> | { readonly unread: string } | undefined;

/**
 * The privileges of a user by its own policies and by those of its groups. Pure; each text comes from the
 * account.
 */
export function privilegesOf(user: UserPermissions, details: AuthorizationDetails): Privileges {
  const groups = user.groups.map((name) => ({ name, policies: details.groups.get(name) }));
  const sources = [
    ...sourcesOf(null, user, details),
    ...groups.flatMap(({ name, policies }) => (policies ? sourcesOf(name, policies, details) : [])),
  ];
  const privileges = sources.flatMap(({ assessment, ...source }) =>
    assessment && 'allows' in assessment ? [{ ...source, ...assessment }] : [],
  );
  const unreadPolicies = [
    ...sources.flatMap(({ assessment, policy }) =>
      assessment && 'unread' in assessment ? [`${policy}: ${assessment.unread}`] : [],
    ),
    ...groups.flatMap(({ name, policies }) =>
      policies ? [] : [`group ${name}: IAM did not return its policies`],
    ),
  ];
  return { privileged: answerOf(privileges, unreadPolicies), privileges, unreadPolicies };
}

function answerOf(privileges: readonly Privilege[], unread: readonly string[]): Answer {
  if (privileges.length > 0) return 'yes';
  return unread.length > 0 ? 'unknown' : 'no';
}

type Source = Pick<Privilege, 'policy' | 'kind' | 'group'> & { readonly assessment: Assessment };

function sourcesOf(
  group: string | null,
  { attached, inline }: EntityPolicies,
  { documents }: AuthorizationDetails,
): readonly Source[] {
  return [
    ...attached.map((policy): Source => {
      return { policy, kind: 'attached', group, assessment: assessManaged(policy, documents.get(policy)) };
    }),
    ...inline.map(({ name, document }): Source => {
      return { policy: name, kind: 'inline', group, assessment: assessDocument(document) };
    }),
  ];
}

function assessManaged(arn: string, document: string | undefined): Assessment {
  if (isAdministratorPolicy(arn)) return { allows: 'AWS policy', isConditional: false };
  return document === undefined ? { unread: 'IAM did not return its document' } : assessDocument(document);
}

function assessDocument(document: string): Assessment {
  try {
    return administratorGrant(parseAllowStatements(document));
  } catch (error) {
    if (error instanceof MalformedPolicyError) return { unread: `malformed: ${error.message}` };
    throw error;
  }
}
