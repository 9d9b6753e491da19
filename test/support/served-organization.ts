import { onTestFinished } from 'vitest';
import { deployRunbooks } from '../../demo/deployment.ts';
import { subscribeToEvents } from '../../demo/events.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { readPayloadDirectly } from '../../sandbox/automation/scripts/without-python.ts';
import { createVirtualClock, type VirtualClock } from '../../sandbox/clock.ts';
import type { OrganizationMember, OrganizationOptions } from '../../sandbox/organization/definition.ts';
import { createSandboxOrganization } from '../../sandbox/organization/organization.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { serveOrganization } from '../../sandbox/wire/server.ts';
import { runIn } from './cli.ts';
import { addUser, deployed } from './rule.ts';

export const [MANAGEMENT, PAYMENTS, LAB] = ['111122223333', '123456789012', '444455556666'] as const;

export const ROLE = 'one-active-key-reviewer';

/** Ahead of this machine's clock: for the SDK, a session that ended before now would be over. */
const START = new Date('2100-01-15T09:00:00.000Z');

/** What differs from the usual organization. */
export interface OrganizationChanges {
  readonly payments?: Partial<OrganizationMember>;
  readonly lab?: Partial<OrganizationMember>;
  readonly options?: Partial<OrganizationOptions>;
  /** The account of the credentials; that of the management by default. */
  readonly from?: string;
}

/**
 * Three accounts that are served on the loopback interface, with everything deployed: the management account
 * of the credentials, one that its role leads into, and one without the role.
 */
export async function servedOrganization({
  payments,
  lab,
  options,
  from = MANAGEMENT,
}: OrganizationChanges = {}) {
  const clock = createVirtualClock(START);
  const roles = [{ name: ROLE, trusts: [MANAGEMENT] }];
  const accounts = [
    await deployedMember(MANAGEMENT, clock, { name: 'Management', seed: 1 }),
    { ...(await deployedMember(PAYMENTS, clock, { name: 'Payments', seed: 2 })), roles, ...payments },
    { ...(await deployedMember(LAB, clock, { name: 'Old lab', seed: 3 })), ...lab },
  ];
  const users = accounts.map(({ account }) => addUser(account, 'alice', 2));
  const organization = createSandboxOrganization({
    accounts,
    managementAccountId: MANAGEMENT,
    longTermKeys: [{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', accountId: from, userName: 'auditor' }],
    ...options,
  });
  const server = await serveOrganization(organization);
  onTestFinished(() => server.close());
  const runWith = (changes: Parameters<typeof runIn>[2], ...args: string[]) =>
    runIn(environmentFor(server), args, { now: clock.now, ...changes });
  return {
    account: (accountId: string): SandboxAccount => organization.account(accountId),
    users,
    run: (...args: string[]) => runWith({}, ...args),
    runWith,
  };
}

async function deployedMember(
  accountId: string,
  clock: VirtualClock,
  { name, seed }: { readonly name: string; readonly seed: number },
): Promise<OrganizationMember> {
  const { account } = deployed({ account: { accountId, clock, random: seededRandom(seed) } });
  subscribeToEvents(account);
  await deployRunbooks(account, { runScript: readPayloadDirectly });
  return { account, name, email: `${accountId}@example.com`, state: 'ACTIVE', roles: [] };
}

/** The environment of a command line whose credentials lead to a server. */
const environmentFor = ({ endpoint }: { readonly endpoint: string }) => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_REGION: 'us-east-1',
});
