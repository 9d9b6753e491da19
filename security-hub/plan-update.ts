import type { HeldResult } from '../aws/compliance-of-resource.ts';
import type { Finding } from './finding.ts';
import {
  type ClaimedStatus,
  formatNote,
  NOTE_AUTHOR,
  type OurNote,
  parseOurNote,
  situationOf,
} from './note.ts';

/** What becomes of a finding. */
export type FindingPlan = FindingUpdate | FindingLeft;

/** A new note, and perhaps another workflow status. */
export interface FindingUpdate {
  readonly action: 'update';
  readonly note: string;
  readonly workflowStatus?: 'NEW' | ClaimedStatus;
}

/** Nothing, and why. */
export interface FindingLeft {
  readonly action: 'leave';
  readonly reason: LeftReason;
}

/** Why a finding is left as it is. */
export type LeftReason =
  /** Its note says all this, or there is nothing to say of a finding that passed. */
  | 'UpToDate'
  /**
   * Somebody else has written the note: it is never overwritten, and without a note we could not tell later
   * what we did.
   */
  | 'NoteOfSomebodyElse'
  /** AWS Config holds no result for the user, or one that our rule does not report. */
  | 'NoResult'
  /** It is of another account, Region, product or rule. */
  | 'NotOurs'
  /** The finding does not tell which user it is about. */
  | 'UnknownUser';

/** The members of a finding that the plan depends on. */
export type FindingState = Pick<Finding, 'note' | 'workflowStatus'>;

/**
 * What to write into a finding, given the result that AWS Config holds now. The workflow status changes once
 * for each situation, and never one that somebody else has set: SUPPRESSED is taken back only if our note
 * says that we set it.
 *
 * A second plan after an update plans nothing, so that the event of our own update ends there.
 */
export function planUpdate(finding: FindingState, result: HeldResult | undefined): FindingPlan {
  const situation = result && situationOf(result);
  if (!situation) return leave('NoResult');
  const known = parseOurNote(finding.note);
  if (finding.note && !known) return leave('NoteOfSomebodyElse');
  const status = statusFor(situation, known, finding.workflowStatus);
  const isClosed = situation === 'compliant' || situation === 'gone';
  if (isClosed && !known && !status) return leave('UpToDate');
  const claim = status === 'NEW' ? undefined : (status ?? heldClaim(known, finding.workflowStatus));
  const note = formatNote({ situation, claim, annotation: result.annotation }, result.recordedAt);
  if (!status && known && isSame(known, parseOurNote({ text: note, updatedBy: NOTE_AUTHOR }))) {
    return leave('UpToDate');
  }
  return { action: 'update', note, ...(status ? { workflowStatus: status } : {}) };
}

/** Whether two notes differ in their time at most: a later evaluation with the same words is no news. */
function isSame(known: OurNote, next: OurNote | undefined): boolean {
  return (
    known.situation === next?.situation && known.claim === next.claim && known.annotation === next.annotation
  );
}

/** A finding that is left as it is. */
export function leave(reason: LeftReason): FindingLeft {
  return { action: 'leave', reason };
}

/** The status to set; undefined if it stays. */
function statusFor(
  situation: OurNote['situation'],
  known: OurNote | undefined,
  current: string,
): FindingUpdate['workflowStatus'] | undefined {
  // Whoever changed the status since has decided otherwise.
  if (known?.situation === situation) return undefined;
  const claim = heldClaim(known, current);
  if (situation === 'nonCompliant') return claim ? 'NEW' : undefined;
  const isOpen = current === 'NEW' || current === 'NOTIFIED';
  const next = situation === 'exempt' ? 'SUPPRESSED' : 'RESOLVED';
  return (isOpen || claim) && current !== next ? next : undefined;
}

/** The status that our note claims, if the finding still has it. */
function heldClaim(known: OurNote | undefined, current: string): ClaimedStatus | undefined {
  return known?.claim === current ? known.claim : undefined;
}
