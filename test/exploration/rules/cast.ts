import { runIdOf } from '../../../rule/assignment/assignment.ts';
import { parseInvocation } from '../../../rule/event.ts';
import type { Actor, Actors } from '../engine/actors.ts';
import type { ClientServices } from '../engine/clients.ts';
import type { Product } from '../product.ts';
import { changeUser, userOf } from './acts.ts';
import { invokeReevaluation, invokeRule, LIFE_MS, startByRemediation } from './functions.ts';
import type { History, Notification } from './history.ts';
import { addInvocation, type Invocation } from './invocations.ts';
import { USER_IDS } from './prepare.ts';

const [SECOND_MS, MINUTE_MS] = [1_000, 60_000];

/** The notification of a start that nobody can have noted yet, or that nobody awaits any more. */
export const UNEXPECTED_NOTIFICATION = 'an unexpected notification';

const LETTERS = { 'our start': 'N', 'the console': 'C', 'the schedule': 'W' } as const;

/**
 * How long the notification of a start, or of a schedule, may be under way: what AWS Config was seen to do.
 */
const MAX_NOTIFICATION_MS = 2 * MINUTE_MS;

/** How late CloudTrail's event of a change may be, and EventBridge Scheduler. */
const [MAX_EVENT_MS, MAX_SCHEDULE_MS] = [30 * MINUTE_MS, MINUTE_MS];

/** What the cast of a course needs. */
export interface Stage {
  readonly product: Product;
  readonly services: ClientServices;
  readonly actors: Actors;
  readonly history: History;
  /** How often the event of a change arrives. */
  readonly events: 1 | 2;
  /** How often Lambda invokes the rule function with a notification. */
  readonly deliveries: 1 | 2;
  readonly rules: readonly string[];
  /** Whether the start of a rule by somebody is not noted yet. */
  readonly isUnnoted: (rule: string, by: string) => boolean;
  /** Says what a notification is for. */
  readonly onNotification: (token: string, notification: Notification, at: number) => void;
}

/**
 * Those who act in a course: events, schedules, notifications and remediations, each with a letter and a
 * number.
 */
export function createCast(stage: Stage) {
  const { product, services, actors, history, rules } = stage;
  const { account } = services;
  const counts = new Map<string, number>();
  const now = () => account.clock.now().getTime();
  const named = (letter: string): string => {
    const count = (counts.get(letter) ?? 0) + 1;
    counts.set(letter, count);
    return `${letter}${count}`;
  };
  const add = (letter: string, invocation: Omit<Invocation, 'name'>) =>
    addInvocation({ actors, history, now }, { name: named(letter), ...invocation });
  const cast = {
    /** Changes a user: the event of it arrives. */
    change(act: string): void {
      const user = userOf(act) ?? 'alice';
      const event = changeUser(account, act);
      history.versions.set(USER_IDS[user], (history.versions.get(USER_IDS[user]) ?? 0) + 1);
      history.notes += stage.events * rules.length;
      for (let copy = 0; copy < stage.events; copy += 1) {
        add('E', {
          from: now(),
          byAtLatest: now() + MAX_EVENT_MS,
          lifeMs: LIFE_MS.reevaluation,
          knows: `${act} ${JSON.stringify(event)}`,
          invoke: (actor) => invokeReevaluation(product, services, actor, event),
        });
      }
    },
    /** The minute of a schedule comes. */
    due(at: number, input: string): void {
      add('S', {
        from: at,
        byAtLatest: at + MAX_SCHEDULE_MS,
        lifeMs: LIFE_MS.reevaluation,
        knows: input,
        async invoke(actor, attempt) {
          // The schedule deletes itself.
          if (attempt === 0) await account.scheduler.fireDue();
          await invokeReevaluation(product, services, actor, JSON.parse(input));
        },
      });
    },
    /** AWS Config makes a notification, and Lambda invokes the function with it. */
    notify(rule: string, source: Notification['source'], from: number, startedBy = ''): void {
      let event: object | undefined;
      const invocation: Omit<Invocation, 'name'> = {
        from,
        byAtLatest: from + MAX_NOTIFICATION_MS,
        lifeMs: LIFE_MS.rule,
        knows: rule,
        async invoke(actor, attempt) {
          const isNew = event === undefined;
          event ??= notification(stage, rule, source);
          actor.learn(JSON.stringify(event));
          if (isNew) await actor.wait(0);
          if (isNew && isUnexpected(stage, { rule, startedBy, from }))
            history.disturbances.add(UNEXPECTED_NOTIFICATION);
          await runRule(stage, actor, { event, isCopy: !isNew && attempt === 0 });
        },
      };
      for (let copy = 0; copy < stage.deliveries; copy += 1) add(LETTERS[source], invocation);
    },
    /** A remediation changes a user, and starts an evaluation. */
    remediate(act: string): void {
      const userName = userOf(act) ?? 'alice';
      cast.change(act);
      history.notes += rules.length;
      actors.add({
        name: named('R'),
        from: now(),
        byAtLatest: now() + MINUTE_MS,
        lifeMs: LIFE_MS.remediation,
        knows: userName,
        perform: (actor) =>
          startByRemediation(product, services, actor, { userName, userId: USER_IDS[userName] }),
      });
    },
  };
  return cast;
}

/** Those who act in a course. */
export type Cast = ReturnType<typeof createCast>;

/** AWS Config makes the notification of an evaluation a second after its start at the earliest. */
export const firstNotificationOf = (startedAt: number): number => startedAt + SECOND_MS;

function notification(
  { services, history, onNotification }: Stage,
  rule: string,
  source: Notification['source'],
) {
  const { account } = services;
  const event = account.configRules.notify(rule);
  const invocation = parseInvocation(event);
  const made: Notification = { rule, source, isDone: false, sweeps: 0 };
  onNotification(invocation.resultToken, made, invocation.notification.notifiedAt.getTime());
  history.notifications.set(runIdOf(invocation), made);
  return event;
}

/**
 * An invocation with a notification, and whether it is another one than the first, though none has failed.
 */
interface Delivery {
  readonly event: object;
  readonly isCopy: boolean;
}

async function runRule(
  { product, services, history }: Stage,
  actor: Actor,
  { event, isCopy }: Delivery,
): Promise<void> {
  const id = runIdOf(parseInvocation(event));
  const notification = history.notifications.get(id);
  if (isCopy && !notification?.isDone) history.disturbances.add('two runs of one notification');
  const wasDone = notification?.isDone && history.disturbances.size === 0;
  const onRun = (kind: string) => {
    if (!notification) return;
    notification.kind ??= kind;
    if (kind === 'sweep') notification.sweeps += 1;
    if (wasDone && kind !== 'repeated') history.broken.push(`${actor.name} did what was done already`);
  };
  await invokeRule(product, services, actor, { event, onRun });
  if (notification) notification.isDone = true;
}

const MAX_AWAITED_MS = 480_000;

/**
 * Whether nobody can have noted yet that this start was accepted, or nobody awaits its notification any more.
 */
function isUnexpected(
  { services: { account }, actors, isUnnoted }: Stage,
  { rule, startedBy, from }: Awaited,
): boolean {
  if (startedBy === '') return false;
  const isAtIt = actors.all.some(({ name, pending }) => name === startedBy && pending.length > 0);
  const isLate = account.clock.now().getTime() >= from - SECOND_MS + MAX_AWAITED_MS;
  return (isAtIt && isUnnoted(rule, startedBy)) || isLate;
}

interface Awaited {
  readonly rule: string;
  readonly startedBy: string;
  /** When the notification could come first, in milliseconds. */
  readonly from: number;
}
