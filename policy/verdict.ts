import { type AccessKey, activeKeysOf, type KeyMetadata } from './access-key.ts';
import { type Exemption, type InvalidExemption, parseExemption } from './exemption.ts';
import type { Policy } from './policy.ts';
import { type Protection, protectionsOf } from './protection.ts';
import { rotationGraceOf } from './rotation.ts';
import {
  type Indistinguishable,
  type InvalidName,
  type Naming,
  namedBy,
  type Selection,
  select,
} from './selection.ts';

/**
 * What the decision is based on: all keys of a user, whatever their status and order, its tags, and the
 * survivor that a run names.
 */
export interface JudgedUser extends Naming {
  readonly keys: readonly AccessKey[];
}

/** Why no surplus key can be chosen; nothing is changed then. They are tried in the order of this list. */
export type Refusal =
  | { readonly code: 'InvalidExemption'; readonly exemption: InvalidExemption }
  | { readonly code: InvalidName['kind']; readonly value: InvalidName['value'] }
  | { readonly code: 'Indistinguishable'; readonly keys: Indistinguishable['keys'] }
  | Protection;

/** The codes of the refusals; each is a field wherever a refusal is passed on. */
export type PolicyRefusalCode = Refusal['code'];

/** What would be done to a user with more than one active key. */
export type Plan =
  | ({
      readonly action: 'deactivate';
      /** The protections that would have applied if the survivor had not been named. */
      readonly waived: readonly Protection['code'][];
    } & Omit<Selection, 'kind'>)
  | { readonly action: 'refuse'; readonly refusal: Refusal };

/** A user with no active key, or with one. */
export interface AtMostOneActiveKey {
  readonly complianceType: 'COMPLIANT';
  readonly situation: 'AtMostOneActiveKey';
  readonly activeKeys: number;
}

/** The decision about one user, before it becomes an evaluation; the first situation that fits decides. */
export type Verdict =
  | AtMostOneActiveKey
  | {
      readonly complianceType: 'NOT_APPLICABLE';
      readonly situation: 'Exempt';
      readonly activeKeys: number;
      readonly exemption: Exemption;
    }
  | {
      readonly complianceType: 'COMPLIANT';
      readonly situation: 'RotationInProgress';
      readonly activeKeys: 2;
      readonly newest: AccessKey;
      readonly until: Date;
    }
  | {
      readonly complianceType: 'NON_COMPLIANT';
      readonly situation: 'SurplusKeys';
      readonly activeKeys: number;
      readonly plan: Plan;
    };

/**
 * Decides about one user. This is the only place that knows which keys are surplus; the rule and the
 * remediation both call it.
 *
 * *Younger than* and *within* mean strictly less. A time after `now` (clocks differ) counts as younger than
 * and within any span that is not switched off.
 */
export function judge(user: JudgedUser, policy: Policy, now: Date): Verdict {
  const active = activeKeysOf(user.keys);
  const settled = judgeByCount(active);
  if (settled) return settled;
  const activeKeys = active.length;
  const exemption = parseExemption(user.tags, policy, now);
  if (exemption?.kind === 'valid') {
    return { complianceType: 'NOT_APPLICABLE', situation: 'Exempt', activeKeys, exemption };
  }
  const rotation = rotationOf(active, policy, now);
  if (rotation) return rotation;
  const plan: Plan =
    exemption?.kind === 'invalid'
      ? { action: 'refuse', refusal: { code: 'InvalidExemption', exemption } }
      : planFor({ ...user, keys: active }, policy, now);
  return { complianceType: 'NON_COMPLIANT', situation: 'SurplusKeys', activeKeys, plan };
}

/**
 * The verdict if the number of active keys is enough to decide: most users need no call for tags and last
 * use.
 */
export function judgeByCount(keys: readonly Pick<KeyMetadata, 'status'>[]): AtMostOneActiveKey | undefined {
  const activeKeys = activeKeysOf(keys).length;
  return activeKeys > 1
    ? undefined
    : { complianceType: 'COMPLIANT', situation: 'AtMostOneActiveKey', activeKeys };
}

function rotationOf(active: readonly AccessKey[], policy: Policy, now: Date): Verdict | undefined {
  const grace = rotationGraceOf(active, policy);
  if (grace.kind !== 'Granted' || now >= grace.until) return undefined;
  const { newest, until } = grace;
  return { complianceType: 'COMPLIANT', situation: 'RotationInProgress', activeKeys: 2, newest, until };
}

function planFor({ keys, ...naming }: JudgedUser, policy: Policy, now: Date): Plan {
  const selection = select(keys, naming, policy);
  switch (selection.kind) {
    case 'InvalidKeepTag':
    case 'InvalidKeepAccessKeyId':
      return { action: 'refuse', refusal: { code: selection.kind, value: selection.value } };
    case 'Indistinguishable':
      return { action: 'refuse', refusal: { code: selection.kind, keys: selection.keys } };
    case 'selected': {
      const { survivor, surplus, selectedBy } = selection;
      const protections = protectionsOf(surplus, policy, now);
      const [refusal] = namedBy(selectedBy) ? [] : protections;
      if (refusal) return { action: 'refuse', refusal };
      const waived = protections.map(({ code }) => code);
      return { action: 'deactivate', survivor, surplus, selectedBy, waived };
    }
  }
}
