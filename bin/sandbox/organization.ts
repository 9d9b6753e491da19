import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { populateOtherAccount, ROLES_OF_OTHER_ACCOUNT } from '../../demo/other-account.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import type { OrganizationMember, SandboxRole } from '../../sandbox/organization/definition.ts';
import { createSandboxOrganization } from '../../sandbox/organization/organization.ts';
import type { Origin } from '../accounts/origin.ts';
import { clockOf, openDeployed, openOwnAccount, SANDBOX_CALLER, type SandboxOptions } from './account.ts';
import { type Connect, connected } from './connection.ts';
import { openSandboxFile } from './file.ts';
import { OTHER_SANDBOX_ACCOUNT, sandboxFilesOf } from './option.ts';

/**
 * An organization of three accounts: the one of `openSandbox`, one that its roles lead into, and one that
 * cannot be entered. With a file, each of the first two is kept in a file of its own.
 */
export async function openSandboxOrigin(options: SandboxOptions = {}): Promise<Origin> {
  const { sandboxFile: file, ledgerTable } = options;
  const [ownFile, otherFile] = file === undefined ? [] : sandboxFilesOf(file).map(openSandboxFile);
  const clock = clockOf([ownFile, otherFile].flatMap((each) => (each ? [each] : [])));
  const own = await openOwnAccount(ownFile, clock);
  const other = await openDeployed(OTHER_NAMES, { kept: otherFile, clock, addUsers: populateOtherAccount });
  const organization = createSandboxOrganization({
    accounts: [
      member(own, 'Sandbox'),
      member(other, 'Payments', ROLES_OF_OTHER_ACCOUNT),
      member(createSandboxAccount({ accountId: '444455556666', clock }), 'Old lab'),
    ],
    managementAccountId: own.accountId,
  });
  const connectOwn: Connect = (settings) => own.connect({ ...settings, principal: SANDBOX_CALLER });
  const { sts, organizations } = connectOwn();
  return {
    now: clock.now,
    openOwn: () => connected(connectOwn, clock, ledgerTable),
    sts: () => sts,
    organizations: (): OrganizationsClient => organizations,
    async open(credentials) {
      const session = await credentials();
      return connected((settings) => organization.connect(session, settings), clock, ledgerTable);
    },
  };
}

const OTHER_NAMES = { accountId: OTHER_SANDBOX_ACCOUNT, accountAlias: 'acme-payments' } as const;

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
