import type { AccessKey } from '../../../policy/access-key.ts';
import { compareIds } from '../../../policy/identifiers.ts';

/** The oldest key first. */
export function byAge(a: AccessKey, b: AccessKey): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || compareIds(a.id, b.id);
}
