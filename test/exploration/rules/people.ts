import { LimitExceededException } from '@aws-sdk/client-config-service';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Call } from '../../../sandbox/api.ts';
import type { Actor, Actors, Step } from '../engine/actors.ts';
import { isRead } from '../engine/treatments.ts';
import { isPossible } from './acts.ts';
import type { Cast } from './cast.ts';
import type { History } from './history.ts';
import type { Act } from './scenario.ts';
import type { Starts } from './starts.ts';

/** Where people act. */
export interface Scene {
  readonly account: SandboxAccount;
  readonly actors: Actors;
  readonly history: History;
  readonly starts: Starts;
  readonly cast: Cast;
  /** The rule that is re-evaluated in the console. */
  readonly rule: string;
}

/** The principal of a person in the console. */
export const CONSOLE = 'console';

/** The acts of people that are possible before a step, and make a difference there. */
export const actsBefore = (scene: Scene, acts: readonly Act[], { call }: Step): readonly string[] =>
  acts.filter((act) => {
    if (act === 'console') return scene.starts.isPossible(scene.rule) && call?.service !== 'iam';
    if (act === 'lose-notification') return !call && awaitedIn(scene) !== undefined;
    return isNearRead(call) && isPossible(scene.account, act);
  });

/**
 * A change makes a difference before a read of the rule and before its report, and somebody may make it when
 * nobody acts.
 */
const isNearRead = (call: Call | undefined): boolean =>
  !call || (/^[NCW]/.test(call.principal) && (isRead(call.operation) || call.operation === 'PutEvaluations'));

/** The notification of a start of ours that has not come yet. */
const awaitedIn = ({ actors }: Scene): Actor | undefined =>
  actors.all.find(({ name, hasBegun, pending }) => pending.length > 0 && !hasBegun && name.startsWith('N'));

/** Does what a person or AWS Config does. */
export async function act(scene: Scene, what: string): Promise<void> {
  if (what === 'console') return reevaluateInConsole(scene);
  if (what === 'lose-notification') return loseNotification(scene);
  if (what.startsWith('remediate-')) scene.cast.remediate(what);
  else scene.cast.change(what);
}

async function reevaluateInConsole({ account, rule }: Scene): Promise<void> {
  const input = { ConfigRuleNames: [rule] };
  const call = { service: 'config', operation: 'StartConfigRulesEvaluation', input } as const;
  await account.serve({ ...call, principal: CONSOLE }, undefined).catch((error: unknown) => {
    // AWS Config refuses it: then the console says so.
    if (!(error instanceof LimitExceededException)) throw error;
  });
}

function loseNotification(scene: Scene): void {
  const { account, actors, history, starts } = scene;
  const lost = awaitedIn(scene);
  if (lost) actors.remove(lost);
  history.isNotificationLost = true;
  for (const rule of starts.underWay()) {
    // As far as AWS Config knows, the evaluation has begun.
    account.configRules.notify(rule);
    starts.end(rule);
  }
}
