import type { AccessKey } from './access-key.ts';
import { refusalSentences } from './refusal.ts';
import { clipWords, day, minute } from './text.ts';
import type { Plan, Verdict } from './verdict.ts';

/** AWS Config accepts annotations of 1 to 256 characters (API reference, PutEvaluations, Evaluation.Annotation). */
const ANNOTATION_LIMIT = 256;

/**
 * The sentence that the compliance dashboard shows: the situation and, if there is one, the plan.
 *
 * It always has 1 to 256 characters. Whole parts are left out to make it shorter; it is never cut, so that it never
 * contains half a key id.
 */
export function annotate(userName: string, verdict: Verdict): string {
  const candidates = sentences(verdict);
  const named = candidates.map((sentence) => `${userName}: ${sentence}`);
  // The plan matters more than the user name, which the console shows elsewhere: the name is left out first.
  const all = candidates.flatMap((sentence, index) => [named[index] ?? sentence, sentence]);
  return all.find((sentence) => sentence.length <= ANNOTATION_LIMIT) ?? count(verdict.activeKeys);
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
      const newest = `${verdict.newest.id} was created ${minute(verdict.newest.createdAt)}`;
      const until = `Rotation in progress until ${minute(verdict.until)}`;
      return [`${keys} ${until}: ${newest}.`];
    }
    case 'SurplusKeys':
      return planSentences(verdict.plan).map((plan) => `${keys} ${plan}`);
  }
}

function planSentences(plan: Plan): readonly string[] {
  if (plan.action === 'refuse') {
    return refusalSentences(plan.refusal).map((refusal) => `None can be chosen. ${refusal}`);
  }
  const { survivor, surplus, selectedBy } = plan;
  const stays = `${survivor.id} stays`;
  const because = `Selected by ${selectedBy}.`;
  const ids = surplus.map((key) => key.id).join(', ');
  return [
    `${stays} (${usedOn(survivor)}); ${surplus.map((key) => `${key.id} goes (${unusedSince(key)})`).join(', ')}. ${because}`,
    `${stays} (${usedOn(survivor)}); to go: ${ids}. ${because}`,
    `${stays}; to go: ${ids}.`,
    `${stays}; to go: ${surplus.length === 1 ? 'the other' : `the ${surplus.length} others`}.`,
  ];
}

function count(activeKeys: number): string {
  if (activeKeys === 0) return 'No active access key.';
  return activeKeys === 1 ? '1 active access key.' : `${activeKeys} active access keys.`;
}

function usedOn(key: AccessKey): string {
  return key.lastUse ? `last used ${day(key.lastUse.at)}` : 'never used';
}

function unusedSince(key: AccessKey): string {
  return key.lastUse ? `unused since ${day(key.lastUse.at)}` : `never used, created ${day(key.createdAt)}`;
}
