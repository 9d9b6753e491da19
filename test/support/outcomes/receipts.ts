import type { REFUSAL_CODES, Receipt } from '../../../remediation/receipt.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { deactivate, deleteDeactivated, reactivate, withAlice } from '../remediation.ts';
import { addUser } from '../rule.ts';

type Play = () => Promise<Receipt>;

const DAY = 86_400_000;

/** alice with two active keys, after `prepare`. */
async function withTwoKeys(
  prepare: (account: SandboxAccount, kept: string, surplus: string) => unknown = () => {},
) {
  const { account, alice, kept, surplus } = withAlice();
  const [key = ''] = surplus;
  await prepare(account, kept, key);
  return { account, alice, kept, key };
}

/** alice, whose second key was deactivated so many days ago, after `prepare`. */
async function withDeactivatedKey(
  daysAgo = 14,
  prepare: (account: SandboxAccount, key: string) => unknown = () => {},
) {
  const { account, alice, key } = await withTwoKeys();
  await deactivate(account, alice.userId);
  account.clock.advance(daysAgo * DAY);
  await prepare(account, key);
  return { account, alice, key };
}

const tag = (tags: Record<string, string>) => (account: SandboxAccount) =>
  account.backdoor.tagUser('alice', tags);

const deactivating =
  (...prepare: Parameters<typeof withTwoKeys>): ((more?: Record<string, string>) => Play) =>
  (more = {}) =>
  async () => {
    const { account, alice } = await withTwoKeys(...prepare);
    return deactivate(account, alice.userId, more);
  };

const reactivating =
  (
    prepare: (account: SandboxAccount, key: string) => unknown,
    other?: (account: SandboxAccount) => string,
  ): Play =>
  async () => {
    const { account, alice, key } = await withDeactivatedKey(1, prepare);
    return reactivate(account, alice.userId, other?.(account) ?? key);
  };

const deleting =
  (...prepare: Parameters<typeof withDeactivatedKey>): ((more?: Record<string, string>) => Play) =>
  (more = {}) =>
  async () => {
    const { account, alice } = await withDeactivatedKey(...prepare);
    return deleteDeactivated(account, alice.userId, more);
  };

const nothing = () => {};
const gone = (account: SandboxAccount) => account.backdoor.deleteUser('alice');

/** How each outcome comes about, by operation. */
export const OUTCOMES: Readonly<Record<string, Play>> = {
  'Deactivate: Deactivated': deactivating()(),
  'Deactivate: Planned': deactivating()({ dryRun: 'true' }),
  'Deactivate: NothingToDo': deactivating((account, kept) => account.backdoor.deleteAccessKey(kept))(),
  'Deactivate: Exempt': deactivating(tag({ 'one-active-key:exempt-until': '2026-12-01' }))(),
  'Deactivate: Refused': deactivating(tag({ 'one-active-key:keep': 'x' }))(),
  'Deactivate: UserGone': deactivating(gone)(),
  'Reactivate: Reactivated': reactivating(nothing),
  'Reactivate: NothingToDo': reactivating((account, key) => account.backdoor.setKeyStatus(key, 'Active')),
  'Reactivate: Refused': reactivating((account, key) => account.backdoor.deleteAccessKey(key)),
  'Reactivate: UserGone': reactivating(gone),
  'DeleteDeactivated: Deleted': deleting()(),
  'DeleteDeactivated: Planned': deleting()({ dryRun: 'true' }),
  'DeleteDeactivated: NothingToDo': deleting(13)(),
  'DeleteDeactivated: Exempt': deleting(14, tag({ 'one-active-key:exempt-until': '2026-12-24' }))(),
  'DeleteDeactivated: Refused': deleting(14, tag({ 'one-active-key:exempt-until': 'x' }))(),
  'DeleteDeactivated: UserGone': deleting(14, gone)(),
};

/** Two keys that nothing tells apart. */
function twins(account: SandboxAccount): void {
  for (const { accessKeyId } of account.backdoor.keysOf('alice'))
    account.backdoor.deleteAccessKey(accessKeyId);
  const createdAt = account.clock.now();
  account.backdoor.createAccessKey('alice', { createdAt });
  account.backdoor.createAccessKey('alice', { createdAt });
}

function fillTags(account: SandboxAccount): void {
  for (let n = 1; n < 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
}

type Refusals = {
  [Operation in keyof typeof REFUSAL_CODES]: `${Operation}: ${(typeof REFUSAL_CODES)[Operation][number]}`;
}[keyof typeof REFUSAL_CODES];

/** How each refusal comes about, by operation. */
export const REFUSALS = {
  'Deactivate: InvalidExemption': deactivating(tag({ 'one-active-key:exempt-until': 'for ever' }))(),
  'Deactivate: InvalidKeepTag': deactivating(tag({ 'one-active-key:keep': 'AKIAIOSFODNN7EXAMPLE' }))(),
  'Deactivate: Indistinguishable': deactivating(twins)(),
  'Deactivate: KeysInUse': deactivating((account, _, key) =>
    account.backdoor.useKey(key, {
      at: new Date(account.clock.now().getTime() - DAY),
      service: 's3',
      region: 'us-east-1',
    }),
  )(),
  'Reactivate: UnknownAccessKey': reactivating((account, key) => account.backdoor.deleteAccessKey(key)),
  'Reactivate: ForeignAccessKey': reactivating(
    nothing,
    (account) => addUser(account, 'bob', 1).keys[0] ?? '',
  ),
  'DeleteDeactivated: InvalidExemption': deleting(14, tag({ 'one-active-key:exempt-until': '2029-01-01' }))(),
  'DeleteDeactivated: InvalidKeepTag': deleting(14, tag({ 'one-active-key:keep': 'the new one' }))(),
  'DeleteDeactivated: InvalidRecord': deleting(14, (account, key) =>
    account.backdoor.tagUser('alice', { [`one-active-key:deactivated/${key}`]: 'long ago' }),
  )(),
  'DeleteDeactivated: NoRoomForTag': deleting(14, fillTags)(),
} satisfies Readonly<Record<Refusals, Play>>;
