import type { AccessKey } from './access-key.ts';
import { refusalSentences } from './refusal.ts';
import { clipWords, formatDay, formatMinute } from './text.ts';
import type { Plan, Verdict } from './verdict.ts';

/** AWS Config accepts annotations of 1 to 256 characters (API reference, PutEvaluations, Evaluation.Annotation). */
const ANNOTATION_LIMIT = 256;

/**
 * The sentence that the compliance dashboard shows: the user name, the situation and, if there is one, the plan.
 *
 * It always has 1 to 256 characters. Whole parts are left out to make it shorter; it is never cut, so that it never
 * contains half a key id.
 */
export function annotate(userName: string, verdict: Verdict): string {
  // The plan matters more than the user name, which the console shows elsewhere: the name is left out first.
  const candidates = sentences(verdict).flatMap((sentence) => [`${userName}: ${sentence}`, sentence]);
  return firstThatFits(candidates, verdict);
}

/** The annotation without the user name, for places that show the name beside it; at most 256 characters, too. */
export function explainVerdict(verdict: Verdict): string {
  return firstThatFits(sentences(verdict), verdict);
}

function firstThatFits(candidates: readonly string[], { activeKeys }: Verdict): string {
  return candidates.find((sentence) => sentence.length <= ANNOTATION_LIMIT) ?? count(activeKeys);
}

/** The same sentence in fewer and fewer words. */
function sentences(verdict: Verdict): readonly string[] {
  const keys = count(verdict.activeKeys);
  switch (verdict.situation) {
    case 'AtMostOneActiveKey':
      return [keys];
    case 'Exempt': {
      const { until, reason } = verdict.exemption;
      const why = clipWords(reason, 140) || (reason.trim() ? '' : 'no reason given');
      const exempt = `${keys} Exempt until ${until}`;
      return [why ? `${exempt}: ${why}` : `${exempt}.`];
    }
    case 'RotationInProgress': {
      const newest = `${verdict.newest.id} was created ${formatMinute(verdict.newest.createdAt)}`;
      const until = `Rotation in progress until ${formatMinute(verdict.until)}`;
      return [`${keys} ${until}: ${newest}.`];
    }
    case 'SurplusKeys':
      return planSentences(verdict.plan).map((plan) => `${keys} ${plan}`);
  }
}

function planSentences(plan: Plan): readonly string[] {
  if (plan.action === 'refuse') {
    const { code } = plan.refusal;
    return refusalSentences(plan.refusal).map((sentence) => `No key can be selected. ${code}: ${sentence}`);
  }
  const { survivor, surplus, selectedBy } = plan;
  const keep = `Keep ${survivor.id}`;
  const ids = surplus.map((key) => key.id).join(', ');
  const idsWithUse = surplus.map((key) => `${key.id} (${lastUseOrCreation(key)})`).join(', ');
  return [
    `${keep} (${lastUse(survivor)}); deactivate ${idsWithUse}. Selected by ${selectedBy}.`,
    `${keep} (${lastUse(survivor)}); deactivate ${ids}. Selected by ${selectedBy}.`,
    `${keep}; deactivate ${ids}.`,
    `${keep}; deactivate ${surplus.length === 1 ? 'the other' : `the ${surplus.length} others`}.`,
  ];
}

function count(activeKeys: number): string {
  if (activeKeys === 0) return 'No active access key.';
  return activeKeys === 1 ? '1 active access key.' : `${activeKeys} active access keys.`;
}

function lastUse(key: AccessKey): string {
  return key.lastUse ? `last used ${formatDay(key.lastUse.at)}` : 'never used';
}

function lastUseOrCreation(key: AccessKey): string {
  return key.lastUse ? lastUse(key) : `never used, created ${formatDay(key.createdAt)}`;
}
