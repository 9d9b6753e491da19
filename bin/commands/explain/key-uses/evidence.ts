import type { KeyEvent } from '../../../../aws/event-history.ts';

/** An event of a key, and the Region in whose history it is. */
export interface LocatedEvent extends KeyEvent {
  readonly region: string;
}

/** What the event history has about the keys of a user. */
export interface Evidence {
  readonly from: Date;
  readonly to: Date;
  /** The Regions that were to be asked, sorted. */
  readonly regions: readonly string[];
  /** The Regions that gave no answer about one of the keys; they are among `regions`. */
  readonly unknown: readonly UnknownRegion[];
  /**
   * Why the Regions of the account are not known, so that there may be others; null if they are known, or
   * were given.
   */
  readonly regionsUnknown: string | null;
  readonly keys: readonly KeyEvidence[];
}

/** A Region that gave no answer: nobody knows whether a key was used there. */
export interface UnknownRegion {
  readonly region: string;
  readonly reason: string;
}

/** What the event history has about one key. */
export interface KeyEvidence {
  readonly accessKeyId: string;
  readonly events: readonly LocatedEvent[];
  /** The Regions of which only the newest events were read. */
  readonly cutOffRegions: readonly string[];
  /** The Regions that gave no answer about this key. */
  readonly unknownRegions: readonly string[];
}

/** Whether every Region gave an answer: only then is a key without events one that nobody was seen to use. */
export function isFullyKnown({ unknown, regionsUnknown }: Evidence): boolean {
  return unknown.length === 0 && regionsUnknown === null;
}
