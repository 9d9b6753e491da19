import type { PlacedRow } from '../row.ts';

/** An exemption as the tags of the user are to have it. */
export interface DecidedExemption {
  readonly until: string;
  readonly reason: string;
  /** Empty if nobody is named. */
  readonly owner: string;
}

/** What is to be done about a row. */
export type Action =
  | {
      readonly kind: 'deactivate';
      readonly keep: string;
      readonly surplusAccessKeyIds: readonly string[];
      /**
       * The annotation, with the keys and their last uses, and with the protections that the decision waives.
       */
      readonly explanation: string;
    }
  | {
      readonly kind: 'exempt';
      readonly exemption: DecidedExemption;
      /** The exemption in force, which this one replaces; null if there is none. */
      readonly replaced: DecidedExemption | null;
    }
  /** The decision is carried out already, or needs nothing any more. */
  | { readonly kind: 'nothing'; readonly reason: string }
  /** The row contradicts itself, or does not fit the account as it is now; nothing is done about it. */
  | {
      readonly kind: 'refused';
      readonly reason: string;
      /** Whether the account shows the opposite of what was decided. */
      readonly contradicts: boolean;
    }
  /** Nobody has decided. */
  | { readonly kind: 'undecided'; readonly reason: string };

/** A row, and what is to be done about it. */
export interface CheckedRow extends PlacedRow {
  /** The name of the user now; that of the row if the user is not there. */
  readonly userName: string;
  readonly action: Action;
}

/** A refusal of a row. */
export const refused = (reason: string): Action => ({ kind: 'refused', reason, contradicts: false });

/** The refusal of a row of which the account shows the opposite. */
export const contradicted = (reason: string): Action => ({ kind: 'refused', reason, contradicts: true });

/** A row that needs nothing. */
export const nothing = (reason: string): Action => ({ kind: 'nothing', reason });
