import { KEEP_TAG } from '../product/tags.ts';
import type { AccessKey } from './access-key.ts';
import type { Exemption } from './exemption.ts';
import type { UserName } from './identifiers.ts';
import type { DeactivatingPlan } from './plan-text.ts';
import type { Protection } from './protection.ts';
import { refusalSentences } from './refusal.ts';
import { type NamedBy, namedBy } from './selection.ts';
import { clipWords, formatDay, formatMinute } from './text.ts';
import type { Plan, Verdict } from './verdict.ts';

/**
 * AWS Config accepts annotations of 1 to 256 characters (API reference, PutEvaluations,
 * Evaluation.Annotation).
 */
const ANNOTATION_LIMIT = 256;

/** The annotation of a user that was deleted or is out of scope, for whom there is no verdict. */
export const RETIRED_ANNOTATION = 'The user no longer exists or is out of scope.';

/**
 * The sentence that the compliance dashboard shows: the user name, the situation and, if there is one, the
 * plan.
 *
 * It always has 1 to 256 characters. Whole parts are left out to make it shorter; it is never cut, so that it
 * never contains half a key id.
 */
export function annotate(userName: UserName, verdict: Verdict): string {
  // The plan matters more than the user name, which the console shows elsewhere: the name is left out first.
  const candidates = sentences(verdict).flatMap((sentence) => [`${userName}: ${sentence}`, sentence]);
  return firstThatFits(candidates, verdict);
}

/**
 * The annotation without the user name, for places that show the name beside it; at most 256 characters, too.
 */
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
    case 'Exempt':
      return exemptSentences(verdict.exemption).map((exempt) => `${keys} ${exempt}`);
    case 'RotationInProgress': {
      const newest = `${verdict.newest.id} was created ${formatMinute(verdict.newest.createdAt)}`;
      const until = `Rotation in progress until ${formatMinute(verdict.until)}`;
      return [`${keys} ${until}: ${newest}.`];
    }
    case 'SurplusKeys':
      return planSentences(verdict.plan).map((plan) => `${keys} ${plan}`);
  }
}

/** The reason matters more than the person who answers for it, who is left out first. */
function exemptSentences({ until, reason, owner }: Exemption): readonly string[] {
  const why = clipWords(reason, 140);
  const who = clipWords(owner, 60);
  const exempt = why ? `Exempt until ${until}: ${why}` : `Exempt until ${until}`;
  const withoutOwner = why ? exempt : `${exempt}.`;
  return who ? [`${exempt} (owner: ${who})`, withoutOwner] : [withoutOwner];
}

function planSentences(plan: Plan): readonly string[] {
  if (plan.action === 'refuse') {
    const { code } = plan.refusal;
    return refusalSentences(plan.refusal).map((sentence) => `No key can be selected. ${code}: ${sentence}`);
  }
  const { survivor, surplus } = plan;
  const keep = `Keep ${survivor.id}`;
  const ids = surplus.map((key) => key.id).join(', ');
  const idsWithUse = surplus.map((key) => `${key.id} (${lastUseOrCreation(key)})`).join(', ');
  const [by, briefly] = selectionWords(plan);
  const others = surplus.length === 1 ? 'the other' : `the ${surplus.length} others`;
  return [
    `${keep} (${lastUse(survivor)}); deactivate ${idsWithUse}. ${by}`,
    `${keep} (${lastUse(survivor)}); deactivate ${ids}. ${by}`,
    `${keep}; deactivate ${ids}. ${briefly}`.trim(),
    `${keep}; deactivate ${others}. ${briefly}`.trim(),
  ];
}

/**
 * Whether a text that explained a plan to people says which protections this plan waives, and by whose word;
 * true of a plan that waives none.
 */
export function saysWhatIsWaived(explanation: string, plan: DeactivatingPlan): boolean {
  return plan.waived.length === 0 || selectionWords(plan).some((words) => explanation.includes(words));
}

/** What selected the survivor of a plan, and which protections that waives. */
export function explainSelection(plan: DeactivatingPlan): string {
  return selectionWords(plan)[0];
}

/** What selected the survivor, in many words and in few: a waived protection is never left out. */
function selectionWords({ selectedBy, waived }: DeactivatingPlan): readonly [string, string] {
  const name = namedBy(selectedBy);
  if (name === undefined) return [`Selected by ${selectedBy}.`, ''];
  const [by, briefly] = NAMED_BY[name];
  if (waived.length === 0) return [`${by}.`, `${briefly}.`];
  const keys = waived.map((code) => PROTECTED_KEYS[code]).join(' and ');
  return [`${by}, which waives the protection of ${keys}.`, `${briefly}; protection waived.`];
}

const NAMED_BY = {
  [KEEP_TAG]: [`Named by its owner in tag ${KEEP_TAG}`, 'Named by its owner'],
  KeepAccessKeyId: ['Named by KeepAccessKeyId of this run', 'Named by KeepAccessKeyId of this run'],
} as const satisfies Readonly<Record<NamedBy, readonly [string, string]>>;

const PROTECTED_KEYS = {
  KeysInUse: 'keys in use',
  NewKey: 'new keys',
} as const satisfies Readonly<Record<Protection['code'], string>>;

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
