import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { populateOtherAccount, ROLES_OF_OTHER_ACCOUNT } from '../../demo/other-account.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import type { OrganizationMember, SandboxRole } from '../../sandbox/organization/definition.ts';
import { createSandboxOrganization } from '../../sandbox/organization/organization.ts';
import type { Origin } from '../accounts/origin.ts';
import { clockOf, openDeployed, openOwnAccount, SANDBOX_CALLER } from './account.ts';
import { connected } from './connection.ts';
import { openSandboxFile } from './file.ts';
import { OTHER_SANDBOX_ACCOUNT, sandboxFilesOf } from './option.ts';

/**
 * An organization of three accounts: the one of `openSandbox`, one that its roles lead into, and one that
 * cannot be entered. With a file, each of the first two is kept in a file of its own.
 */
export async function openSandboxOrigin(file?: string): Promise<Origin> {
  const [ownFile, otherFile] = file === undefined ? [] : sandboxFilesOf(file).map(openSandboxFile);
  const clock = clockOf([ownFile, otherFile].flatMap((each) => (each ? [each] : [])));
  const own = await openOwnAccount(ownFile, clock);
  const names = { accountId: OTHER_SANDBOX_ACCOUNT, accountAlias: 'acme-payments' };
  const other = await openDeployed(names, { kept: otherFile, clock, addUsers: populateOtherAccount });
  const lab = createSandboxAccount({ accountId: '444455556666', clock });
  const organization = createSandboxOrganization({
    accounts: [
      member(own, 'Sandbox'),
      member(other, 'Payments', ROLES_OF_OTHER_ACCOUNT),
      member(lab, 'Old lab'),
    ],
    managementAccountId: own.accountId,
  });
  const clients = own.connect({ principal: SANDBOX_CALLER });
  return {
    now: clock.now,
    openOwn: () => connected((settings) => own.connect({ ...settings, principal: SANDBOX_CALLER }), clock),
    sts: () => clients.sts,
    organizations: (): OrganizationsClient => clients.organizations,
    async open(credentials) {
      const session = await credentials();
      return connected((settings) => organization.connect(session, settings), clock);
    },
  };
}

type RoleOfSandbox = Pick<SandboxRole, 'name' | 'onlyReads'>;

function member(
  account: SandboxAccount,
  name: string,
  roles: readonly RoleOfSandbox[] = [],
): OrganizationMember {
  return {
    account,
    name,
    email: `${account.accountId}@example.com`,
    state: 'ACTIVE',
    roles: roles.map((role) => ({ ...role, trusts: ['111122223333'] })),
  };
}
