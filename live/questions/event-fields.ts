import { type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { parseJsonText } from '../../aws/event-fields.ts';
import { globalRegionOf } from '../../bin/commands/explain/key-uses/regions.ts';
import { CLOUDTRAIL_EVENT, type KeyChange, parseTrigger } from '../../reevaluation/event.ts';
import { differs, notAnswered, ok, type Question } from '../question.ts';
import { repeatUntil, type Scene } from '../scene.ts';
import { TEST_USER } from '../test-user.ts';

/** The calls that the program made for the test user, and what the code must read from the event of each. */
const CALLS: Readonly<Record<string, (change: KeyChange, scene: Scene) => boolean>> = {
  CreateAccessKey: ({ changedUsers }) => changedUsers.includes(TEST_USER),
  UpdateAccessKey: ({ changedUsers, touch }, { user }) =>
    changedUsers.includes(TEST_USER) && touch?.key === user.deactivated.accessKeyId,
  // The tags are none of ours, so that no verdict can change; tags that cannot be read count as ours.
  TagUser: ({ changedUsers }) => changedUsers.length === 0,
};

/** CloudTrail delivers most events within 15 minutes (CloudTrail User Guide, "How CloudTrail works"). */
const WAIT_MS = 20 * 60_000;

/**
 * Looks for the events of the changes that this program made, in which the functions read names, keys and
 * tags; answers rows 14 and 59, too.
 */
export const eventFields: Question = {
  row: 49,
  question: 'Which fields does CloudTrail give CreateAccessKey, UpdateAccessKey and TagUser?',
  assumed:
    'The user, the key and the tags are where the code reads them. Otherwise a deletion refuses (EventsNotSeen), and whole sweeps are started.',
  async ask(scene) {
    const found = await repeatUntil(scene, () => findEvents(scene), {
      isDone: (events) => events.size === Object.keys(CALLS).length,
      everyMs: 60_000,
      forMs: Math.max(0, WAIT_MS - (scene.now().getTime() - scene.startedAt.getTime())),
    });
    const missing = Object.keys(CALLS).filter((name) => !found.has(name));
    const unread = [...found].filter(([name, event]) => !isRead(name, event, scene)).map(([name]) => name);
    if (unread.length > 0) return differs(`The code cannot read the event of ${unread.join(' and ')}.`);
    if (missing.length > 0) return notAnswered(`No event of ${missing.join(' and ')} in 20 minutes.`);
    return ok('The code reads the three events.');
  },
};

async function findEvents(scene: Scene): Promise<ReadonlyMap<string, Event>> {
  const { clients, caller, startedAt: StartTime } = scene;
  const cloudtrail = clients.cloudTrailIn(globalRegionOf(caller.partition));
  const found = new Map<string, Event>();
  for (const name of Object.keys(CALLS)) {
    const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: name }];
    const { Events = [] } = await cloudtrail.send(new LookupEventsCommand({ LookupAttributes, StartTime }));
    const event = Events.find(({ CloudTrailEvent = '' }) => CloudTrailEvent.includes(`"${TEST_USER}"`));
    if (event) found.set(name, event);
  }
  return found;
}

function isRead(name: string, { CloudTrailEvent }: Event, scene: Scene): boolean {
  const detail = parseJsonText('CloudTrailEvent', CloudTrailEvent);
  const { accountId: account } = scene.caller;
  const trigger = parseTrigger({ 'detail-type': CLOUDTRAIL_EVENT, account, detail });
  return trigger.kind === 'change' && CALLS[name]?.(trigger, scene) === true;
}
