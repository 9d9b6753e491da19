import type { HeldResult } from '../aws/compliance-of-resource.ts';
import { RETIRED_ANNOTATION } from '../policy/annotation.ts';
import { clipWords, formatMinute } from '../policy/text.ts';
import { clean } from '../product/clean.ts';
import type { FindingNote } from './finding.ts';

/** The name under which we write notes: `Note.UpdatedBy`. */
export const NOTE_AUTHOR = 'one-active-key';

/** The longest note, in characters (Security Hub API Reference, Note: "Maximum of 512"). */
export const NOTE_LIMIT = 512;

/** What a note says of the user. */
export const SITUATIONS = {
  nonCompliant: 'NON_COMPLIANT',
  compliant: 'COMPLIANT',
  exempt: 'NOT_APPLICABLE (exempt)',
  gone: 'NOT_APPLICABLE (user gone)',
} as const;

/** One of `SITUATIONS`. */
export type Situation = keyof typeof SITUATIONS;

/** A workflow status that we set, and that our note then claims. */
export type ClaimedStatus = 'SUPPRESSED' | 'RESOLVED';

/** One of our notes. */
export interface OurNote {
  readonly situation: Situation;
  /** The status that we set when the note was written first; undefined if we set none. */
  readonly claim: ClaimedStatus | undefined;
  readonly annotation: string;
}

/** The situation in a result of AWS Config; undefined for a result that our rule does not report. */
export function situationOf({ complianceType, annotation }: HeldResult): Situation | undefined {
  if (complianceType === 'NON_COMPLIANT') return 'nonCompliant';
  if (complianceType === 'COMPLIANT') return 'compliant';
  if (complianceType !== 'NOT_APPLICABLE') return undefined;
  return annotation === RETIRED_ANNOTATION ? 'gone' : 'exempt';
}

/**
 * The text of a note, of at most 512 characters. All that is ours comes before the annotation: that contains
 * what owners write, and nobody can claim a status in our name with it.
 */
export function formatNote({ situation, claim, annotation }: OurNote, recordedAt: Date): string {
  const claimed = claim ? `, workflow status ${claim} by One Active Key` : '';
  const head = `${SITUATIONS[situation]} as of ${formatMinute(recordedAt)}${claimed}:`;
  return clipWords(`${head} ${clean(annotation)}`, NOTE_LIMIT);
}

const OUR_NOTE =
  /^(NON_COMPLIANT|COMPLIANT|NOT_APPLICABLE \(exempt\)|NOT_APPLICABLE \(user gone\)) as of \d{4}-\d\d-\d\dT\d\d:\d\dZ(?:, workflow status (SUPPRESSED|RESOLVED) by One Active Key)?:(.*)$/s;

/** Parses a note of ours; undefined for one that somebody else wrote or changed. */
export function parseOurNote(note: FindingNote | undefined): OurNote | undefined {
  if (note?.updatedBy !== NOTE_AUTHOR) return undefined;
  const [, word, claim, annotation = ''] = OUR_NOTE.exec(note.text) ?? [];
  const situation = (Object.keys(SITUATIONS) as Situation[]).find((each) => SITUATIONS[each] === word);
  if (!situation) return undefined;
  return { situation, claim: claim as ClaimedStatus | undefined, annotation: annotation.trim() };
}
