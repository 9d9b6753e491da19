import { TAG_COLUMNS } from '../../bin/formats/tag-columns.ts';
import { readAttributes } from '../../bin/inventory/attributes.ts';
import {
  type AccountAttributes,
  type Inventory,
  type InventoryAccount,
  SCHEMA_VERSION,
} from '../../bin/inventory/inventory.ts';
import type { InventoryKey, InventoryUser } from '../../bin/inventory/inventory-user.ts';
import { readInventory } from '../../bin/inventory/read-inventory.ts';
import { summarize } from '../../bin/inventory/summary.ts';
import { populate } from '../../demo/population.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { createSandboxAccount } from '../../sandbox/account.ts';

/** The time of all inventories of these tests. */
export const NOW = '2026-11-21T09:00:00.000Z';

/** The time a number of days before `NOW`. */
export const daysAgo = (days: number): string => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();

/** An active key, never used, created a year ago. */
export function aKey(changes: Partial<InventoryKey> = {}): InventoryKey {
  const { createdAt = daysAgo(365), lastUsed = null } = changes;
  const daysSince = (time: string) =>
    Math.max(0, Math.floor((Date.parse(NOW) - Date.parse(time)) / 86_400_000));
  return {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    status: 'Active',
    createdAt,
    ageDays: daysSince(createdAt),
    lastUsed,
    unusedDays: daysSince(lastUsed?.at ?? createdAt),
    ...changes,
  };
}

/** A user that complies, with one active key. */
export function aUser(changes: Partial<InventoryUser> = {}): InventoryUser {
  return {
    accountId: '111122223333',
    userName: 'alice',
    userId: 'AIDAALICE0000EXAMPLE',
    arn: `arn:aws:iam::111122223333:user/${changes.userName ?? 'alice'}`,
    path: '/',
    createdAt: daysAgo(900),
    tags: {},
    production: 'no',
    consoleAccess: 'no',
    privileged: 'no',
    privileges: [],
    unreadPolicies: [],
    complianceType: 'COMPLIANT',
    situation: 'AtMostOneActiveKey',
    annotation: `${changes.userName ?? 'alice'}: 1 active access key.`,
    explanation: '1 active access key.',
    plan: null,
    exemption: null,
    accessKeys: [aKey()],
    deactivations: [],
    ...changes,
  };
}

/** A user with a surplus key that a remediation would deactivate. */
export function aSurplusUser(changes: Partial<InventoryUser> = {}): InventoryUser {
  const [kept, surplus] = ['AKIAKEPT00000EXAMPLE', 'AKIAGONE00000EXAMPLE'];
  const explanation = `2 active access keys. Keep ${kept}; deactivate ${surplus}.`;
  return aUser({
    complianceType: 'NON_COMPLIANT',
    situation: 'SurplusKeys',
    annotation: `${changes.userName ?? 'alice'}: ${explanation}`,
    explanation,
    plan: {
      action: 'deactivate',
      keptAccessKeyId: kept,
      surplusAccessKeyIds: [surplus],
      selectedBy: 'LeastRecentlyUsed',
    },
    accessKeys: [
      aKey({ accessKeyId: surplus, createdAt: daysAgo(800) }),
      aKey({
        accessKeyId: kept,
        createdAt: daysAgo(20),
        lastUsed: { at: daysAgo(1), service: 's3', region: 'eu-west-1' },
      }),
    ],
    ...changes,
  });
}

/** A user that is exempt. */
export function anExemptUser(until: string, reason: string, owner = ''): InventoryUser {
  return aSurplusUser({
    userName: 'exempt',
    complianceType: 'NOT_APPLICABLE',
    situation: 'Exempt',
    annotation: `exempt: 2 active access keys. Exempt until ${until}: ${reason}`,
    plan: null,
    exemption: { until, reason, owner, daysLeft: 40 },
  });
}

/** What was read of an account beside its users. */
export const ATTRIBUTES: AccountAttributes = {
  rootAccessKeys: 'no',
  credentialReportAt: daysAgo(0.1),
  unread: [],
};

/** An account that was read, without users. */
export function anAccount(changes: Partial<InventoryAccount> = {}): InventoryAccount {
  return {
    accountId: '111122223333',
    accountAlias: '',
    accountName: null,
    failure: null,
    parameters: DEFAULT_POLICY,
    attributes: ATTRIBUTES,
    isComplete: true,
    readsLedger: true,
    keysOnRecord: changes.failure ? null : {},
    summary: changes.failure ? null : summarize([], []),
    ...changes,
  };
}

/** An inventory of these users of one account, with the matching summary. */
export function anInventory(
  users: readonly InventoryUser[],
  changes: Partial<Inventory> = {},
  ofAccount: Partial<InventoryAccount> = {},
): Inventory {
  const countOf = (matches: (user: InventoryUser) => boolean) => users.filter(matches).length;
  const active = (user: InventoryUser) => user.accessKeys.filter(({ status }) => status === 'Active').length;
  const unread = changes.failures?.length ?? 0;
  const summary = {
    users: users.length + unread,
    verdicts: {
      COMPLIANT: countOf((user) => user.complianceType === 'COMPLIANT'),
      NON_COMPLIANT: countOf((user) => user.complianceType === 'NON_COMPLIANT'),
      NOT_APPLICABLE: countOf((user) => user.complianceType === 'NOT_APPLICABLE'),
    },
    activeKeys: {
      none: countOf((user) => active(user) === 0),
      one: countOf((user) => active(user) === 1),
      more: countOf((user) => active(user) > 1),
    },
    unread,
  };
  const { isComplete = true } = changes;
  return {
    schemaVersion: SCHEMA_VERSION,
    generatedAt: NOW,
    operator: 'arn:aws:sts::111122223333:assumed-role/auditor/alice',
    command: 'one-active-key preview --output report.html',
    changes: null,
    accounts: [anAccount({ isComplete, summary: changes.summary ?? summary, ...ofAccount })],
    tagColumns: TAG_COLUMNS,
    isComplete,
    summary,
    users,
    failures: [],
    ...changes,
  };
}

/** The inventory of the demo's account, as `preview` reads it. */
export async function sandboxInventory(): Promise<Inventory> {
  const account = createSandboxAccount({ startAt: new Date(NOW) });
  populate(account);
  const { iam } = account.connect({ principal: 'somebody' });
  const { signal } = new AbortController();
  return readInventory({
    iam,
    ledger: undefined,
    attributes: await readAttributes({ iam, wait: account.clock.wait, signal }),
    account: { accountId: account.accountId, accountAlias: 'sandbox', accountName: null },
    policy: { ...DEFAULT_POLICY, rotationGraceHours: 24 },
    now: account.clock.now(),
    signal,
    onProgress: () => {},
  });
}

/** An inventory of `count` users; every tenth user has a surplus key. */
export function aLargeInventory(count: number): Inventory {
  return anInventory(
    Array.from({ length: count }, (_, n) => {
      const userName = `application-${String(n).padStart(5, '0')}@example.com`;
      return n % 10 === 0 ? aSurplusUser({ userName }) : aUser({ userName });
    }),
  );
}
