import { TAG_COLUMNS } from '../../bin/formats/tag-columns.ts';
import { readAttributes } from '../../bin/inventory/attributes.ts';
import { type Inventory, SCHEMA_VERSION } from '../../bin/inventory/inventory.ts';
import { joinInventories } from '../../bin/inventory/join.ts';
import { readInventory } from '../../bin/inventory/read-inventory.ts';
import { addPolicies, GROUPS } from '../../demo/policies.ts';
import { addUser, type DemoUser, SHOWCASE } from '../../demo/population.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { createSandboxAccount } from '../../sandbox/account.ts';

/** The time of all inventories here. */
const NOW = new Date('2026-11-21T09:00:00.000Z');

/** Who made the inventories, and how. */
const MADE_BY = { operator: 'arn:aws:sts::111122223333:assumed-role/auditor/alice' };

/** An account of five users: one for each thing that is to be done, and one more. */
export async function fiveUsers(): Promise<Inventory> {
  const names = ['deploy-bot', 'payroll', 'migration', 'rotating-app', 'one-key'];
  const users = SHOWCASE.filter(({ userName }) => names.includes(userName));
  const inventory = await inventoryOf({ accountId: '111122223333', accountName: null, users });
  return { ...inventory, ...MADE_BY, command: 'one-active-key preview --output report.html' };
}

const PRODUCTS = [
  'Payments',
  'Orders',
  'Search',
  'Data platform',
  'Mobile',
  'Storefront',
  'Identity',
  'Billing',
  'Logistics',
  'Tools',
];

const STAGES = ['production', 'staging', 'development', 'sandbox'];

/** 5,000 users over 40 accounts, of which one could not be read. */
export async function fortyAccounts(): Promise<Inventory> {
  const accounts = STAGES.flatMap((stage) => PRODUCTS.map((product) => ({ product, stage })));
  const inventories: Inventory[] = [];
  for (const [n, { product, stage }] of accounts.entries()) {
    const users = Array.from({ length: 128 + (n < 8 ? 1 : 0) }, (_, index) =>
      userOf({ product, stage, n, index }),
    );
    // Nobody has such an id: forty of them are not in AWS's documentation.
    const accountId = String(n + 1).padStart(12, '0');
    if (n < 39) inventories.push(await inventoryOf({ accountId, accountName: `${product} ${stage}`, users }));
  }
  const frame = {
    schemaVersion: SCHEMA_VERSION,
    generatedAt: NOW.toISOString(),
    tagColumns: TAG_COLUMNS,
  } as const;
  const unread = { accountId: '444455556666', accountName: 'Tools sandbox', isComplete: false };
  const failure = 'The role could not be assumed. AccessDenied: sts:AssumeRole.';
  return {
    ...joinInventories(frame, inventories, [{ ...unread, failure }]),
    ...MADE_BY,
    command: 'one-active-key preview --accounts organization --output report.html',
  };
}

interface Place {
  readonly product: string;
  readonly stage: string;
  /** The number of the account, and of the user in it. */
  readonly n: number;
  readonly index: number;
}

/** Mostly users with one key or none; more of the others in some accounts than elsewhere. */
function userOf({ product, stage, n, index }: Place): DemoUser {
  const short = product.toLowerCase().split(' ')[0] ?? '';
  const userName = `${short}-${JOBS[index % JOBS.length]}-${String(index).padStart(3, '0')}`;
  const Environment = stage === 'production' ? 'production' : stage;
  const owned = { userName, tags: { Owner: `team-${short}`, Environment } };
  const id = (key: number) => `AKIA${`${n}X${index}Y${key}`.padEnd(9, '0')}EXAMPLE`;
  const key = (number: number, createdDaysAgo: number, usedDaysAgo?: number) => ({
    accessKeyId: id(number),
    createdDaysAgo,
    ...(usedDaysAgo !== undefined && { usedDaysAgo }),
  });
  const age = 40 + ((index * 37 + n * 11) % 900);
  const isOdd = index < (n * 7) % 12;
  if (!isOdd) return { ...owned, keys: index % 3 === 0 ? [] : [key(1, age, (index * 7) % 140)] };
  const isPrivileged = index % 4 === 0 && stage === 'production';
  const user = { ...owned, ...(isPrivileged && { groups: [GROUPS.deployers] }) };
  const kinds: readonly DemoUser[] = [
    { ...user, keys: [key(1, age + 200, 150), key(2, 100, 0.2)] },
    { ...user, keys: [key(1, age + 100, 1), key(2, 90, 0.1)] },
    { ...user, keys: [key(1, age + 300), key(2, 200, 3)] },
    { ...user, tags: {}, keys: [key(1, age + 100, 0.5), key(2, 95, 4)] },
    {
      ...user,
      tags: {
        ...owned.tags,
        'one-active-key:exempt-until': '2026-12-31',
        'one-active-key:exempt-reason': `move to roles, ${short.toUpperCase()}-${100 + index}`,
        'one-active-key:exempt-owner': `team-${short}`,
      },
      keys: [key(1, 500, 0.3), key(2, 60, 0.3)],
    },
  ];
  return kinds[(index + n) % kinds.length] ?? { ...owned, keys: [] };
}

const JOBS = ['deploy', 'export', 'backup', 'report', 'sync', 'monitor', 'import', 'archive'];

interface Filled {
  readonly accountId: string;
  readonly accountName: string | null;
  readonly users: readonly DemoUser[];
}

async function inventoryOf({ accountId, accountName, users }: Filled): Promise<Inventory> {
  const account = createSandboxAccount({ accountId, startAt: NOW });
  addPolicies(account);
  for (const user of users) addUser(account, user);
  const { iam } = account.connect({ principal: 'auditor' });
  const { signal } = new AbortController();
  return readInventory({
    iam,
    ledger: undefined,
    attributes: await readAttributes({ iam, wait: account.clock.wait, signal }),
    account: { accountId, accountAlias: '', accountName },
    policy: { ...DEFAULT_POLICY, rotationGraceHours: 24 },
    now: NOW,
    signal,
    onProgress: () => {},
  });
}
