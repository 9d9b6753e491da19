import type { SandboxAccount } from '../account.ts';
import { AwsError, type Call, type ServiceName } from '../api.ts';
import type { Connection, SandboxClients } from '../clients.ts';
import type { VirtualClock } from '../clock.ts';
import { toSdkException } from '../exceptions.ts';
import { assumeRoleOperations } from './assume-role.ts';
import { type Caller, type Callers, createCallers, type PresentedCredentials } from './callers.ts';
import { assertOrganization, memberOf, type OrganizationOptions } from './definition.ts';
import { organizationsOperations } from './operations.ts';
import { denyWritesOf } from './reading-roles.ts';
import { createSessions } from './sessions.ts';

/** Several accounts of one organization, with roles that lead from one to another. */
export interface SandboxOrganization {
  /** The clock of all accounts. */
  readonly clock: VirtualClock;
  /** The account with this id; throws an `Error` if the organization has none. */
  account(accountId: string): SandboxAccount;
  /**
   * Who has these credentials, and in which account; throws the `AwsError` of a service for credentials that
   * nobody has, or whose time is over.
   */
  callerOf(credentials: PresentedCredentials, service: ServiceName): Caller;
  /**
   * Clients of the account that the credentials are for. Each attempt of a request is refused once their time
   * is over, before it reaches its service; throws an `Error` for credentials that nobody has.
   */
  connect(credentials: PresentedCredentials, connection?: Omit<Connection, 'principal'>): SandboxClients;
}

/**
 * Creates an organization of existing accounts, and replaces their operations of Organizations and
 * AssumeRole. Throws an `Error` for an organization that cannot be.
 */
export function createSandboxOrganization(options: OrganizationOptions): SandboxOrganization {
  assertOrganization(options);
  const { clock } = accountOf(options, options.managementAccountId);
  const sessions = createSessions(clock);
  const organization = { ...options, joinedAt: clock.now() };
  for (const { account, roles } of options.accounts) {
    account.addOperations('sts', assumeRoleOperations({ organization, sessions }, account));
    account.addOperations('organizations', organizationsOperations(organization, account.accountId));
    account.faults.add(denyWritesOf(roles));
  }
  const callers = createCallers({ organization, sessions, clock });
  return {
    clock,
    account: (accountId) => accountOf(options, accountId),
    callerOf: callers.authenticate,
    connect: (credentials, connection = {}) => connectAs(callers, credentials, connection),
  };
}

function accountOf(options: OrganizationOptions, accountId: string): SandboxAccount {
  const member = memberOf(options, accountId);
  if (member) return member.account;
  throw new Error(`Expected an account of the organization; received ${accountId}`);
}

function connectAs(
  { find, authenticate }: Callers,
  credentials: PresentedCredentials,
  connection: Omit<Connection, 'principal'>,
): SandboxClients {
  const caller = find(credentials);
  if (!caller)
    throw new Error(`Expected credentials of the organization; received ${credentials.accessKeyId}`);
  const gate = async (call: Call) => {
    await connection.gate?.(call);
    authenticateForSdk(() => authenticate(credentials, call.service), call.service);
  };
  return caller.account.connect({ ...connection, principal: caller.principal, gate });
}

/** Converts the error of a service into the SDK's, as the request pipeline does for the errors behind it. */
function authenticateForSdk(authenticate: () => Caller, service: ServiceName): void {
  try {
    authenticate();
  } catch (error) {
    throw error instanceof AwsError ? toSdkException(service, error, NO_REQUEST_ID) : error;
  }
}

/** The id of a request that reaches no service. */
const NO_REQUEST_ID = '00000000-0000-4000-8000-000000000000';
