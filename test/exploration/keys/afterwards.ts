import { DAY_MS } from '../../../policy/policy.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { itemsOf } from '../../support/ledger.ts';
import { bystander } from '../engine/bystander.ts';
import { digest } from '../engine/digest.ts';
import type { Product } from '../product.ts';
import type { Scene } from './acts.ts';
import { run } from './runs.ts';
import type { RunKind } from './scenario.ts';

/** The promises that the ends of courses break, by what the account is like then. */
export type Verdicts = Map<number, readonly string[]>;

/** The end of a course. */
export interface End {
  readonly product: Product;
  readonly scene: Scene;
  /** The text of the account. */
  readonly text: string;
  readonly verdicts: Verdicts;
  /** Whether the next run has to tell that the user may be locked out. */
  readonly hasToTell: boolean;
  /** Whether a record may say of a key that exists that it is gone. */
  readonly mayMistakeName: boolean;
}

/**
 * After this time IAM shows whatever was written, and no lease is in force: `MAX_UNSETTLED_MS`, and a minute.
 */
const QUIET_MS = 1_080_000 + 60_000;

/** Whether a run that comes later, when nothing else happens, gets through, and leaves nothing open. */
export async function brokenAfterwards(end: End): Promise<readonly string[]> {
  const { scene, text, verdicts, hasToTell, mayMistakeName } = end;
  const key = digest(`${scene.account.clock.now().getTime()}\n${hasToTell} ${mayMistakeName}\n${text}`);
  const known = verdicts.get(key);
  if (known) return known;
  scene.account.clock.advance(QUIET_MS);
  const broken = [...(await aRunAloneGetsThrough(end)), ...(await nothingStaysOpen(end))];
  verdicts.set(key, broken);
  return broken;
}

/** A run that tells of a lock-out fails, and the one after it gets through. */
const TELLS = ['Error NoActiveKeyLeftError', 'Error IncompleteDailyPassError'];

async function aRunAloneGetsThrough({ product, scene, hasToTell }: End): Promise<readonly string[]> {
  const before = activeKeys(scene);
  const first = await runAlone(product, scene, 'keep-K0');
  const outcome = TELLS.includes(first) ? await runAlone(product, scene, 'keep-K0') : first;
  const after = activeKeys(scene);
  const isSettled = /^(Deactivated|NothingToDo|UserGone)$/.test(outcome)
    ? after <= 1 || hasNewKey(scene)
    : /^(Refused|Exempt)/.test(outcome);
  return [
    ...(hasToTell && !TELLS.includes(first) ? ['nobody tells that the user may be locked out'] : []),
    ...(outcome.startsWith('Error') ? [`a run alone afterwards fails: ${outcome}`] : []),
    ...(outcome === 'Refused LeaseHeld' ? ['the user is blocked for longer than a lease'] : []),
    ...(isSettled ? [] : [`a run alone afterwards ends as ${outcome} and leaves ${after} active keys`]),
    ...(before > 0 && after === 0 ? ['a run alone afterwards takes the last active key'] : []),
  ];
}

async function nothingStaysOpen({ product, scene, mayMistakeName }: End): Promise<readonly string[]> {
  const outcome = await runAlone(product, scene, 'daily-pass');
  const keys = exists(scene.account, scene.userId) ? scene.account.backdoor.keysOf(scene.userId) : [];
  const gone = itemsOf(scene.account).filter(
    ({ pk, sk, state }) =>
      pk === 'KEY' && state === 'gone' && keys.some(({ accessKeyId }) => sk?.endsWith(accessKeyId)),
  );
  const open = itemsOf(scene.account).filter(
    ({ pk, state = '' }) => pk === 'KEY' && OPEN_STATES.includes(state),
  );
  return [
    ...(outcome.startsWith('Error') && !TELLS.includes(outcome)
      ? [`a daily pass afterwards fails: ${outcome}`]
      : []),
    ...open.map(({ state }) => `a record stays ${state}`),
    ...(mayMistakeName ? [] : gone).map(
      ({ sk = '' }) => `a record says that ${sk.split('#')[1]} is gone, which exists`,
    ),
  ];
}

const OPEN_STATES = ['intended', 'written', 'undoing', 'deleting'];

async function runAlone(product: Product, { account, userId, keys }: Scene, kind: RunKind): Promise<string> {
  const services = {
    account,
    landLater: () => {},
    outdated: <Value>(read: () => Promise<Value>) => read(),
    isLate: () => false,
    onCall: () => {},
  };
  const actor = bystander(`afterwards-${account.calls.length}`, account.clock);
  const { outcome } = await run(product, services, actor, { kind, userId, keys, skewMs: 0 });
  return outcome;
}

/** A rotation that has just begun is no violation yet. */
const hasNewKey = ({ account: { backdoor, clock }, userId }: Scene): boolean =>
  backdoor.keysOf(userId).some(({ createdAt }) => clock.now().getTime() - createdAt.getTime() < DAY_MS);

const activeKeys = ({ account, userId }: Scene): number =>
  exists(account, userId)
    ? account.backdoor.keysOf(userId).filter(({ status }) => status === 'Active').length
    : 0;

const exists = ({ backdoor }: SandboxAccount, userId: string): boolean =>
  backdoor.users().some((user) => user.userId === userId);
