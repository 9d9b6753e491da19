import { type AccessKey, activeKeysOf, isActive } from '../../../policy/access-key.ts';
import { endOfProtection, type Protection, protectionsOf } from '../../../policy/protection.ts';
import { select } from '../../../policy/selection.ts';
import { judgeByCount } from '../../../policy/verdict.ts';
import type { ExplainedKey } from './explanation.ts';
import type { DecisionFacts } from './facts.ts';
import type { KeyEvidence } from './key-uses/evidence.ts';
import { usesOf } from './key-uses/uses.ts';
import type { UserFacts } from './read-facts.ts';

/** A key of a user with its part in the decision, and what the event history has about it. */
export function describeKey(key: AccessKey, facts: UserFacts, evidence: KeyEvidence): ExplainedKey {
  const { lastUse } = key;
  const protection = protectionOf(key, facts);
  return {
    accessKeyId: key.id,
    status: key.status,
    createdAt: key.createdAt.toISOString(),
    lastUsed: lastUse && { at: lastUse.at.toISOString(), service: lastUse.service, region: lastUse.region },
    rank: rankOf(key, facts),
    part: partOf(key, facts),
    protectedBy: protection?.code ?? null,
    protectedUntil: protection ? endOfProtection([key], facts.policy).toISOString() : null,
    eventCount: evidence.events.length,
    uses: usesOf(evidence.events),
    cutOffRegions: evidence.cutOffRegions,
    unknownRegions: evidence.unknownRegions,
  };
}

/** By the strategy alone, whatever the owner named. */
function rankOf({ id }: AccessKey, { keys, policy }: DecisionFacts): number | null {
  if (judgeByCount(keys)) return null;
  const ranking = select(activeKeysOf(keys), { tags: new Map() }, policy);
  if (ranking.kind !== 'selected') return null;
  const ranked = [ranking.survivor, ...ranking.surplus.toReversed()];
  const index = ranked.findIndex((each) => each.id === id);
  return index < 0 ? null : index + 1;
}

function partOf(key: AccessKey, { verdict }: UserFacts): ExplainedKey['part'] {
  if (!isActive(key)) return 'notCounted';
  if (verdict.situation !== 'SurplusKeys' || verdict.plan.action !== 'deactivate') return 'stays';
  return verdict.plan.survivor.id === key.id ? 'kept' : 'surplus';
}

function protectionOf(key: AccessKey, { keys, policy, now }: DecisionFacts): Protection | undefined {
  // A user's only active key is never surplus.
  if (!isActive(key) || judgeByCount(keys)) return undefined;
  return protectionsOf([key], policy, now)[0];
}
