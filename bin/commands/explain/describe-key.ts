import { type AccessKey, activeKeysOf } from '../../../policy/access-key.ts';
import { DAY_MS } from '../../../policy/policy.ts';
import { type Protection, protectionsOf } from '../../../policy/protection.ts';
import { select } from '../../../policy/selection.ts';
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
    protectedUntil: protection ? endOf(protection).toISOString() : null,
    eventCount: evidence.events.length,
    uses: usesOf(evidence.events),
    cutOffRegions: evidence.cutOffRegions,
    unknownRegions: evidence.unknownRegions,
  };
}

/** By the strategy alone, whatever the owner named. */
function rankOf({ id }: AccessKey, { keys, policy }: DecisionFacts): number | null {
  const active = activeKeysOf(keys);
  if (active.length < 2) return null;
  const ranking = select(active, { tags: new Map() }, policy);
  if (ranking.kind !== 'selected') return null;
  const ranked = [ranking.survivor, ...ranking.surplus.toReversed()];
  const index = ranked.findIndex((each) => each.id === id);
  return index < 0 ? null : index + 1;
}

function partOf({ id, status }: AccessKey, { verdict }: UserFacts): ExplainedKey['part'] {
  if (status !== 'Active') return 'notCounted';
  if (verdict.situation !== 'SurplusKeys' || verdict.plan.action !== 'deactivate') return 'stays';
  return verdict.plan.survivor.id === id ? 'kept' : 'surplus';
}

function protectionOf(key: AccessKey, { keys, policy, now }: DecisionFacts): Protection | undefined {
  // A user's only active key is never surplus.
  if (key.status !== 'Active' || activeKeysOf(keys).length < 2) return undefined;
  return protectionsOf([key], policy, now)[0];
}

/** From this instant on, the decision does not protect the key. */
function endOf(protection: Protection): Date {
  if (protection.code === 'NewKey') return protection.until;
  const uses = protection.keys.map(({ lastUse }) => lastUse.at.getTime());
  return new Date(Math.max(...uses) + protection.protectUsedWithinDays * DAY_MS);
}
