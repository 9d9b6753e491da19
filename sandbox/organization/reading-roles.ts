import type { FaultRule } from '../faults.ts';
import { sessionPrincipal } from '../trail/user-identity.ts';
import type { OrganizationMember } from './definition.ts';

/**
 * The verbs of the operations that change nothing, in all services of the sandbox; a credential report
 * changes only itself.
 */
const READING = /^(BatchGet|Describe|Generate|Get|List|Lookup|Query|Scan)/;

/** Denies the sessions of roles that only read every other operation in their account. */
export function denyWritesOf(roles: OrganizationMember['roles']): FaultRule {
  const readers = roles.filter(({ onlyReads }) => onlyReads).map(({ name }) => sessionPrincipal(name, ''));
  return ({ operation, principal }) => {
    const isReader = readers.some((reader) => principal.startsWith(reader));
    return isReader && !READING.test(operation) ? { kind: 'deny' } : undefined;
  };
}
