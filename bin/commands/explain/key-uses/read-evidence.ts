import { setMaxListeners } from 'node:events';
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import {
  EVENTS_PER_PAGE,
  HISTORY_MS,
  type KeyEvents,
  lookUpKeyEvents,
} from '../../../../aws/event-history.ts';
import { describeError } from '../../../../product/describe.ts';
import { untilAborted } from '../../../terminal/until-aborted.ts';
import type { Evidence, KeyEvidence, LocatedEvent, UnknownRegion } from './evidence.ts';

/**
 * How many events of a key are read in a Region at most, the newest ones: 20 pages, which take ten seconds.
 */
export const MAX_EVENTS = 20 * EVENTS_PER_PAGE;

/** How long all lookups together may take, in milliseconds; a page that was begun is waited for. */
const TIME_LIMIT_MS = 120_000;

/** The keys and the Regions to ask about. */
export interface EvidenceOptions {
  readonly accessKeyIds: readonly string[];
  readonly regions: readonly string[];
  readonly regionsUnknown: string | null;
  /** A client of a Region, with the pace of lookups. */
  readonly cloudTrailIn: (region: string) => Promise<CloudTrailClient>;
  readonly now: () => Date;
  /** When it aborts, the Regions that have not answered are unknown. */
  readonly signal: AbortSignal;
  /** Called after each Region. */
  readonly onProgress: (doneCount: number, total: number) => void;
}

/**
 * Reads the events of the last 90 days that were signed with the keys, in all Regions at once, since each has
 * a rate limit of its own. Never throws: a Region that denies, throttles, is not enabled or does not answer
 * in time is unknown, with the reason.
 */
export async function readEvidence(options: EvidenceOptions): Promise<Evidence> {
  const { accessKeyIds, regions, regionsUnknown, now, onProgress } = options;
  const to = now();
  const signal = AbortSignal.any([options.signal]);
  // Each Region adds a listener; Node.js warns about the eleventh.
  setMaxListeners(0, signal);
  const period = { from: new Date(to.getTime() - HISTORY_MS), to };
  let doneCount = 0;
  const readings = await Promise.all(
    regions.map(async (region) => {
      const reading = await readRegion(region, period, { ...options, signal });
      doneCount += 1;
      onProgress(doneCount, regions.length);
      return reading;
    }),
  );
  return {
    ...period,
    regions,
    regionsUnknown,
    unknown: readings.flatMap(({ unknown }) => unknown ?? []),
    keys: accessKeyIds.map((accessKeyId) => evidenceOf(accessKeyId, readings)),
  };
}

/** What one Region answered. */
interface RegionReading {
  readonly region: string;
  /** By the id of the key; a key about which the Region did not answer is absent. */
  readonly byKey: ReadonlyMap<string, KeyEvents>;
  readonly unknown?: UnknownRegion;
}

type Period = Pick<Evidence, 'from' | 'to'>;

/**
 * The keys one after another: a Region that does not answer about one of them is not asked about the next.
 */
async function readRegion(region: string, period: Period, options: EvidenceOptions): Promise<RegionReading> {
  const byKey = new Map<string, KeyEvents>();
  for (const accessKeyId of options.accessKeyIds) {
    const answer = await askAbout(region, { ...period, accessKeyId }, options);
    if (typeof answer === 'string') return { region, byKey, unknown: { region, reason: answer } };
    byKey.set(accessKeyId, answer);
  }
  return { region, byKey };
}

type Lookup = Period & { readonly accessKeyId: string };

/** The events of a key, or the reason why they are unknown. */
async function askAbout(
  region: string,
  lookup: Lookup,
  options: EvidenceOptions,
): Promise<KeyEvents | string> {
  if (isLate(lookup, options)) return 'the time limit of two minutes is over';
  try {
    const found = await untilAborted(options.signal, () => lookUp(region, lookup, options));
    return found ?? 'interrupted';
  } catch (error) {
    return describeError(error);
  }
}

async function lookUp(region: string, lookup: Lookup, options: EvidenceOptions): Promise<KeyEvents> {
  const mayGoOn = (pages: number) =>
    pages * EVENTS_PER_PAGE < MAX_EVENTS && !options.signal.aborted && !isLate(lookup, options);
  return lookUpKeyEvents(await options.cloudTrailIn(region), { ...lookup, mayGoOn });
}

function isLate({ to }: Period, { now }: EvidenceOptions): boolean {
  return now().getTime() - to.getTime() > TIME_LIMIT_MS;
}

function evidenceOf(accessKeyId: string, readings: readonly RegionReading[]): KeyEvidence {
  const answers = readings.map(({ region, byKey }) => ({ region, found: byKey.get(accessKeyId) }));
  return {
    accessKeyId,
    events: answers.flatMap(({ region, found }) =>
      (found?.events ?? []).map((event): LocatedEvent => ({ ...event, region })),
    ),
    cutOffRegions: answers.filter(({ found }) => found && !found.isComplete).map(({ region }) => region),
    unknownRegions: answers.filter(({ found }) => !found).map(({ region }) => region),
  };
}
