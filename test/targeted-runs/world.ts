import type { MaximumExecutionFrequency } from '@aws-sdk/client-config-service';
import { LimitExceededException, StartConfigRulesEvaluationCommand } from '@aws-sdk/client-config-service';
import { userId, userName } from '../../policy/identifiers.ts';
import { NAMES, ruleFunctionArn } from '../../product/names.ts';
import { createReevaluationHandler } from '../../reevaluation/handler.ts';
import type { RemediationServices } from '../../remediation/shared/services.ts';
import { startReevaluation } from '../../remediation/shared/start-reevaluation.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import type { LambdaHandler } from '../../sandbox/functions.ts';
import { directClients, type Gate } from '../support/direct-clients.ts';
import { iamEvent } from '../support/iam-events.ts';
import { NOW } from '../support/users.ts';
import { type Agenda, createAgenda } from './agenda.ts';

/** How the account of a history behaves, where AWS documents nothing. */
export interface Behaviour {
  readonly frequency: MaximumExecutionFrequency;
  /** Whether AWS Config refuses to start a rule whose evaluation is running. */
  readonly refusesWhileRunning: boolean;
  /** How often the answer to a start is lost: with effect, and without; as shares of all starts. */
  readonly lostStarts: { readonly withEffect: number; readonly withoutEffect: number };
  /** The share of the invocations of the re-evaluation function that are killed at one of their calls. */
  readonly killed: number;
  /**
   * Whether AWS Config keeps the last result that it was given; otherwise that of the newest notification.
   */
  readonly keepsLastWrite: boolean;
}

/** An account with our rules, whose users have versions instead of keys: each change makes a new version. */
export interface World extends Behaviour {
  readonly account: SandboxAccount;
  readonly agenda: Agenda;
  readonly rules: readonly string[];
  readonly random: () => number;
  readonly versions: Map<string, number>;
  /** The version that each rule has reported of each user, and the notification of the run. */
  readonly results: Map<string, { readonly version: number; readonly at: Date }>;
  readonly counts: { sweepsOwed: number };
  /** The notes whose users targeted runs have read, once for each time: rule and nonce. */
  readonly readNotes: string[];
  /** The times of the notifications that began sweeps, by rule, one for each notification. */
  readonly sweeps: Map<string, Date[]>;
  readonly running: Map<string, number>;
  /** What else is done when AWS Config sends a notification of a rule. */
  onNotification: (rule: string, event: object) => Promise<void>;
  isInConsole: boolean;
  isDelivering: boolean;
  isLastAttempt: boolean;
  /** Throws, or waits for ever, in the place of a call. */
  gate: Gate;
}

/** Creates an account in which nothing has happened. */
export function createWorld(behaviour: Behaviour, rules: readonly string[], random: () => number): World {
  const account = createSandboxAccount({ startAt: NOW });
  account.tables.add({ name: NAMES.sandboxLedger });
  account.scheduler.addGroup(NAMES.scheduleGroup);
  for (const configRuleName of rules) {
    const { frequency } = behaviour;
    account.configRules.put({ configRuleName, sourceIdentifier: ruleFunctionArn(account), frequency });
  }
  const world: World = {
    ...behaviour,
    account,
    agenda: createAgenda(account.clock, account.scheduler),
    rules,
    random,
    versions: new Map(),
    results: new Map(),
    counts: { sweepsOwed: 0 },
    readNotes: [],
    sweeps: new Map(rules.map((rule) => [rule, []])),
    running: new Map(),
    isInConsole: false,
    isDelivering: false,
    isLastAttempt: false,
    onNotification: async () => {},
    gate: async () => {},
  };
  const handler: LambdaHandler = createReevaluationHandler({
    ...servicesOf(world),
    schedulerRoleArn: 'arn:aws:iam::111122223333:role/one-active-key-scheduler',
    log: () => {},
  });
  account.functions.register(NAMES.reevaluationFunction, async (event, context) => {
    try {
      return await untilKilled(world, () => handler(event, context));
    } catch (error) {
      // EventBridge Scheduler invokes the function asynchronously, too, so that Lambda repeats a failure.
      const isFirst = !world.isDelivering;
      if (isFirst) world.agenda.after(MINUTE_MS, () => deliver(world, event as object, 2));
      throw error;
    }
  });
  return world;
}

const MINUTE_MS = 60_000;

