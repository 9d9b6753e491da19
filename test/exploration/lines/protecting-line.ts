import type { TakenOut } from './without-line.ts';

/** A place in the source that protects a credential, and what happens without it. */
export interface ProtectingLine extends TakenOut {
  /** What it does, in a sentence. */
  readonly protects: string;
  readonly scenario: string;
  /** A schedule that breaks a promise without the line. */
  readonly schedule: string;
  /** A part of the sentence that says which promise. */
  readonly broken: string;
}
