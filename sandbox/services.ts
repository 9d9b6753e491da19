import type { VirtualClock } from './clock.ts';
import { createEventHistory } from './cloudtrail/event-history.ts';
import { cloudtrailOperations } from './cloudtrail/operations.ts';
import type { ConfigService } from './config/config-rules.ts';
import { configOperations } from './config/operations.ts';
import { createRules } from './config/rules.ts';
import { dynamodbOperations } from './dynamodb/operations.ts';
import { createTableStore } from './dynamodb/tables.ts';
import { createFunctions } from './functions.ts';
import { createCredentialReports } from './iam/credential-report.ts';
import { iamOperations } from './iam/operations.ts';
import { pageSizes } from './iam/page-sizes.ts';
import { createPolicyStore } from './iam/policy-store.ts';
import type { IamService } from './iam/service.ts';
import { createUserStore } from './iam/user-store.ts';
import type { Identifiers } from './identifiers.ts';
import { lambdaOperations } from './lambda/invoke.ts';
import { operationsOutsideOrganizations } from './organization/outside.ts';
import { createParameterStore } from './parameter-store/parameter-store.ts';
import { type RegionStates, regionOperations } from './regions/regions.ts';
import type { RequestPipeline } from './request-pipeline.ts';
import { createScheduler } from './scheduler/scheduler.ts';
import { securityHubOperations } from './security-hub/operations.ts';
import { createSecurityHub } from './security-hub/security-hub.ts';
import { snsOperations } from './sns/publish.ts';
import { createTopicStore } from './sns/topics.ts';
import { stsOperations } from './sts/operations.ts';
import { createTrail } from './trail/trail.ts';

/** The values that all services of an account share. */
export interface AccountEnvironment {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly regions: RegionStates;
  readonly clock: VirtualClock;
  readonly identifiers: Identifiers;
  readonly random: () => number;
}

/** How the services of an account behave; each has a default. */
export interface ServiceOptions {
  /** The account has no alias by default. */
  readonly accountAlias?: string;
  /** IAM returns fewer items than requested and says that there are more, as its API reference allows. */
  readonly shortPages?: boolean;
  /**
   * How old the users may be that a read of IAM returns, and the items of an eventually consistent read of
   * DynamoDB, in milliseconds; 0 by default.
   */
  readonly consistencyLagMs?: number;
  /**
   * What IAM answers for the last use of a key that does not exist; AccessDenied by default, as AWS was
   * recorded to do.
   */
  readonly unknownKeyError?: IamService['unknownKeyError'];
}

/** The services of an account, without the operations that its clients call. */
export type Services = ReturnType<typeof createServices>;

/** Adds the operations of all services; the account belongs to no organization. */
export function addServices(
  { addOperations }: Pick<RequestPipeline, 'addOperations'>,
  { functions, iam, config, scheduler, securityHub, ssm, tables, topics, eventHistory }: Services,
  environment: AccountEnvironment,
): void {
  addOperations('account', regionOperations(environment.regions));
  addOperations('cloudtrail', cloudtrailOperations(eventHistory, environment));
  addOperations('iam', iamOperations(iam));
  addOperations('config', configOperations(config));
  addOperations('dynamodb', dynamodbOperations(tables, environment.clock));
  addOperations('lambda', lambdaOperations(functions));
  addOperations('scheduler', scheduler.operations);
  addOperations('securityhub', securityHubOperations(securityHub));
  addOperations('sns', snsOperations(topics, environment));
  addOperations('ssm', ssm.operations);
  addOperations('sts', stsOperations(environment));
  addOperations('organizations', operationsOutsideOrganizations());
}

/** Creates the services of an account, without users, rules, functions, tables, topics and parameters. */
export function createServices(environment: AccountEnvironment, options: ServiceOptions) {
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
  const securityHub = createSecurityHub({ ...environment, rules, users: iam.users });
  const ssm = createParameterStore(environment);
  const trail = createTrail({ ...environment, functions });
  const eventHistory = createEventHistory(environment);
  const topics = createTopicStore();
  return { functions, iam, config, scheduler, securityHub, ssm, tables, topics, trail, eventHistory };
}

function createIamService(environment: AccountEnvironment, options: ServiceOptions): IamService {
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
