import type { Call, Operations, ServiceName } from './api.ts';
import { type Connection, connectClients, type SandboxClients } from './clients.ts';
import { createVirtualClock, type VirtualClock } from './clock.ts';
import { createEventHistory, type EventHistory } from './cloudtrail/event-history.ts';
import { cloudtrailOperations } from './cloudtrail/operations.ts';
import { type ConfigRules, type ConfigService, createConfigRules } from './config/config-rules.ts';
import { configOperations } from './config/operations.ts';
import { createRules } from './config/rules.ts';
import { dynamodbOperations } from './dynamodb/operations.ts';
import { createTableStore } from './dynamodb/tables.ts';
import { createTables, type Tables } from './dynamodb/tables-backdoor.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFunctions, type Functions } from './functions.ts';
import { createIamBackdoor, type IamBackdoor } from './iam/backdoor.ts';
import { createCredentialReports } from './iam/credential-report.ts';
import { iamOperations } from './iam/operations.ts';
import { pageSizes } from './iam/page-sizes.ts';
import { createPolicyStore } from './iam/policy-store.ts';
import type { IamService } from './iam/service.ts';
import { createUserStore } from './iam/user-store.ts';
import { createIdentifiers } from './identifiers.ts';
import { operationsOutsideOrganizations } from './organization/outside.ts';
import { createParameterStore, type Parameters } from './parameter-store/parameter-store.ts';
import { REGIONS, type RegionStates, regionOperations } from './regions/regions.ts';
import { type CallRecord, createRequestPipeline, type RequestPipeline } from './request-pipeline.ts';
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts';
import { seededRandom } from './seeded-random.ts';
import { stsOperations } from './sts/operations.ts';
import { withOperatorsEvents } from './trail/backdoor-events.ts';
import { createTrail, type Trail } from './trail/trail.ts';

/** The properties of a new account; each has a default. */
export interface SandboxOptions {
  readonly accountId?: string;
  readonly region?: string;
  readonly partition?: string;
  /** The Regions that the account may use or opt in to; those of `REGIONS` by default. */
  readonly regions?: RegionStates;
  /** The account has no alias by default. */
  readonly accountAlias?: string;
  readonly startAt?: Date;
  /** A clock of its own by default, which begins at `startAt`; the accounts of an organization share one. */
  readonly clock?: VirtualClock;
  /** The source of random numbers in [0, 1) for ids, short pages and the lag of each read. */
  readonly random?: () => number;
  /** IAM returns fewer items than requested and says that there are more, as its API reference allows. */
  readonly shortPages?: boolean;
  /**
   * How old the users may be that a read of IAM returns, and the items of an eventually consistent read of DynamoDB, in
   * milliseconds; 0 by default.
   */
  readonly consistencyLagMs?: number;
  /** What IAM answers for the last use of a key that does not exist; AccessDenied by default, as AWS was recorded to do. */
  readonly unknownKeyError?: IamService['unknownKeyError'];
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
  /** The calls that change IAM, as events for functions. */
  readonly trail: Trail;
  /** What CloudTrail's LookupEvents finds. */
  readonly eventHistory: EventHistory;
  /** The tables of DynamoDB, without its API. */
  readonly tables: Tables;
  /** Parameter Store, without its API. */
  readonly parameters: Parameters;
  readonly faults: Faults;
  /** Every attempt that reached a service, in the order of arrival. */
  readonly calls: readonly CallRecord[];
  connect(connection: Connection): SandboxClients;
  /** Serves one attempt of any other client, with the same limits, faults and call log as for clients of `connect`. */
  serve(call: Call, signal: AbortSignal | undefined): Promise<object>;
  /** Adds operations to a service; an operation of the same name is replaced. */
  addOperations(service: ServiceName, operations: Operations): void;
}

/** Creates an account without users, rules, functions, tables and parameters, which belongs to no organization. */
export function createSandboxAccount(options: SandboxOptions = {}): SandboxAccount {
  const environment = createEnvironment(options);
  const { accountId, region, partition, clock } = environment;
  const services = createServices(environment, options);
  const { functions, iam, config, scheduler, ssm, tables, trail, eventHistory } = services;
  const faults = createFaults();
  const pipeline = createRequestPipeline({ ...environment, faults, onServed: trail.recordServed });
  addServices(pipeline, services, environment);
  return {
    accountId,
    region,
    partition,
    clock,
    functions,
    scheduler,
    trail,
    eventHistory,
    faults,
    tables: createTables(tables),
    parameters: ssm.parameters,
    backdoor: withOperatorsEvents(createIamBackdoor(iam), iam, trail),
    configRules: createConfigRules(config),
    connect: (connection) => connectClients(pipeline, environment, connection),
    ...pipeline,
  };
}

function addServices(
  { addOperations }: Pick<RequestPipeline, 'addOperations'>,
  { iam, config, scheduler, ssm, tables, eventHistory }: ReturnType<typeof createServices>,
  environment: Environment,
): void {
  addOperations('account', regionOperations(environment.regions));
  addOperations('cloudtrail', cloudtrailOperations(eventHistory, environment));
  addOperations('iam', iamOperations(iam));
  addOperations('config', configOperations(config));
  addOperations('dynamodb', dynamodbOperations(tables, environment.clock));
  addOperations('scheduler', scheduler.operations);
  addOperations('ssm', ssm.operations);
  addOperations('sts', stsOperations(environment));
  addOperations('organizations', operationsOutsideOrganizations());
}

type Environment = ReturnType<typeof createEnvironment>;

/** The values that all services of an account share. */
function createEnvironment(options: SandboxOptions) {
  const { accountId = '111122223333', region = 'us-east-1', partition = 'aws', regions = REGIONS } = options;
  const { startAt = new Date('2026-01-15T09:00:00.000Z'), random = seededRandom(1) } = options;
  // Ids have their own source of random numbers, so that they do not depend on earlier reads.
  const identifiers = createIdentifiers(seededRandom(random() * 2 ** 32));
  const { clock = createVirtualClock(startAt) } = options;
  return { accountId, region, partition, regions, clock, identifiers, random };
}

function createServices(environment: Environment, options: SandboxOptions) {
  const { accountId, region, partition, clock, random } = environment;
  const functions = createFunctions({
    ...environment,
    arnPrefix: `arn:${partition}:lambda:${region}:${accountId}:function:`,
  });
  const rules = createRules(environment);
  const config: ConfigService = { rules, clock, functions, isFailing: () => false };
  const iam = createIamService(environment, options);
  const scheduler = createScheduler({ clock, functions });
  const tables = createTableStore({ clock, random, consistencyLagMs: options.consistencyLagMs ?? 0 });
  const ssm = createParameterStore(environment);
  const trail = createTrail({ ...environment, functions });
  const eventHistory = createEventHistory(environment);
  return { functions, iam, config, scheduler, ssm, tables, trail, eventHistory };
}

function createIamService(environment: Environment, options: SandboxOptions): IamService {
  const { accountId, partition, clock, identifiers, random } = environment;
  return {
    clock,
    identifiers,
    policies: createPolicyStore(),
    credentialReports: createCredentialReports(clock),
    root: { hasAccessKeys: false },
    users: createUserStore({ clock, random, consistencyLagMs: options.consistencyLagMs ?? 0 }),
    userArnPrefix: `arn:${partition}:iam::${accountId}:user`,
    accountAlias: options.accountAlias,
    pageSize: pageSizes(options.shortPages ?? false, random),
    unknownKeyError: options.unknownKeyError ?? 'AccessDenied',
  };
}
