import { clean } from '../../../formats/clean.ts';
import { count } from '../../../formats/words.ts';
import type { ExplainedKey, UserExplanation } from '../explanation.ts';
import type { Use } from '../key-uses/uses.ts';

/** How many uses of a key the text shows; JSON has all of them. */
const SHOWN_USES = 10;

/** How many characters of a user agent the text shows: callers write it, and may write a thousand. */
const SHOWN_AGENT_CHARACTERS = 160;

/** The lines about the uses of a key. */
export function useLines(key: ExplainedKey): readonly string[] {
  const { accessKeyId, uses, cutOffRegions } = key;
  const hidden = uses.slice(SHOWN_USES);
  const events = hidden.reduce((sum, use) => sum + use.count, 0);
  return [
    `${accessKeyId}: ${headline(key)}`,
    ...uses.slice(0, SHOWN_USES).flatMap(linesOf),
    ...(hidden.length > 0
      ? [`  and ${count(events, 'call')} more in ${count(hidden.length, 'group')}: --format json has all.`]
      : []),
    ...(cutOffRegions.length > 0
      ? [
          `  Only the newest events were read in ${cutOffRegions.join(', ')}: there the counts are too low, and the ` +
            'first use may be earlier.',
        ]
      : []),
    ...otherUse(key).map((line) => `  ${line}`),
  ];
}

/**
 * A use that IAM saw and no event shows, to the minute: the last use is later than the newest event, or there
 * is no event.
 */
function otherUse({ lastUsed, uses: [newest] }: ExplainedKey): readonly string[] {
  if (!lastUsed) return [];
  if (!newest)
    return [
      `IAM says that the key was used, and no management event shows it: ${OTHER_USE}, earlier, or in another Region.`,
    ];
  const [used, shown] = [lastUsed.at, newest.lastSeenAt].map((time) => Math.floor(Date.parse(time) / 60_000));
  if (used === undefined || shown === undefined || used <= shown) return [];
  const { at, service, region } = lastUsed;
  return [
    `IAM says that the key was used at ${at.slice(0, 16)}Z (${service}, ${region}), after the last of these calls: ${OTHER_USE}, ` +
      'in another Region, or by a call whose event has not come yet.',
  ];
}

const OTHER_USE = 'it may be used for data (such as objects of S3)';

function headline({ eventCount, unknownRegions }: ExplainedKey): string {
  const inRest = unknownRegions.length > 0 ? ' in the Regions that answered' : '';
  return eventCount === 0 ? `no event${inRest}.` : `${count(eventCount, 'call')}${inRest}.`;
}

/** Each line begins with a word of ours, so that no text of others looks like a command. */
function linesOf(use: Use): readonly string[] {
  const { service, region, sourceAddress, userAgent, vpcEndpointId, failedCount, actions } = use;
  const failed = failedCount > 0 ? ` (${failedCount} of them failed)` : '';
  const from = `from ${sourceAddress || 'an address that is not known'}`;
  const through = vpcEndpointId ? ` through ${vpcEndpointId}` : '';
  const [first, last] = [use.firstSeenAt, use.lastSeenAt].map((time) => `${time.slice(0, 16)}Z`);
  const when = first === last ? first : `${first} to ${last}`;
  return [
    `  ${count(use.count, 'call')}${failed} to ${service} in ${region} ${from}${through}, ${when}: ${actions.join(', ')}`,
    `    agent: ${shortened(userAgent) || 'not known'}`,
  ];
}

function shortened(agent: string): string {
  const characters = [...clean(agent)];
  if (characters.length <= SHOWN_AGENT_CHARACTERS) return characters.join('');
  return `${characters.slice(0, SHOWN_AGENT_CHARACTERS).join('')}… (${characters.length} characters)`;
}

/** What was asked, what is not known, and what events do not show. */
export function evidenceLines(user: UserExplanation): readonly string[] {
  const { regions, unknown, maxEvents } = user.evidence;
  const answered = regions.filter((region) => !unknown.some((each) => each.region === region));
  return [
    ...unknownLines(user),
    `Asked: ${answered.join(', ') || 'no Region answered'}; at most the ${maxEvents} newest events of a key in each.`,
    'No event is not no use: the event history has no data events, and shows a call only some minutes later.',
  ];
}

/** A line for everything that is not known, with the permission that it needs and the reason. */
export function unknownLines({ evidence }: UserExplanation): readonly string[] {
  const { unknown, regionsUnknown } = evidence;
  const others = 'which other Regions the account has enabled (account:ListRegions)';
  return [
    ...(regionsUnknown === null ? [] : [`Not known: ${others}: ${regionsUnknown}. Give --regions.`]),
    ...Array.from(
      byReason(unknown),
      ([reason, regions]) => `Not known: uses in ${regions.join(', ')} (cloudtrail:LookupEvents): ${reason}`,
    ),
  ];
}

/** The Regions by the reason for which they are not known: a denial is often the same in all of them. */
function byReason(unknown: UserExplanation['evidence']['unknown']): ReadonlyMap<string, readonly string[]> {
  const reasons = new Map<string, string[]>();
  for (const { region, reason } of unknown) reasons.set(reason, [...(reasons.get(reason) ?? []), region]);
  return reasons;
}
