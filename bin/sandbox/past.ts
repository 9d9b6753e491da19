import { deliverEvents } from '../../demo/events.ts';
import { createOperator, outcomeOf } from '../../demo/operator.ts';
import { DAY_MS } from '../../policy/policy.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';

/** The user whose past the sandbox account has, and its keys, the key in use first. */
const USER = 'old-reports';
const [USED, SURPLUS, LATER] = ['AKIAREPORTS10EXAMPLE', 'AKIAREPORTS20EXAMPLE', 'AKIAREPORTS30EXAMPLE'];

const S3 = { service: 's3', region: 'us-east-1' };

/** How long before the present the past begins: longer than Systems Manager keeps an execution. */
export const PAST_MS = 33 * DAY_MS;

/** The past, and the account in which it takes place. */
export interface PastOptions {
  readonly account: SandboxAccount;
  readonly automationRoleArn: string;
  /** The time at which the past ends. */
  readonly present: Date;
}

/**
 * Adds a user, and plays what was done to its keys, by the runbooks: a key that was given back and
 * deactivated again, whose soak is over; and a later key that a run refused to deactivate while it was new,
 * and that somebody used after its deactivation.
 */
export async function playPast(options: PastOptions): Promise<void> {
  addUser(options);
  await playSoakedKey(options);
  await playUsedKey(options);
}

async function playSoakedKey(options: PastOptions): Promise<void> {
  const { remediate, giveBack } = operatorOf(options);
  await remediate('Deactivated');
  goTo(options, 32);
  await giveBack();
  goTo(options, 20);
  await remediate('Deactivated');
}

async function playUsedKey(options: PastOptions): Promise<void> {
  const { account } = options;
  const { backdoor, clock } = account;
  const use = (key: string) => backdoor.useKey(key, { ...S3, at: clock.now() });
  const { remediate } = operatorOf(options);
  goTo(options, 16);
  backdoor.createAccessKey(USER, { accessKeyId: LATER });
  goTo(options, 12);
  await remediate('Refused: NewKey');
  goTo(options, 8);
  await remediate('Deactivated');
  goTo(options, 6);
  backdoor.setKeyStatus(LATER, 'Active');
  goTo(options, 5);
  use(LATER);
  backdoor.setKeyStatus(LATER, 'Inactive');
  await letEvaluate(options);
  goTo(options, 0);
  use(USED);
}

const timeAt = ({ present }: PastOptions, daysAgo: number): Date =>
  new Date(present.getTime() - daysAgo * DAY_MS);

function goTo(options: PastOptions, daysAgo: number): void {
  const { clock } = options.account;
  clock.advance(timeAt(options, daysAgo).getTime() - clock.now().getTime());
}

/** Runs the runbooks for the user; throws if they end otherwise, so that the past is always the same. */
function operatorOf(options: PastOptions) {
  const { account, automationRoleArn } = options;
  const { remediate, undo } = createOperator(account, { automationRoleArn });
  const expecting = async (expected: string, run: ReturnType<typeof remediate>) => {
    const outcome = outcomeOf(await run);
    if (outcome !== expected) throw new Error(`Expected the outcome ${expected}; received ${outcome}`);
    await letEvaluate(options);
  };
  return {
    remediate: (expected: string) => expecting(expected, remediate(USER)),
    giveBack: () => expecting('Reactivated', undo(USER, SURPLUS, { ExemptForDays: '1' })),
  };
}

/**
 * Lets the events arrive, and what they lead to happen: an evaluation a minute later. One that waited would
 * be started in the present, where AWS Config accepts one start a minute.
 */
async function letEvaluate({ account }: PastOptions): Promise<void> {
  await deliverEvents(account);
  await account.configRules.runStarted();
  account.clock.advance(MINUTE_MS);
  await account.scheduler.fireDue();
  await account.configRules.runStarted();
}

const MINUTE_MS = 60_000;

function addUser(options: PastOptions): void {
  const { backdoor } = options.account;
  backdoor.createUser({ userName: USER, createdAt: timeAt(options, 900) });
  const lastUsed = { ...S3, at: timeAt(options, 33) };
  backdoor.createAccessKey(USER, { accessKeyId: USED, createdAt: timeAt(options, 300), lastUsed });
  backdoor.createAccessKey(USER, { accessKeyId: SURPLUS, createdAt: timeAt(options, 800) });
}
