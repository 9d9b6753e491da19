import type { LocatedEvent } from './evidence.ts';

/**
 * The calls with a key that came from one address, with one user agent, to one service in one Region; times
 * are ISO 8601.
 */
export interface Use {
  /** `ec2.amazonaws.com` */
  readonly service: string;
  readonly region: string;
  /** An IP address or the name of a service of AWS; empty if CloudTrail has none. Text of others. */
  readonly sourceAddress: string;
  /** Empty if CloudTrail has none. Text of others. */
  readonly userAgent: string;
  /** Empty if the requests came through no VPC endpoint. */
  readonly vpcEndpointId: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly count: number;
  /** How many of the calls ended with an error, such as a denial. */
  readonly failedCount: number;
  /** The most frequent actions, at most `MAX_ACTIONS`. */
  readonly actions: readonly string[];
}

/** How many actions of a use are named. */
const MAX_ACTIONS = 5;

/**
 * Summarizes the events of a key: each event is in exactly one use. The use that was seen last comes first.
 */
export function usesOf(events: readonly LocatedEvent[]): readonly Use[] {
  const groups = new Map<string, LocatedEvent[]>();
  for (const event of events) {
    const { service, region, sourceAddress, userAgent, vpcEndpointId } = event;
    const group = JSON.stringify([service, region, sourceAddress, userAgent, vpcEndpointId]);
    const others = groups.get(group);
    if (others) others.push(event);
    else groups.set(group, [event]);
  }
  return [...groups]
    .map(([group, ofGroup]) => ({ group, use: useOf(ofGroup) }))
    .sort((a, b) => compareUses(a.use, b.use) || (a.group < b.group ? -1 : 1))
    .map(({ use }) => use);
}

function useOf(events: readonly LocatedEvent[]): Use {
  const times = events.map(({ at }) => at.getTime());
  const [{ service, region, sourceAddress, userAgent, vpcEndpointId } = NOTHING] = events;
  // Not by spreading the times: a thousand events in each of thirty Regions are too many arguments.
  const iso = (pick: (a: number, b: number) => number) => new Date(times.reduce(pick)).toISOString();
  return {
    service,
    region,
    sourceAddress,
    userAgent,
    vpcEndpointId,
    firstSeenAt: iso((a, b) => Math.min(a, b)),
    lastSeenAt: iso((a, b) => Math.max(a, b)),
    count: events.length,
    failedCount: events.filter(({ errorCode }) => errorCode !== '').length,
    actions: mostFrequent(events.map(({ action }) => action)).slice(0, MAX_ACTIONS),
  };
}

/** For the compiler: no group is empty. */
const NOTHING = { service: '', region: '', sourceAddress: '', userAgent: '', vpcEndpointId: '' };

/** The different texts, the most frequent first; equally frequent ones in the order of the alphabet. */
function mostFrequent(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([text]) => text);
}

function compareUses(a: Use, b: Use): number {
  if (a.lastSeenAt !== b.lastSeenAt) return a.lastSeenAt < b.lastSeenAt ? 1 : -1;
  return b.count - a.count;
}
