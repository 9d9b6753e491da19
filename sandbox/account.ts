import type { Call, Operations, ServiceName } from './api.ts';
import { type Connection, connectClients, type SandboxClients } from './clients.ts';
import { createVirtualClock, type VirtualClock } from './clock.ts';
import { type ConfigRules, type ConfigService, createConfigRules } from './config/config-rules.ts';
import { configOperations } from './config/operations.ts';
import { createRules } from './config/rules.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFunctions, type Functions } from './functions.ts';
import { createIamBackdoor, type IamBackdoor } from './iam/backdoor.ts';
import { iamOperations } from './iam/operations.ts';
import type { IamService } from './iam/service.ts';
import { createUserStore } from './iam/user-store.ts';
import { createIdentifiers } from './identifiers.ts';
import { type CallRecord, createRequestPipeline } from './request-pipeline.ts';
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts';
import { seededRandom } from './seeded-random.ts';

/** How an account is to be; each has a default. */
export interface SandboxOptions {
  readonly accountId?: string;
  readonly region?: string;
  readonly partition?: string;
  readonly startAt?: Date;
  /** Numbers in [0, 1): ids, short pages and the lag of each read come from here. */
  readonly random?: () => number;
  /** IAM gives fewer items than asked for and says that there is more, as its API reference allows it to. */
  readonly shortPages?: boolean;
  /** How old the state of the users may be that a read of IAM sees. */
  readonly consistencyLagMs?: number;
}

/** An AWS account in memory, and the hands and eyes of those who work on it. */
export interface SandboxAccount {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: VirtualClock;
  readonly backdoor: IamBackdoor;
  readonly configRules: ConfigRules;
  readonly functions: Functions;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  /** Every attempt that reached a service, in that order. */
  readonly calls: readonly CallRecord[];
  connect(connection: Connection): SandboxClients;
  /** Serves one attempt that came in another way than by `connect`, with the same limits, faults and log. */
  serve(call: Call, signal: AbortSignal | undefined): Promise<object>;
  /** Plugs in the operations of a service; those of a name that is served already are replaced. */
  addOperations(service: ServiceName, operations: Operations): void;
}

/** Makes an account without users, rules and functions. */
export function createSandboxAccount(options: SandboxOptions = {}): SandboxAccount {
  const { accountId = '111122223333', region = 'us-east-1', partition = 'aws' } = options;
  const { startAt = new Date('2026-01-15T09:00:00.000Z'), random = seededRandom(1) } = options;
  const clock = createVirtualClock(startAt);
  // A source of their own, so that ids do not depend on how many reads went before.
  const identifiers = createIdentifiers(seededRandom(random() * 2 ** 32));
  const place = { accountId, region, partition, clock, identifiers };

  const functions = createFunctions({
    ...place,
    arnPrefix: `arn:${partition}:lambda:${region}:${accountId}:function:`,
  });
  const iam: IamService = {
    ...place,
    users: createUserStore({ clock, random, consistencyLagMs: options.consistencyLagMs ?? 0 }),
    userArnPrefix: `arn:${partition}:iam::${accountId}:user`,
    pageSize: pageSizes(options.shortPages ?? false, random),
  };
  const config: ConfigService = { rules: createRules(place), clock, functions, isFailing: () => false };
  const scheduler = createScheduler({ clock, functions });
  const faults = createFaults();
  const door = createRequestPipeline({ ...place, faults });
  door.addOperations('iam', iamOperations(iam));
  door.addOperations('config', configOperations(config));
  door.addOperations('scheduler', scheduler.operations);

  return {
    ...{ accountId, region, partition, clock, functions, scheduler, faults },
    backdoor: createIamBackdoor(iam),
    configRules: createConfigRules(config),
    calls: door.calls,
    connect: (connection) => connectClients(door, place, connection),
    serve: door.serve,
    addOperations: door.addOperations,
  };
}

/** A short page has at least one item, and often not even all of the few that are left. */
function pageSizes(shortPages: boolean, random: () => number): IamService['pageSize'] {
  if (!shortPages) return (asked) => asked;
  return (asked, left) => 1 + Math.floor(random() * Math.min(asked, left));
}
