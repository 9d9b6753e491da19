import { expect, it } from 'vitest';
import type { AccessKey } from '../../policy/access-key.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/policy.ts';
import { judge, type Verdict } from '../../policy/verdict.ts';
import { aKey, aUser, daysAgo, KEY, NOW, usedAt } from './users.ts';

/**
 * A verdict in one line: the compliance type, then the survivor and the surplus keys, or the refusal code.
 */
function inShort(verdict: Verdict): string {
  if (verdict.situation !== 'SurplusKeys') return `${verdict.complianceType} ${verdict.situation}`;
  const { plan } = verdict;
  if (plan.action === 'refuse') return `${verdict.complianceType} ${plan.refusal.code}`;
  const names = Object.entries(KEY);
  const name = (key: AccessKey) => names.find(([, id]) => id === key.id)?.[0];
  return `${verdict.complianceType} keep ${name(plan.survivor)}, ${plan.action} ${plan.surplus.map(name)}`;
}

/** A case of the decision: a user, and the verdict in one line. */
interface Row {
  readonly title: string;
  readonly keys: readonly AccessKey[];
  readonly tags?: Record<string, string>;
  readonly policy?: Partial<Policy>;
  /** The survivor that a run names. */
  readonly keepAccessKeyId?: AccessKey['id'];
  readonly verdict: string;
}

/** Declares one test for each row; its title is the case and the verdict. */
export function specify(rows: readonly Row[]): void {
  for (const { title, keys, tags, policy, keepAccessKeyId, verdict } of rows) {
    it(`${title} → ${verdict}`, () => {
      const user = { ...aUser(keys, tags), keepAccessKeyId };
      expect(inShort(judge(user, { ...DEFAULT_POLICY, ...policy }, NOW))).toBe(verdict);
    });
  }
}

/** An active key that was last used this many days ago. */
export const used = (id: AccessKey['id'], days: number) => aKey({ id, lastUse: usedAt(daysAgo(days)) });
/** An active key that was never used. */
export const neverUsed = (id: AccessKey['id'], createdDaysAgo = 365) =>
  aKey({ id, lastUse: null, createdAt: daysAgo(createdDaysAgo) });
/** An inactive key. */
export const inactive = (id: AccessKey['id']) => aKey({ id, status: 'Inactive' });
