import { NAMES } from '../product/names.ts';
import type { SandboxAccount } from '../sandbox/account.ts';
import { addPolicies, GROUPS } from './policies.ts';
import { addUser, type DemoUser } from './population.ts';

const ago = (accessKeyId: string, createdDaysAgo: number, usedDaysAgo?: number) => ({
  accessKeyId,
  createdDaysAgo,
  ...(usedDaysAgo !== undefined && { usedDaysAgo }),
});

/**
 * The users of a second account: one to remediate, one whose owner has to decide, one that is exempt, and
 * others.
 */
const USERS: readonly DemoUser[] = [
  {
    userName: 'checkout',
    tags: { Owner: 'team-payments', Environment: 'production' },
    groups: [GROUPS.deployers],
    keys: [ago('AKIACHECKOUT1EXAMPLE', 700, 120), ago('AKIACHECKOUT2EXAMPLE', 90, 0.1)],
  },
  {
    // The same name as in the first account, and another user.
    userName: 'payroll',
    tags: { Owner: 'team-payments' },
    keys: [ago('AKIASETTLE100EXAMPLE', 500, 0.2), ago('AKIASETTLE200EXAMPLE', 210, 1)],
  },
  {
    userName: 'card-vault',
    tags: {
      'one-active-key:exempt-until': '2026-12-05',
      'one-active-key:exempt-reason': 'certification of the new vault - PAY-310',
      'one-active-key:exempt-owner': 'team-payments',
    },
    keys: [ago('AKIACARDVAULTEXAMPLE', 420, 0.5), ago('AKIACARDVAUL2EXAMPLE', 30, 0.5)],
  },
  { userName: 'statements', keys: [ago('AKIASTATEMENTEXAMPLE', 300, 3)] },
  { userName: 'console-only', hasPassword: true, keys: [] },
];

/** Fills the second account of the sandbox. */
export function populateOtherAccount(account: SandboxAccount): void {
  addPolicies(account);
  for (const user of USERS) addUser(account, user);
}

/**
 * The roles by which the second account can be entered: one that only reads, and one that may start the
 * runbooks.
 */
export const ROLES_OF_OTHER_ACCOUNT = [
  { name: NAMES.reviewerRole, onlyReads: true },
  { name: 'one-active-key-operator' },
] as const;
