import { DAY_MS } from '../policy/policy.ts';
import type { SandboxAccount } from '../sandbox/account.ts';
import type { NewUser } from '../sandbox/iam/backdoor.ts';
import { addPolicies, FULL_IAM, GROUPS } from './policies.ts';

/** A key of a user in the demo; its times are days before now. */
interface DemoKey {
  readonly accessKeyId: string;
  readonly createdDaysAgo: number;
  /** Absent if the key was never used. */
  readonly usedDaysAgo?: number;
  readonly status?: 'Active' | 'Inactive';
}

/** A user that shows one row of the decision table. */
export interface DemoUser extends NewUser {
  readonly keys: readonly DemoKey[];
}

const key = (name: string, createdDaysAgo: number, usedDaysAgo?: number): DemoKey => ({
  accessKeyId: `AKIA${name.padEnd(9, '0')}EXAMPLE`,
  createdDaysAgo,
  ...(usedDaysAgo !== undefined && { usedDaysAgo }),
});

/** At least one user for each row of the decision table, each selection and each refusal. */
export const SHOWCASE: readonly DemoUser[] = [
  { userName: 'no-keys', keys: [] },
  { userName: 'one-key', keys: [key('ONE1', 400, 1)] },
  { userName: 'one-inactive', keys: [key('OFF1', 700, 1), { ...key('OFF2', 900, 300), status: 'Inactive' }] },
  {
    userName: 'deploy-bot',
    path: '/ci/',
    tags: { Owner: 'team-platform', Environment: 'production', CostCenter: '4711' },
    groups: [GROUPS.deployers],
    keys: [key('DEPLOYNEW', 40), key('DEPLOYOLD', 800, 0.2)],
  },
  { userName: 'data-export', keys: [key('EXPORT1', 900, 200), key('EXPORT2', 300, 1)] },
  {
    userName: 'legacy-batch',
    keys: [key('BATCH1', 1900, 90), key('BATCH2', 1400, 0.5), key('BATCH3', 1000)],
  },
  {
    userName: 'payroll',
    tags: { owner: 'team-hr', environment: 'Prod', application: 'payroll' },
    keys: [key('PAYROLL1', 600, 0.1), key('PAYROLL2', 200, 2)],
  },
  {
    userName: 'twins',
    groups: [GROUPS.administrators],
    hasPassword: true,
    keys: [key('TWIN1', 30), key('TWIN2', 30)],
  },
  { userName: 'rotating-app', keys: [key('ROTATE1', 365, 0.1), key('ROTATE2', 0.125)] },
  { userName: 'slow-rotation', keys: [key('SLOWROT1', 400, 0.1), key('SLOWROT2', 2)] },
  {
    userName: 'migration',
    tags: {
      'one-active-key:exempt-until': '2026-12-31',
      'one-active-key:exempt-reason': 'move to the new data centre - OPS-4711',
      'one-active-key:exempt-owner': 'team-network',
    },
    keys: [key('MIGRATE1', 500, 0.3), key('MIGRATE2', 60, 0.3)],
  },
  {
    userName: 'for-ever',
    tags: {
      'one-active-key:exempt-until': '2036-01-01',
      'one-active-key:exempt-reason': 'nobody knows what uses it',
    },
    keys: [key('FOREVER1', 500, 0.3), key('FOREVER2', 60)],
  },
  {
    userName: 'was-exempt',
    tags: { 'one-active-key:exempt-until': '2026-11-01' },
    keys: [key('WASEX1', 500, 0.3), key('WASEX2', 60, 20)],
  },
  {
    userName: 'backup+eu@example',
    tags: { 'one-active-key:keep': 'AKIABACKUP100EXAMPLE' },
    keys: [key('BACKUP1', 900, 3), key('BACKUP2', 100, 0.1)],
  },
  {
    userName: 'mistyped',
    policies: { inline: [FULL_IAM] },
    tags: { 'one-active-key:keep': 'AKIAMISTYPEDXEXAMPLE' },
    keys: [key('MISTYPE1', 900, 50), key('MISTYPE2', 100, 0.1)],
  },
];

/** The number of other users, each with one key or none. */
const ORDINARY_USERS = 300;

/** Creates the users of the showcase and the ordinary users in an account. */
export function populate(account: SandboxAccount): void {
  addPolicies(account);
  for (const user of SHOWCASE) addUser(account, user);
  for (let n = 1; n <= ORDINARY_USERS; n += 1) {
    const number = String(n).padStart(3, '0');
    const keys = n % 3 === 0 ? [] : [key(`USER${number}`, n, n / 10)];
    addUser(account, { userName: `user-${number}`, keys });
  }
}

/** Creates a user with its keys, and returns its unique id. */
export function addUser(
  { backdoor, clock }: SandboxAccount,
  { keys, ...user }: DemoUser,
): { readonly userId: string } {
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
  const { userId } = backdoor.createUser({ ...user, createdAt: daysAgo(2_000) });
  for (const { accessKeyId, createdDaysAgo, usedDaysAgo, status = 'Active' } of keys) {
    backdoor.createAccessKey(user.userName, {
      accessKeyId,
      status,
      createdAt: daysAgo(createdDaysAgo),
      ...(usedDaysAgo !== undefined && {
        lastUsed: { at: daysAgo(usedDaysAgo), service: 's3', region: 'us-east-1' },
      }),
    });
  }
  return { userId };
}