/** Runs a function that may be killed at one of its first calls; then nothing more happens in it. */
function untilKilled<Result>(world: World, run: () => Promise<Result>): Promise<Result> {
  let callsLeft =
    !world.isLastAttempt && world.random() < world.killed
      ? Math.floor(world.random() * 8)
      : Number.POSITIVE_INFINITY;
  return new Promise((resolve, reject) => {
    world.gate = async () => {
      callsLeft -= 1;
      if (callsLeft >= 0) return;
      world.gate = async () => {};
      reject(new Error('killed'));
      await new Promise(() => {});
    };
    run()
      .then(resolve, reject)
      .finally(() => {
        world.gate = async () => {};
      });
  });
}

type Services = ReturnType<typeof createServices>;

const services = new WeakMap<World, Services>();

/** The services of the functions of a world. */
export function servicesOf(world: World): Services {
  const known = services.get(world) ?? createServices(world);
  services.set(world, known);
  return known;
}

function createServices(world: World) {
  let count = 0;
  const { account } = world;
  const { dynamodb, config, scheduler } = directClients(account, 'function', (operation) =>
    world.gate(operation),
  );
  const send = config.send.bind(config);
  Object.assign(config, {
    send: (command: object) =>
      command instanceof StartConfigRulesEvaluationCommand
        ? start(world, command.input.ConfigRuleNames?.[0] ?? '', () => send(command as never))
        : send(command as never),
  });
  return {
    ledger: { dynamodb, tableName: NAMES.sandboxLedger },
    config,
    configWithoutRetries: config,
    schedulerWithoutRetries: scheduler,
    ruleFunctionArn: ruleFunctionArn(account),
    now: account.clock.now,
    wait: account.clock.wait,
    randomId: () => {
      count += 1;
      return `id-${count}`;
    },
  };
}

/** The start of an evaluation, with what may become of it. */
async function start(world: World, rule: string, send: () => Promise<unknown>): Promise<unknown> {
  if (world.refusesWhileRunning && (world.running.get(rule) ?? 0) > 0) throw refusal();
  const { withEffect, withoutEffect } = world.lostStarts;
  const luck = world.isInConsole || world.isLastAttempt ? 1 : world.random();
  if (luck < withoutEffect) throw lostAnswer();
  const answer = await send();
  notifyLater(world, rule, world.isInConsole ? 1 : 0);
  if (luck < withoutEffect + withEffect) throw lostAnswer();
  return answer;
}

/**
 * AWS Config makes the notification of an evaluation within two minutes; Lambda invokes the function later,
 * in any order.
 */
export function notifyLater(world: World, rule: string, sweepsOwed: 0 | 1 = 0): void {
  const waitMs = world.random() < 0.3 ? world.random() * 3 * MINUTE_MS : 0;
  world.agenda.after(1_000 + world.random() * 119_000, async () => {
    const event = world.account.configRules.notify(rule);
    world.agenda.after(waitMs, () => {
      world.counts.sweepsOwed += sweepsOwed;
      return world.onNotification(rule, event);
    });
  });
}

/** Invokes the re-evaluation function with an event, again after a failure as Lambda does. */
export async function deliver(world: World, event: object, attempt = 1): Promise<void> {
  world.isDelivering = true;
  // Lambda invokes the function three times: nothing disturbs the third attempt.
  world.isLastAttempt = attempt === 3;
  const result = await world.account.functions.invoke(NAMES.reevaluationFunction, event);
  world.isDelivering = false;
  world.isLastAttempt = false;
  if (result.FunctionError && attempt < 3) {
    world.agenda.after(attempt * MINUTE_MS, () => deliver(world, event, attempt + 1));
  }
}

/** A user changes; its event arrives after these delays: never, once, or several times. */
export function change(world: World, user: string, delaysMs: readonly number[]): void {
  world.versions.set(user, (world.versions.get(user) ?? 0) + 1);
  for (const delayMs of delaysMs) {
    world.agenda.after(delayMs, () => deliver(world, iamEvent('CreateAccessKey', { userName: user })));
  }
}

/** A remediation changes a user, and starts the evaluation itself; the event arrives, too. */
export async function remediate(world: World, user: string, delayMs: number): Promise<void> {
  change(world, user, [delayMs]);
  const services = servicesOf(world) as unknown as RemediationServices;
  await startReevaluation(services, { userName: userName(user), userId: userId('AIDACKCEVSQ6C2EXAMPLE') });
}

/** Somebody chooses *Re-evaluate* in the console: a sweep, unless AWS Config refuses it. */
export async function reevaluateInConsole(world: World, rule: string): Promise<void> {
  const { config } = servicesOf(world);
  const command = new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [rule] });
  world.isInConsole = true;
  await config.send(command).catch((error: unknown) => {
    if (!(error instanceof LimitExceededException)) throw error;
  });
  world.isInConsole = false;
}

const refusal = () =>
  new LimitExceededException({ message: 'is being evaluated', $metadata: { httpStatusCode: 400 } });

const lostAnswer = () => Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
