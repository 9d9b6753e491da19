import type { Call, Operations, ServiceName } from './api.ts';
import type { CallRecord } from './call-record.ts';
import { type Connection, connectClients, type SandboxClients } from './clients.ts';
import { createVirtualClock, type VirtualClock } from './clock.ts';
import type { EventHistory } from './cloudtrail/event-history.ts';
import { type ConfigRules, createConfigRules } from './config/config-rules.ts';
import { createTables, type Tables } from './dynamodb/tables-backdoor.ts';
import { createFaults, type Faults } from './faults.ts';
import type { Functions } from './functions.ts';
import { createIamBackdoor, type IamBackdoor } from './iam/backdoor.ts';
import { createIdentifiers } from './identifiers.ts';
import type { Parameters } from './parameter-store/parameter-store.ts';
import { REGIONS, type RegionStates } from './regions/regions.ts';
import { createRequestPipeline } from './request-pipeline.ts';
import type { Scheduler } from './scheduler/scheduler.ts';
import type { SecurityHub } from './security-hub/security-hub.ts';
import { seededRandom } from './seeded-random.ts';
import { type AccountEnvironment, addServices, createServices, type ServiceOptions } from './services.ts';
import { createTopics, type Topics } from './sns/topics.ts';
import { withOperatorsEvents } from './trail/backdoor-events.ts';
import type { Trail } from './trail/trail.ts';

/** The id, place, clock and random numbers of a new account in memory; what is not given has a default. */
export interface SandboxOptions extends ServiceOptions {
  readonly accountId?: string;
  readonly region?: string;
  readonly partition?: string;
  /** The Regions that the account may use or opt in to; those of `REGIONS` by default. */
  readonly regions?: RegionStates;
  readonly startAt?: Date;
  /** A clock of its own by default, which begins at `startAt`; the accounts of an organization share one. */
  readonly clock?: VirtualClock;
  /** The source of random numbers in [0, 1) for ids, short pages and the lag of each read. */
  readonly random?: () => number;
}

/** An AWS account in memory. */
export interface SandboxAccount {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: VirtualClock;
  /** Direct access to IAM, without its API; the trail records its changes of keys and tags as a person's. */
  readonly backdoor: IamBackdoor;
  readonly configRules: ConfigRules;
  readonly functions: Functions;
  readonly scheduler: Scheduler;
  /** The findings of Security Hub CSPM, and the events that it sends. */
  readonly securityHub: SecurityHub;
  /** The calls that change IAM, as events for functions. */
  readonly trail: Trail;
  /** What CloudTrail's LookupEvents finds. */
  readonly eventHistory: EventHistory;
  /** The tables of DynamoDB, without its API. */
  readonly tables: Tables;
  /** Parameter Store, without its API. */
  readonly parameters: Parameters;
  /** The topics of SNS, without its API, and what was published to them. */
  readonly topics: Topics;
  readonly faults: Faults;
  /** Every attempt that reached a service, in the order of arrival. */
  readonly calls: readonly CallRecord[];
  connect(connection: Connection): SandboxClients;
  /**
   * Serves one attempt of any other client, with the same limits, faults and call log as for clients of
   * `connect`.
   */
  serve(call: Call, signal: AbortSignal | undefined): Promise<object>;
  /** Adds operations to a service; an operation of the same name is replaced. */
  addOperations(service: ServiceName, operations: Operations): void;
}

/**
 * Creates an account without users, rules, functions, tables, topics and parameters, which belongs to no
 * organization.
 */
export function createSandboxAccount(options: SandboxOptions = {}): SandboxAccount {
  const environment = createEnvironment(options);
  const { accountId, region, partition, clock } = environment;
  const services = createServices(environment, options);
  const { iam, config, ssm, tables, topics, ...shown } = services;
  const faults = createFaults();
  const pipeline = createRequestPipeline({ ...environment, faults, onServed: shown.trail.recordServed });
  addServices(pipeline, services, environment);
  return {
    accountId,
    region,
    partition,
    clock,
    ...shown,
    faults,
    tables: createTables(tables),
    topics: createTopics(topics, environment),
    parameters: ssm.parameters,
    backdoor: withOperatorsEvents(createIamBackdoor(iam), iam, shown.trail),
    configRules: createConfigRules(config),
    connect: (connection) => connectClients(pipeline, environment, connection),
    ...pipeline,
  };
}

/** The values that all services of an account share. */
function createEnvironment(options: SandboxOptions): AccountEnvironment {
  const { accountId = '111122223333', region = 'us-east-1', partition = 'aws', regions = REGIONS } = options;
  const { startAt = new Date('2026-01-15T09:00:00.000Z'), random = seededRandom(1) } = options;
  // Ids have their own source of random numbers, so that they do not depend on earlier reads.
  const identifiers = createIdentifiers(seededRandom(random() * 2 ** 32));
  const { clock = createVirtualClock(startAt) } = options;
  return { accountId, region, partition, regions, clock, identifiers, random };
}
