import { type AccessKey, activeKeysOf } from '../../../policy/access-key.ts';
import { parseExemption } from '../../../policy/exemption.ts';
import type { Policy } from '../../../policy/policy.ts';
import { protectionsOf } from '../../../policy/protection.ts';
import { refusalSentences } from '../../../policy/refusal.ts';
import { rotationGraceOf } from '../../../policy/rotation.ts';
import { select } from '../../../policy/selection.ts';
import { tagValue } from '../../../policy/tags.ts';
import { formatMinute } from '../../../policy/text.ts';
import type { Verdict } from '../../../policy/verdict.ts';
import { EXEMPT_UNTIL_TAG, KEEP_TAG } from '../../../product/tags.ts';
import type { DecisionFacts } from './facts.ts';
import { decisiveRule, type StepName } from './rules.ts';

type Describe = (facts: DecisionFacts, verdict: Verdict) => string | null;

/** What each rule compared; null if there was nothing to compare. */
export const CHECK_SENTENCES: Readonly<Record<StepName, Describe>> = {
  ActiveKeys: ({ keys }) =>
    `${activeKeysOf(keys).length} of ${keys.length} access keys have the status Active; more than one is too many.`,
  Exemption: exemptionSentence,
  RotationGrace: graceSentence,
  InvalidExemption: ({ tags, policy, now }) => {
    const exemption = parseExemption(tags, policy, now);
    return exemption?.kind === 'invalid'
      ? (refusalSentences({ code: 'InvalidExemption', exemption })[0] ?? null)
      : null;
  },
  Survivor: survivorSentence,
  Protection: protectionSentence,
  Plan: (_, verdict) =>
    verdict.situation === 'SurplusKeys' && verdict.plan.action === 'deactivate'
      ? `Nothing prevents the plan: keep ${verdict.plan.survivor.id}, deactivate ${idsOf(verdict.plan.surplus)}.`
      : null,
};

const idsOf = (keys: readonly AccessKey[]): string => keys.map(({ id }) => id).join(', ');

function exemptionSentence({ tags, policy, now }: DecisionFacts): string {
  const until = tagValue(tags, EXEMPT_UNTIL_TAG);
  if (until === undefined) return `The user has no tag ${EXEMPT_UNTIL_TAG}.`;
  const exemption = parseExemption(tags, policy, now);
  if (exemption === undefined) return `The exemption until ${until} is over.`;
  if (exemption.kind === 'invalid')
    return `The tag ${EXEMPT_UNTIL_TAG} is set, but the exemption is not valid.`;
  return `The exemption until ${until} is in force: ${exemption.reason}`;
}

function graceSentence({ keys, policy }: DecisionFacts, verdict: Verdict): string {
  const active = activeKeysOf(keys);
  const grace = rotationGraceOf(active, policy);
  switch (grace.kind) {
    case 'SwitchedOff':
      return 'The rotation grace is switched off (rotationGraceHours = 0).';
    case 'NotTwoKeys':
      return `It applies to exactly two active keys; there are ${active.length}.`;
    case 'Granted': {
      const { newest, until } = grace;
      const ends = verdict.situation === 'RotationInProgress' ? 'ends' : 'ended';
      return (
        `The newest key, ${newest.id}, was created ${formatMinute(newest.createdAt)}; the grace of ` +
        `${policy.rotationGraceHours} hours (rotationGraceHours) ${ends} ${formatMinute(until)}.`
      );
    }
  }
}

const RANKED_BY: Readonly<Record<Policy['selectionStrategy'], string>> = {
  LeastRecentlyUsed: 'the most recently used key stays; of keys that were never used, the newer one',
  Oldest: 'the newest key stays; of keys of the same age, the more recently used one',
};

function survivorSentence({ keys, tags, policy }: DecisionFacts): string {
  const selection = select(activeKeysOf(keys), { tags }, policy);
  const strategy = `${policy.selectionStrategy}: ${RANKED_BY[policy.selectionStrategy]}`;
  switch (selection.kind) {
    case 'InvalidKeepTag':
    case 'InvalidKeepAccessKeyId':
      return refusalSentences({ code: selection.kind, value: selection.value })[0];
    case 'Indistinguishable':
      return `There is no tag ${KEEP_TAG}, and ${strategy}. ${idsOf(selection.keys)} have the same times.`;
    case 'selected': {
      const { survivor, surplus, selectedBy } = selection;
      if (selectedBy === KEEP_TAG) return `The tag ${KEEP_TAG} names ${survivor.id}.`;
      return `There is no tag ${KEEP_TAG}, and ${strategy}. So ${survivor.id} would stay, before ${idsOf(surplus.toReversed())}.`;
    }
  }
}

function protectionSentence({ keys, tags, policy, now }: DecisionFacts, verdict: Verdict): string {
  const selection = select(activeKeysOf(keys), { tags }, policy);
  const surplus = selection.kind === 'selected' ? selection.surplus : [];
  const [first] = protectionsOf(surplus, policy, now);
  if (!first) {
    return policy.protectUsedWithinDays === 0
      ? 'It is switched off (protectUsedWithinDays = 0), and no surplus key is new and was never used.'
      : `No surplus key was used or created within ${policy.protectUsedWithinDays} days (protectUsedWithinDays).`;
  }
  const sentence = `${first.code}: ${refusalSentences(first)[0]}`;
  const isWaived = decisiveRule(verdict) === 'Plan';
  return isWaived ? `It does not apply, since the survivor is named. Otherwise: ${sentence}` : sentence;
}
