import { deployFunctions } from '../../demo/deployment.ts';
import { subscribeToEvents } from '../../demo/events.ts';
import { HOUR_MS } from '../../policy/policy.ts';
import { NAMES } from '../../product/names.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import { populate } from '../account.ts';

/** The calls of all functions, and the evaluations that were sent to AWS Config. */
export interface Cost {
  readonly iam: number;
  readonly config: number;
  readonly dynamodbWrites: number;
  readonly dynamodbReads: number;
  readonly scheduler: number;
  readonly evaluations: number;
}

/** What one event costs, and what a sweep of the same account costs after it. */
export interface EventCosts {
  readonly event: Cost;
  readonly sweep: Cost;
  /** What the event cost in version 0.1, which then evaluated all users, by that version's own formula. */
  readonly eventIn01: Pick<Cost, 'iam' | 'evaluations'>;
}

/** The share of users with two active keys. */
const SHARE = 0.01;

/**
 * Counts what the event of a second access key costs in an account of this many users: from the re-evaluation
 * function by way of EventBridge Scheduler and AWS Config's start to the end of the rule's run. The account
 * was swept an hour before.
 */
export async function countEvent(users: number): Promise<EventCosts> {
  const account = createSandboxAccount();
  populate(account, users, SHARE);
  deployFunctions(account);
  subscribeToEvents(account);
  const sweep = async () => succeeded([(await account.configRules.evaluate(NAMES.configRule)).functionError]);
  await sweep();
  account.clock.advance(HOUR_MS);
  await createSecondKey(account);
  const event = await costOf(account, () => playEvent(account));
  account.clock.advance(HOUR_MS);
  const withTwoKeys = Math.ceil(users * SHARE) + 1;
  return {
    event,
    sweep: await costOf(account, sweep),
    eventIn01: { iam: users + Math.ceil(users / 1_000) + 3 * withTwoKeys, evaluations: users },
  };
}

/** A person gives the second user a second key: `populate` gives one to the first. */
async function createSecondKey({ backdoor, serve }: SandboxAccount): Promise<void> {
  const input = { UserName: backdoor.users()[1]?.userName };
  await serve({ service: 'iam', operation: 'CreateAccessKey', input, principal: 'a person' }, undefined);
}

async function playEvent({ clock, trail, scheduler, configRules }: SandboxAccount): Promise<void> {
  succeeded(await trail.deliver());
  clock.advance(60_000);
  succeeded(await scheduler.fireDue());
  await configRules.runStarted();
}

function succeeded(errors: readonly (string | undefined)[]): void {
  for (const error of errors) if (error !== undefined) throw new Error(error);
}

async function costOf({ calls }: SandboxAccount, work: () => Promise<void>): Promise<Cost> {
  const before = calls.length;
  await work();
  const made = calls.slice(before);
  const count = (service: string, operation = /./) =>
    made.filter((call) => call.service === service && operation.test(call.operation)).length;
  return {
    iam: count('iam'),
    config: count('config'),
    dynamodbWrites: count('dynamodb', /^(Put|Delete)Item$/),
    dynamodbReads: count('dynamodb', /^(GetItem|Query)$/),
    scheduler: count('scheduler'),
    evaluations: made.reduce((sum, { input }) => sum + evaluationsIn(input), 0),
  };
}

const evaluationsIn = (input: unknown): number =>
  (input as { readonly Evaluations?: readonly unknown[] }).Evaluations?.length ?? 0;
