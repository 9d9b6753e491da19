import type { Event, LookupEventsRequest, LookupEventsResponse } from '@aws-sdk/client-cloudtrail';
import { deployFunctions, deployRunbooks } from '../demo/deployment.ts';
import { createSandboxAccount, type SandboxAccount } from '../sandbox/account.ts';
import { AwsError } from '../sandbox/api.ts';
import { readPayloadDirectly } from '../sandbox/automation/scripts/without-python.ts';
import { userPrincipal } from '../sandbox/trail/user-identity.ts';
import { serveAccount, type WireServer } from '../sandbox/wire/server.ts';
import type { Target } from './clients.ts';

/** The key with which the person signs who runs the program on the sandbox. */
export const PERSONS_KEY = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' };

/** Who runs the program on the sandbox. */
export const PERSON = 'administrator';

/** Where the clients lead that use a served account; a repeated call would wait in real time. */
export function targetOf({ account, server }: ServedSandbox): Target {
  return { endpoint: server.endpoint, region: account.region, maxAttempts: 1 };
}

/** An account in memory with everything deployed, which is served on the loopback interface. */
export interface ServedSandbox {
  readonly account: SandboxAccount;
  readonly server: WireServer;
}

/** Serves an account whose callers are known by the keys with which they sign, as AWS knows them. */
export async function serveSandbox(): Promise<ServedSandbox> {
  const account = createSandboxAccount();
  deployFunctions(account);
  await deployRunbooks(account, { runScript: readPayloadDirectly });
  account.addOperations('cloudtrail', {
    LookupEvents: (request: LookupEventsRequest) => lookUp(account, request),
  });
  const server = await serveAccount(account, { principalOf: (key) => principalOf(account, key) });
  return { account, server };
}

/** The user of a key that AWS accepts, whose use it notes; the person for every key that no user has. */
function principalOf({ backdoor, clock, region }: SandboxAccount, accessKeyId: string): string {
  for (const { userName } of backdoor.users()) {
    const key = backdoor.keysOf(userName).find((each) => each.accessKeyId === accessKeyId);
    if (!key) continue;
    if (key.status !== 'Active') {
      throw new AwsError(
        'InvalidClientTokenId',
        'The security token included in the request is invalid.',
        403,
      );
    }
    backdoor.useKey(accessKeyId, { at: clock.now(), service: 'sts', region });
    return userPrincipal(userName);
  }
  return PERSON;
}

/** CloudTrail's LookupEvents by the name of the event, of the calls that the trail recorded. */
function lookUp({ trail }: SandboxAccount, request: LookupEventsRequest): LookupEventsResponse {
  const { LookupAttributes: [{ AttributeValue: wanted } = {}] = [], StartTime } = request;
  const Events = trail.events
    .map(({ detail }): Event => {
      const { eventID: EventId, eventName: EventName, eventTime } = detail;
      return { EventId, EventName, EventTime: new Date(eventTime), CloudTrailEvent: JSON.stringify(detail) };
    })
    .filter(({ EventName }) => EventName === wanted)
    .filter(({ EventTime }) => !StartTime || !EventTime || EventTime >= StartTime);
  return { Events: Events.toReversed() };
}
