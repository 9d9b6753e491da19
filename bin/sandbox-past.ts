import { deliverEvents } from '../demo/events.ts';
import { createOperator, outcomeOf } from '../demo/operator.ts';
import { DAY_MS } from '../policy/policy.ts';
import type { SandboxAccount } from '../sandbox/account.ts';

/** The user whose past the sandbox account has, and its keys, the key in use first. */
const USER = 'old-reports';
const [USED, SURPLUS, LATER] = ['AKIAREPORTS10EXAMPLE', 'AKIAREPORTS20EXAMPLE', 'AKIAREPORTS30EXAMPLE'];

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
 * Adds a user, and plays what was done to its keys, by the runbooks: a key that was given back and deactivated again, whose soak is over;
 * and a later key that a run refused to deactivate while it was new, and that somebody used after its deactivation.
 */
export async function playPast(options: PastOptions): Promise<void> {
  const { account, present } = options;
  const { backdoor, clock } = account;
  const at = (daysAgo: number) => new Date(present.getTime() - daysAgo * DAY_MS);
  const goTo = (daysAgo: number) => clock.advance(at(daysAgo).getTime() - clock.now().getTime());
  const use = (key: string) => backdoor.useKey(key, { at: clock.now(), service: 's3', region: 'us-east-1' });
  const { remediate, giveBack } = operatorOf(options);
  addUser(account, at);
  await remediate('Deactivated');
  goTo(32);
  await giveBack(SURPLUS);
  goTo(20);
  await remediate('Deactivated');
  goTo(16);
  backdoor.createAccessKey(USER, { accessKeyId: LATER });
  goTo(12);
  await remediate('Refused: NewKey');
  goTo(8);
  await remediate('Deactivated');
  goTo(6);
  backdoor.setKeyStatus(LATER, 'Active');
  goTo(5);
  use(LATER);
  backdoor.setKeyStatus(LATER, 'Inactive');
  goTo(0);
  use(USED);
}

/** Runs the runbooks for the user; throws if they end otherwise, so that the past is always the same. */
function operatorOf({ account, automationRoleArn }: PastOptions) {
  const { remediate, undo } = createOperator(account, { automationRoleArn });
  const expecting = async (expected: string, run: ReturnType<typeof remediate>) => {
    const outcome = outcomeOf(await run);
    if (outcome !== expected) throw new Error(`Expected the outcome ${expected}; received ${outcome}`);
    await deliverEvents(account);
    await account.configRules.runStarted();
  };
  return {
    remediate: (expected: string) => expecting(expected, remediate(USER)),
    giveBack: (key: string) => expecting('Reactivated', undo(USER, key, { ExemptForDays: '1' })),
  };
}

function addUser({ backdoor }: SandboxAccount, at: (daysAgo: number) => Date): void {
  backdoor.createUser({ userName: USER, createdAt: at(900) });
  const lastUsed = { at: at(33), service: 's3', region: 'us-east-1' };
  backdoor.createAccessKey(USER, { accessKeyId: USED, createdAt: at(300), lastUsed });
  backdoor.createAccessKey(USER, { accessKeyId: SURPLUS, createdAt: at(800) });
}
